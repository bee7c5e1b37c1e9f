package io.citywatch.alerts.intake;

import io.citywatch.alerts.log.EachRecord;
import io.citywatch.alerts.log.LoggedTelemetry;
import io.citywatch.model.detection.LifeAlarms;
import io.citywatch.model.log.Pulse;
import java.time.Clock;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The second way of a life alarm to a person: judges the emergency lane itself, so that no other process can delay it. */
public final class EmergencyReader implements EachRecord.One {
    private final Intake intake;
    private final Clock clock;

    public EmergencyReader(Intake intake, Clock clock) {
        this.intake = intake;
        this.clock = clock;
    }

    @Override
    public Optional<String> take(ConsumerRecord<byte[], byte[]> message) {
        if (message.headers().lastHeader(Pulse.HEADER) != null) {
            return Optional.empty();
        }
        return LoggedTelemetry.read(message)
                .fold(
                        telemetry -> {
                            LifeAlarms.judge(telemetry, clock.instant()).ifPresent(intake::accept);
                            return Optional.empty();
                        },
                        Optional::of);
    }
}
