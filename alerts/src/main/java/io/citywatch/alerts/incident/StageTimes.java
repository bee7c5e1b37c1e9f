package io.citywatch.alerts.incident;

import io.citywatch.model.detection.Stages;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where the seconds went, of the newest opening: from the device's own clock to somebody at the door. */
public record StageTimes(
        @Nullable Instant measured,
        @Nullable Instant received,
        @Nullable Instant logged,
        @Nullable Instant detected,
        @Nullable Instant opened,
        @Nullable Instant offered,
        @Nullable Instant accepted,
        @Nullable Instant arrived) {
    static StageTimes opened(Stages stages, Instant now) {
        return new StageTimes(
                stages.measured(), stages.received(), stages.logged(), stages.detected(), now, null, null, null);
    }

    /** The first offer went out; later ones change nothing. */
    StageTimes withOffered(Instant at) {
        return offered != null
                ? this
                : new StageTimes(measured, received, logged, detected, opened, at, accepted, arrived);
    }

    /** Somebody accepted first. */
    StageTimes withAccepted(Instant at) {
        return accepted != null
                ? this
                : new StageTimes(measured, received, logged, detected, opened, offered, at, arrived);
    }

    /** Somebody is there first. */
    StageTimes withArrived(Instant at) {
        return arrived != null
                ? this
                : new StageTimes(measured, received, logged, detected, opened, offered, accepted, at);
    }
}
