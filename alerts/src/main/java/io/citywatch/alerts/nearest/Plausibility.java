package io.citywatch.alerts.nearest;

import io.citywatch.model.Position;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether somebody can be where a phone says. A phone among towers or with a cold receiver jumps across the city and
 * back; a fix to which nobody can have got is not believed until the next one agrees with it.
 */
public final class Plausibility {
    /** Nobody in a city is faster. */
    private static final double FASTEST_METERS_PER_SECOND = 60;
    /** Two fixes of one place may be so far apart, whatever they say of their accuracy. */
    private static final double SCATTER_METERS = 300;
    /** A fix that does not know better says nothing. */
    private static final double WORST_ACCURACY_METERS = 1_000;

    private Plausibility() {}

    /** Where somebody was. */
    public record Fix(Position position, Instant at) {
        /** Whether a person who was here can be there then. */
        boolean leadsTo(Position place, Instant then) {
            double seconds = Math.abs(Duration.between(at, then).toMillis() / 1_000.0);
            return position.metersTo(place) <= SCATTER_METERS + seconds * FASTEST_METERS_PER_SECOND;
        }
    }

    /**
     * What is kept of somebody.
     *
     * @param believed the newest fix that was believed; none yet, if null
     * @param doubtful a newer one that was not, if there is one
     */
    public record Track(@Nullable Fix believed, @Nullable Fix doubtful) {}

    /** What is kept once the fix came. */
    public static Track judge(Track before, Fix fix, @Nullable Double accuracy) {
        if (accuracy != null && accuracy > WORST_ACCURACY_METERS) {
            return before;
        }
        Fix believed = before.believed();
        Fix doubtful = before.doubtful();
        if (believed == null
                || believed.leadsTo(fix.position(), fix.at())
                || (doubtful != null && doubtful.leadsTo(fix.position(), fix.at()))) {
            return new Track(fix, null);
        }
        return new Track(believed, fix);
    }
}
