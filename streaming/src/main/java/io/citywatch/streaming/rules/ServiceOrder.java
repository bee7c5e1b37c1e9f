package io.citywatch.streaming.rules;

import io.citywatch.model.Position;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.telemetry.CallEvent;
import org.jspecify.annotations.Nullable;

/**
 * A call terminal's order of a service, flat. Times are epoch milliseconds.
 *
 * @param service the catalogue's code
 * @param lat of the payload, if it names a place; so {@code lon}
 */
public record ServiceOrder(
        String device,
        String identity,
        long receivedAt,
        long loggedAt,
        long measuredAt,
        String service,
        CallEvent.Source source,
        @Nullable Double lat,
        @Nullable Double lon) {
    public static ServiceOrder of(LogRecord message, CallEvent call) {
        Position position = call.position();
        return new ServiceOrder(
                message.device().value(),
                message.identity(),
                message.receivedAt().toEpochMilli(),
                message.loggedAt().toEpochMilli(),
                call.measuredAt().toEpochMilli(),
                call.service() == null ? "" : call.service(),
                call.source(),
                position == null ? null : position.lat(),
                position == null ? null : position.lon());
    }
}
