package io.citywatch.streaming.rules;

import io.citywatch.model.Position;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.telemetry.CallEvent;
import org.jspecify.annotations.Nullable;

/**
 * A call terminal's message, flat: it travels between steps and stays in state. Times are epoch milliseconds.
 *
 * @param device the terminal
 * @param lat of the payload, if it names a place; so {@code lon}
 */
public record Call(
        String device,
        String identity,
        long receivedAt,
        long loggedAt,
        long measuredAt,
        CallEvent.Event event,
        CallEvent.Source source,
        @Nullable Double lat,
        @Nullable Double lon) {
    public static Call of(LogRecord message, CallEvent call) {
        Position position = call.position();
        return new Call(
                message.device().value(),
                message.identity(),
                message.receivedAt().toEpochMilli(),
                message.loggedAt().toEpochMilli(),
                call.measuredAt().toEpochMilli(),
                call.event(),
                call.source(),
                position == null ? null : position.lat(),
                position == null ? null : position.lon());
    }
}
