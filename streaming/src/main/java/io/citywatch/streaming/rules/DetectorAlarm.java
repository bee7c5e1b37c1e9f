package io.citywatch.streaming.rules;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end of S1, by detector: {@code alarm} false clears the newest {@code alarm} true, by its id. (Raising needs no
 * state and is done where the message is read.) A false that follows no alarm says nothing.
 */
public final class DetectorAlarm implements Serializable {
    public Judged<OpenAlarm> take(@Nullable OpenAlarm open, DetectorReading reading, Instant now) {
        if (reading.raised() != null) {
            return new Judged<>(new OpenAlarm(reading.raised(), reading.loggedAt()), List.of());
        }
        return open == null ? new Judged<>(null, List.of()) : new Judged<>(null, List.of(clear(open, reading, now)));
    }

    private static Detection clear(OpenAlarm open, DetectorReading reading, Instant now) {
        return new Statement(Rule.S1, Phase.CLEARED, open.id(), Subject.device(reading.device()))
                .fact("obscuration", reading.obscuration())
                .fact("temperature", reading.temperature())
                .say(
                        Math.max(open.revision(), reading.loggedAt()),
                        reading.receivedAt(),
                        MessageStamp.of(reading),
                        now);
    }
}
