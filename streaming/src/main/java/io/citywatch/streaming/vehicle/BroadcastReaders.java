package io.citywatch.streaming.vehicle;

import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.vehicle.ReaderNetwork;
import io.citywatch.streaming.rules.vehicle.Readers;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.jspecify.annotations.Nullable;

/**
 * The readers as they were broadcast, looked up one by one: they are few, but each passage of a track asks for one.
 *
 * @param roads the readers on the street graph; null if there is none
 */
public record BroadcastReaders(
        ReadOnlyBroadcastState<String, RegisteredDevice> registered,
        @Nullable ReaderNetwork roads) implements Readers {
    @Override
    public @Nullable RegisteredDevice find(String reader) {
        try {
            return registered.get(reader);
        } catch (Exception e) {
            throw new IllegalStateException("readers: " + reader + " cannot be looked up", e);
        }
    }
}
