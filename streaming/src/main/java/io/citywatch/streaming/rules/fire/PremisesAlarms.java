package io.citywatch.streaming.rules.fire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of premises while a detector is in alarm there.
 *
 * @param forgottenAt event time at which detectors that confirmed nothing are forgotten
 * @param open the open episode, if there is one
 */
public record PremisesAlarms(
        List<DetectorInAlarm> detectors,
        long forgottenAt,
        @Nullable OpenConfirmation open) {
    public static final PremisesAlarms NONE = new PremisesAlarms(List.of(), 0, null);

    /** When event time must wake the rule. */
    public long wakesAt() {
        return open == null ? forgottenAt : open.clearsAt();
    }
}
