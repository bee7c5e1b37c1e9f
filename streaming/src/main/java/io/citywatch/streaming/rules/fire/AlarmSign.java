package io.citywatch.streaming.rules.fire;

import io.citywatch.model.detection.Rule;
import io.citywatch.streaming.rules.DetectorReading;
import io.citywatch.streaming.rules.MessageStamp;
import org.jspecify.annotations.Nullable;

/**
 * A detector is in alarm by S1 or S3, or is no more.
 *
 * @param rule which of the two
 * @param id of its detection; null of an S1 that ended
 * @param stands false if it ended
 * @param at when, epoch milliseconds
 */
public record AlarmSign(String device, Rule rule, @Nullable String id, boolean stands, long at, MessageStamp origin) {
    public static AlarmSign of(DetectorReading reading) {
        return new AlarmSign(
                reading.device(),
                Rule.S1,
                reading.raised(),
                reading.raised() != null,
                reading.receivedAt(),
                MessageStamp.of(reading));
    }

    /** Of an episode of S3 as a reading left it. */
    public static AlarmSign of(OpenHeat open, long at) {
        return new AlarmSign(open.newest().device(), Rule.S3, open.id(), true, at, open.newest());
    }

    public static AlarmSign ended(OpenHeat open, long at) {
        return new AlarmSign(open.newest().device(), Rule.S3, open.id(), false, at, open.newest());
    }
}
