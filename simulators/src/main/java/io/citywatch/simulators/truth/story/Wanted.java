package io.citywatch.simulators.truth.story;

import io.citywatch.model.registry.TheftReport.LastSeen;
import io.citywatch.model.registry.Vehicle;
import io.citywatch.simulators.truth.script.Ether;
import io.citywatch.simulators.truth.script.Label;
import io.citywatch.simulators.truth.script.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What readers saw of a vehicle that is reported stolen, and when that had to be noticed: with the first read that
 * arrives while it is wanted, or with the report if it was read after its owner last saw it; and again whenever it is
 * read after a day of quiet.
 */
final class Wanted {
    private static final long QUIET = Duration.ofHours(24).toMillis();
    private static final long LATE = Duration.ofMinutes(15).toMillis();
    private static final long GONE_BEFORE = Duration.ofMinutes(30).toMillis();
    private static final long NOTICED_WITHIN = Duration.ofMinutes(30).toMillis();

    private final Script script;
    private final Vehicle vehicle;
    private final String story;
    private final List<Ether.Seen> seen = new ArrayList<>();
    private long reportedAt = Long.MAX_VALUE;
    private long withdrawnAt = Long.MAX_VALUE;
    private long lastSeenAt;

    Wanted(Script script, Vehicle vehicle, String story) {
        this.script = script;
        this.vehicle = vehicle;
        this.story = story;
    }

    void sees(List<Ether.Seen> reads) {
        seen.addAll(reads);
    }

    void reported(long at, @Nullable LastSeen lastSeen) {
        script.report(vehicle, at, lastSeen);
        reportedAt = at;
        lastSeenAt = lastSeen == null ? 0 : lastSeen.ts().toEpochMilli();
    }

    void withdrawn(long at) {
        script.withdraw(vehicle, at);
        withdrawnAt = at;
    }

    Set<String> names() {
        return Set.of(vehicle.plate(), vehicle.tag());
    }

    /** Writes the labels: as many truths as there are pursuits. */
    void label() {
        List<Ether.Seen> reads = new ArrayList<>(seen);
        reads.sort(Comparator.comparingLong(Ether.Seen::receivedAt));
        long last = Long.MIN_VALUE / 2;
        for (Ether.Seen read : reads) {
            long at = Math.max(read.receivedAt(), reportedAt);
            boolean isKnown = at - read.receivedAt() < QUIET && read.read().millis() > lastSeenAt;
            boolean isLate = read.receivedAt() - read.read().millis() > LATE;
            if (!isKnown || isLate || at >= withdrawnAt) {
                continue;
            }
            if (at - last >= QUIET) {
                script.label(Label.truth("R1", story, names(), at, at, at + NOTICED_WITHIN));
            }
            last = at;
        }
        exits(reads);
        silences(reads);
    }

    /** Wanted, and read on a way out of the city: then, or so shortly before the report that it is gone by that way. */
    private void exits(List<Ether.Seen> reads) {
        long start = reads.isEmpty() ? reportedAt : reads.get(0).receivedAt();
        long gone = goneBefore(reads);
        for (Ether.Seen read : reads) {
            boolean isNoticed = gone > 0 || (isOut(read) && read.receivedAt() >= reportedAt);
            if (isNoticed && read.receivedAt() < withdrawnAt) {
                long at = gone > 0 ? reportedAt : read.receivedAt();
                script.label(Label.truth("R13", story, names(), at, at, at + NOTICED_WITHIN));
                script.label(Label.open("R13", story, names(), at, at + QUIET));
                return;
            }
        }
        if (!reads.isEmpty()) {
            script.label(Label.nearMiss("R13", story, names(), start, start + QUIET));
        }
    }

    /** When it was read on a way out last before the report, and nowhere else since; 0 if not, or long ago. */
    private long goneBefore(List<Ether.Seen> reads) {
        long gone = 0;
        for (Ether.Seen read : reads) {
            boolean isKnown = !read.stray() && read.read().millis() > lastSeenAt && read.receivedAt() <= reportedAt;
            if (isKnown) {
                gone = isOut(read) && reportedAt - read.read().millis() <= GONE_BEFORE ? read.receivedAt() : 0;
            }
        }
        return gone;
    }

    private boolean isOut(Ether.Seen read) {
        return !read.stray()
                && script.city().readers().get(read.read().reader()).exit();
    }

    /** Where it was read last before it fell silent. */
    private void silences(List<Ether.Seen> reads) {
        Ether.Seen last = null;
        for (Ether.Seen read : reads) {
            if (read.stray()) {
                continue;
            }
            if (last != null && read.receivedAt() - last.receivedAt() > QUIET) {
                script.fellSilent(vehicle.tag(), last);
            }
            last = read;
        }
        if (last != null && withdrawnAt == Long.MAX_VALUE && last.read().millis() > lastSeenAt) {
            script.fellSilent(vehicle.tag(), last);
        }
    }
}
