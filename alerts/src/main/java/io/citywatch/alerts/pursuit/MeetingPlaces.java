package io.citywatch.alerts.pursuit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who waits where, as a pure function: each need the likeliest place that nobody else waits at, where one that its
 * officer reaches only after the vehicle counts a quarter; if no place is left, the likeliest of all.
 */
public final class MeetingPlaces {
    /** What a place is worth that the vehicle passes first: the officer is behind it, but on its way. */
    private static final double TOO_LATE = 0.25;

    private MeetingPlaces() {}

    /** A need, and how soon its officer is at a place. */
    public interface Waiting {
        String need();

        /** Seconds; infinite if there is nobody. */
        double secondsTo(Pursuit.Likely place);
    }

    /** In the order of the needs; empty if no place is likely. */
    public static List<Meeting> plan(Pursuit pursuit, String incident, List<? extends Waiting> needs, Instant now) {
        List<Pursuit.Likely> likely = pursuit.next().stream()
                .sorted(Comparator.comparingDouble(Pursuit.Likely::probability)
                        .reversed()
                        .thenComparing(Pursuit.Likely::dueAt)
                        .thenComparing(Pursuit.Likely::reader))
                .toList();
        List<Meeting> meetings = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (Waiting need : needs) {
            Pursuit.Likely place = best(likely, taken, need, now);
            if (place != null) {
                taken.add(place.reader());
                meetings.add(Meeting.of(need.need(), incident, place));
            }
        }
        return meetings;
    }

    private static Pursuit.@Nullable Likely best(
            List<Pursuit.Likely> likely, Set<String> taken, Waiting need, Instant now) {
        List<Pursuit.Likely> left =
                likely.stream().filter(place -> !taken.contains(place.reader())).toList();
        Pursuit.@Nullable Likely best = likely.isEmpty() ? null : likely.get(0);
        double most = 0;
        for (Pursuit.Likely place : left) {
            double remaining = Duration.between(now, place.dueAt()).toMillis() / 1_000.0;
            double worth = place.probability() * (need.secondsTo(place) <= remaining ? 1 : TOO_LATE);
            if (worth > most) {
                most = worth;
                best = place;
            }
        }
        return best;
    }
}
