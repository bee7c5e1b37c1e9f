package io.citywatch.alerts.elder;

import io.citywatch.alerts.log.LoggedTelemetry;
import io.citywatch.model.Decoded;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.log.Pulse;
import io.citywatch.model.telemetry.CallEvent;
import io.citywatch.model.telemetry.Telemetry;
import io.citywatch.model.telemetry.TelemetryKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Takes every call out of the emergency lane into the person's record: also a fall that was cancelled, an {@code ok},
 * the mains that came back, which raise nothing.
 */
public final class ElderRecordFeed {
    private final ElderRecord elders;

    public ElderRecordFeed(ElderRecord elders) {
        this.elders = elders;
    }

    /** Takes records of {@code telemetry.events}; idempotent. What cannot be read is the rules' to bury. */
    public void take(List<ConsumerRecord<byte[], byte[]>> records) {
        List<ElderRecord.Sourced> entries = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> each : records) {
            if (each.headers().lastHeader(Pulse.HEADER) == null) {
                read(each).ifPresent(entries::add);
            }
        }
        if (!entries.isEmpty()) {
            elders.write(entries);
        }
    }

    private static Optional<ElderRecord.Sourced> read(ConsumerRecord<byte[], byte[]> each) {
        Decoded<LogRecord> decoded = LoggedTelemetry.read(each);
        if (!(decoded instanceof Decoded.Valid<LogRecord> valid)
                || valid.value().kind() != TelemetryKind.CALL) {
            return Optional.empty();
        }
        LogRecord message = valid.value();
        if (!(message.telemetry() instanceof Decoded.Valid<Telemetry> telemetry)
                || !(telemetry.value() instanceof CallEvent call)) {
            return Optional.empty();
        }
        ElderRecord.Entry entry = new ElderRecord.Entry(
                message.receivedAt(),
                call.measuredAt(),
                message.device().value(),
                call.event().text(),
                call.source().text(),
                call.service());
        return Optional.of(new ElderRecord.Sourced(entry, message.identity(), each.partition(), each.offset()));
    }
}
