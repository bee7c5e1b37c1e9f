package io.citywatch.streaming.ride;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.json.Json;
import io.citywatch.streaming.io.KeyedBytes;
import java.util.Optional;

/** A reader went deaf or silent, or is well again, as R11 says. */
public record Deafness(String reader, String episode, boolean deaf) {
    /** Empty of every other rule. */
    static Optional<Deafness> of(KeyedBytes said) {
        byte[] value = said.value();
        if (value == null) {
            return Optional.empty();
        }
        return Json.read(value, Detection.class)
                .fold(Optional::of, reason -> Optional.<Detection>empty())
                .filter(detection -> detection.rule() == Rule.R11)
                .map(detection ->
                        new Deafness(detection.subject().id(), detection.id(), detection.phase() != Phase.CLEARED));
    }
}
