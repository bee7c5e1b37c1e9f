package io.citywatch.streaming.rules;

import java.io.Serializable;
import java.time.Duration;

/**
 * Which of a device's times are believed; of the bulk lane only.
 *
 * @param lateAfter a measurement received later than this is stored, and raises nothing as if it were now
 * @param tolerance how far a device's clock may be from the time of receipt and still say when and in which order
 */
public record ClockParameters(Duration lateAfter, Duration tolerance) implements Serializable {
    public static final ClockParameters DEFAULTS = new ClockParameters(Duration.ofMinutes(15), Duration.ofMinutes(2));

    /** @throws IllegalArgumentException naming the parameter that is not above zero */
    public ClockParameters {
        Expect.positive("late-after", lateAfter);
        Expect.positive("tolerance", tolerance);
    }

    /** Whether it came too late to be news. */
    public boolean isLate(long measuredAt, long receivedAt) {
        return receivedAt - measuredAt > lateAfter.toMillis();
    }

    /** Whether the device's clock can be believed to the second. */
    public boolean isBelieved(long measuredAt, long receivedAt) {
        return Math.abs(receivedAt - measuredAt) <= tolerance.toMillis();
    }

    /** Whether a newer message of its device overtook it on the way, as well as that device's clock can tell. */
    public boolean isOvertaken(MessageStamp message, MessageStamp by) {
        return message.measuredAt() < by.measuredAt()
                && isBelieved(message.measuredAt(), message.receivedAt())
                && isBelieved(by.measuredAt(), by.receivedAt());
    }

    /** When it happened, as well as anyone knows: the device's time if it is believed, else that of receipt. */
    public long at(long measuredAt, long receivedAt) {
        return isBelieved(measuredAt, receivedAt) ? measuredAt : receivedAt;
    }
}
