package io.citywatch.streaming.health;

import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.SignOfLife;
import io.citywatch.streaming.rules.StateReport;
import io.citywatch.streaming.rules.UnreadableMessage;
import org.jspecify.annotations.Nullable;

/** Something new of a device: exactly one of what it names. */
public record DeviceNews(
        String device,
        @Nullable SignOfLife life,
        @Nullable StateReport state,
        @Nullable RegisteredDevice registered,
        @Nullable UnreadableMessage unreadable) {
    static DeviceNews of(SignOfLife life) {
        return new DeviceNews(life.device(), life, null, null, null);
    }

    static DeviceNews of(StateReport state) {
        return new DeviceNews(state.device(), null, state, null, null);
    }

    static DeviceNews of(RegisteredDevice registered) {
        return new DeviceNews(registered.device(), null, null, registered, null);
    }

    static DeviceNews of(UnreadableMessage unreadable) {
        return new DeviceNews(unreadable.device(), null, null, null, unreadable);
    }
}
