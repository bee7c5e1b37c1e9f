package io.citywatch.streaming.rules.ride;

import io.citywatch.model.Severity;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.Statement;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** R10, by tag: its battery is low, which it must have said three times in a day. Over a day after it said so last. */
public final class TagBattery implements Serializable {
    private final int reads;
    private final Duration within;
    private final long apart;

    public TagBattery(RideParameters parameters) {
        reads = parameters.batteryReads();
        within = parameters.batteryWithin();
        apart = parameters.batteryApart().toMillis();
    }

    public Judged<BatteryReads> onRead(@Nullable BatteryReads before, SeenTag seen, Instant now) {
        if (!seen.read().batteryLow()) {
            return new Judged<>(before, List.of());
        }
        List<Long> times = new ArrayList<>(before == null ? List.of() : before.times());
        Episode open = before == null ? null : before.open();
        if (times.stream().anyMatch(time -> Math.abs(time - seen.at()) < apart)) {
            return new Judged<>(before, List.of());
        }
        times.add(seen.at());
        times.sort(null);
        long newest = times.get(times.size() - 1);
        times.removeIf(time -> time <= newest - within.toMillis());
        if (open != null) {
            while (times.size() > reads) {
                times.remove(0);
            }
            Episode next = open.seen(seen.stamp(), within.toMillis());
            return new Judged<>(new BatteryReads(times, next, next.clearsAt()), List.of());
        }
        if (times.size() < reads) {
            return new Judged<>(new BatteryReads(times, null, seen.read().receivedAt() + within.toMillis()), List.of());
        }
        Episode begun = seen.begin(Rule.R10, seen.read().tag() + "/battery", times.get(0), within);
        Detection raised = seen.state(Rule.R10, Phase.RAISED, begun)
                .severity(Severity.P4)
                .fact("reason", "low-battery")
                .fact("reads", times.size())
                .fact("since", times.get(0))
                .say(begun.revision(), seen.at(), begun.newest(), now);
        return new Judged<>(new BatteryReads(times, begun, begun.clearsAt()), List.of(raised));
    }

    /** Event time came to {@code eventTime}. */
    public Judged<BatteryReads> atEventTime(BatteryReads before, String tag, long eventTime, Instant now) {
        if (before.endsAt() > eventTime) {
            return new Judged<>(before, List.of());
        }
        Episode open = before.open();
        if (open == null) {
            return new Judged<>(null, List.of());
        }
        Detection cleared = new Statement(Rule.R10, Phase.CLEARED, open.id(), Subject.vehicle(open.vehicle()))
                .severity(Severity.P4)
                .key(tag)
                .fact("tag", tag)
                .fact("reason", "low-battery")
                .say(Math.max(open.revision(), open.clearsAt()), open.clearsAt(), open.newest(), now);
        return new Judged<>(null, List.of(cleared));
    }
}
