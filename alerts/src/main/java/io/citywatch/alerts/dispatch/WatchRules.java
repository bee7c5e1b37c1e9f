package io.citywatch.alerts.dispatch;

import io.citywatch.alerts.nearest.Travel;
import io.citywatch.model.Position;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What to make of somebody on the way, by where they are now; pure functions. */
final class WatchRules {
    /** What is seen at one look. */
    enum Finding {
        NOTHING,
        /** So near that they are there. */
        THERE,
        /** No position any more. */
        LOST,
        /** Was lost, and is seen again. */
        FOUND,
        /** Has set out without a word. */
        MOVES,
        /** Has not set out. */
        STANDS,
        /** Has not set out, though asked to. */
        STAYS,
        /** Slips against what was promised. */
        LATE
    }

    private WatchRules() {}

    /**
     * @param place of the incident; null if nobody knows it
     * @param left the way that is left; null if it is not known
     */
    static Finding judge(
            Assignment one,
            Seen seen,
            @Nullable Position place,
            Travel.@Nullable Trip left,
            Instant now,
            WatchSettings settings) {
        Position at = seen.within(settings.lost(), now);
        if (at != null && place != null && isThere(at, place, seen, settings)) {
            return Finding.THERE;
        }
        boolean isLost = one.state() == AssignmentState.LOST;
        if (at == null) {
            boolean waited = !one.assignedAt().plus(settings.lost()).isAfter(now);
            return waited && !isLost ? Finding.LOST : Finding.NOTHING;
        }
        if (isLost) {
            return Finding.FOUND;
        }
        return switch (one.state()) {
            case ASSIGNED -> ofWhoMaySetOut(one, at, now, settings);
            case EN_ROUTE -> isLate(one, left, now, settings) ? Finding.LATE : Finding.NOTHING;
            case LATE, LOST, ARRIVED, CLEARED, RECALLED, HANDED_OVER -> Finding.NOTHING;
        };
    }

    /** A fix that may be off by more than the distance proves nothing. */
    private static boolean isThere(Position at, Position place, Seen seen, WatchSettings settings) {
        Double accuracy = seen.accuracy();
        return at.metersTo(place) <= settings.thereMeters() && (accuracy == null || accuracy <= settings.thereMeters());
    }

    private static Finding ofWhoMaySetOut(Assignment one, Position at, Instant now, WatchSettings settings) {
        Position from = one.sight().from();
        if (from != null && at.metersTo(from) >= settings.movedMeters()) {
            return Finding.MOVES;
        }
        Duration waited = Duration.between(one.assignedAt(), now);
        boolean asked = one.sight().asked() > 0;
        if (asked && waited.compareTo(settings.recall()) >= 0) {
            return Finding.STAYS;
        }
        return !asked && waited.compareTo(settings.nudge()) >= 0 ? Finding.STANDS : Finding.NOTHING;
    }

    static boolean isLate(Assignment one, Travel.@Nullable Trip left, Instant now, WatchSettings settings) {
        if (left == null) {
            return false;
        }
        double promised = one.sight().promisedSeconds();
        double taking = Duration.between(one.assignedAt(), now).toMillis() / 1e3 + left.seconds();
        return taking - promised >= Math.max(settings.late().toMillis() / 1e3, settings.lateShare() * promised);
    }

    /** After how long without a word somebody on the scene is asked for one; null if never. */
    static @Nullable Duration checkIn(boolean fire, boolean lone, Seen seen, WatchSettings settings) {
        if (lone && seen.isVolunteer()) {
            return settings.loneCheckIn();
        }
        return fire ? settings.fireCheckIn() : null;
    }
}
