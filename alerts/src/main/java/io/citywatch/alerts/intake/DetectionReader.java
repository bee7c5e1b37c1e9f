package io.citywatch.alerts.intake;

import io.citywatch.alerts.log.EachRecord;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.json.Json;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes what the rules say. */
public final class DetectionReader implements EachRecord.One {
    private final Intake intake;

    public DetectionReader(Intake intake) {
        this.intake = intake;
    }

    @Override
    public Optional<String> take(ConsumerRecord<byte[], byte[]> message) {
        if (message.value() == null) {
            return Optional.of("no value (expected: a detection)");
        }
        return Json.read(message.value(), Detection.class)
                .fold(
                        detection -> {
                            intake.accept(detection);
                            return Optional.empty();
                        },
                        Optional::of);
    }
}
