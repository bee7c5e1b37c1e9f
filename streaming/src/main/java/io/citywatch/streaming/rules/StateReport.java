package io.citywatch.streaming.rules;

import io.citywatch.model.log.LogRecord;
import io.citywatch.model.telemetry.DeviceState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A device's heartbeat or will, flat. Times are epoch milliseconds, batteries percent.
 *
 * @param online false of a will
 */
public record StateReport(
        String device,
        String identity,
        long receivedAt,
        long loggedAt,
        long measuredAt,
        boolean online,
        int intervalSeconds,
        @Nullable Double battery,
        @Nullable Boolean mains,
        @Nullable Double pendantBattery,
        List<String> faults) {
    public static StateReport of(LogRecord message, DeviceState state) {
        return new StateReport(
                message.device().value(),
                message.identity(),
                message.receivedAt().toEpochMilli(),
                message.loggedAt().toEpochMilli(),
                state.measuredAt().toEpochMilli(),
                state.online(),
                state.intervalSeconds(),
                state.battery(),
                state.mains(),
                state.pendantBattery(),
                state.faults());
    }
}
