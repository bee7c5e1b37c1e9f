package io.citywatch.simulators.truth.story;

import io.citywatch.simulators.city.CameraPost;
import io.citywatch.simulators.truth.script.Calendar;
import io.citywatch.simulators.truth.script.FeedFault;
import io.citywatch.simulators.truth.script.Label;
import io.citywatch.simulators.truth.script.Script;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Feeds that go on and bring nothing new: a frozen picture, a clock that stands back; and those that only nearly do. */
final class Feeds implements Stories.Story {
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long STALE_AFTER = 30 * SECOND;
    private static final long APART = 15 * MINUTE;
    private static final int TRIES = 500;

    @Override
    public void write(Stories.Day day) {
        for (CameraPost post : day.city().cameras()) {
            fault(day, post, Fault.FROZEN, day.seconds(90, 180), "a frozen picture");
            fault(day, post, Fault.OLD, day.seconds(90, 180), "times of long ago");
            fault(day, post, Fault.STUTTERS, day.seconds(8, 20), "frozen for moments");
            fault(day, post, Fault.SET_BACK, day.seconds(90, 180), "a clock set back by minutes");
        }
    }

    private enum Fault {
        FROZEN(true, 0, true),
        OLD(false, -20 * MINUTE, true),
        STUTTERS(true, 0, false),
        SET_BACK(false, -5 * MINUTE, false);

        private final boolean isFrozen;
        private final long aheadMillis;
        private final boolean isStale;

        Fault(boolean isFrozen, long aheadMillis, boolean isStale) {
            this.isFrozen = isFrozen;
            this.aheadMillis = aheadMillis;
            this.isStale = isStale;
        }
    }

    private static void fault(Stories.Day day, CameraPost post, Fault fault, long lasts, String story) {
        Script script = day.script();
        long from = free(day, post, lasts);
        if (fault.aheadMillis != 0) {
            script.faults().misset(post.id(), from, from + lasts, fault.aheadMillis);
        }
        List<Long> fresh = new ArrayList<>();
        List<Long> stale = new ArrayList<>();
        script.feed(new FeedFault(
                post.id(),
                from,
                from + lasts,
                fault.isFrozen,
                (takenAt, receivedAt) -> (takenAt < from ? fresh : stale).add(receivedAt)));
        Set<String> names = Set.of(post.id());
        if (!fault.isStale) {
            script.label(Label.nearMiss("T7", story, names, from, from + lasts + MINUTE));
            return;
        }
        script.label(() -> {
            if (stale.isEmpty()) {
                return Label.truth("T7", story, names, from, from + STALE_AFTER, from + lasts + MINUTE);
            }
            // A frozen picture is that of a second before. Times of long ago begin when the last of before has come.
            long since = fault.isFrozen || fresh.isEmpty() ? stale.get(0) - SECOND : Collections.max(fresh);
            long known = stale.stream()
                    .mapToLong(Long::longValue)
                    .filter(at -> at >= since + STALE_AFTER)
                    .min()
                    .orElse(from + STALE_AFTER);
            return Label.truth("T7", story, names, from, known, from + lasts + MINUTE);
        });
    }

    /** When nothing else is under the camera, and nothing else is wrong with its feed. */
    private static long free(Stories.Day day, CameraPost post, long lasts) {
        Script script = day.script();
        for (int i = 0; i < TRIES; i++) {
            long from = day.between(0.5, 23) / SECOND * SECOND;
            long until = from + lasts;
            boolean isFree = script.warmths().stream()
                            .filter(warmth -> warmth.camera().equals(post.id()))
                            .noneMatch(warmth -> warmth.from() - APART < until && warmth.until() + APART > from)
                    && script.feedFaults().stream()
                            .filter(fault -> fault.camera().equals(post.id()))
                            .noneMatch(fault -> fault.from() - APART < until && fault.until() + APART > from);
            if (isFree && until < day.calendar().start() + (day.number() + 1) * Calendar.DAY) {
                return from;
            }
        }
        throw new IllegalStateException("camera " + post.id() + ": no quiet hour (expected: one without a story)");
    }
}
