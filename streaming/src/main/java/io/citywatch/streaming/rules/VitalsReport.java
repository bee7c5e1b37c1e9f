package io.citywatch.streaming.rules;

import io.citywatch.model.log.LogRecord;
import io.citywatch.model.telemetry.Vitals;
import org.jspecify.annotations.Nullable;

/** A person's vital signs, flat; what was not measured is null. Times are epoch milliseconds. */
public record VitalsReport(
        String device,
        String identity,
        long receivedAt,
        long loggedAt,
        long measuredAt,
        @Nullable Double heartRate,
        @Nullable Double systolic,
        @Nullable Double diastolic,
        @Nullable Double spo2,
        @Nullable Double temperature,
        @Nullable Double glucose) {
    public static VitalsReport of(LogRecord message, Vitals vitals) {
        return new VitalsReport(
                message.device().value(),
                message.identity(),
                message.receivedAt().toEpochMilli(),
                message.loggedAt().toEpochMilli(),
                vitals.measuredAt().toEpochMilli(),
                vitals.heartRate(),
                vitals.systolic(),
                vitals.diastolic(),
                vitals.spo2(),
                vitals.temperature(),
                vitals.glucose());
    }

    /** By the payload's field name, as a person's limits are. */
    public @Nullable Double value(String vital) {
        return switch (vital) {
            case "heartRate" -> heartRate;
            case "systolic" -> systolic;
            case "diastolic" -> diastolic;
            case "spo2" -> spo2;
            case "temperature" -> temperature;
            case "glucose" -> glucose;
            default -> null;
        };
    }
}
