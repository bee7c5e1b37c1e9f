package io.citywatch.streaming.rules.ride;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.Statement;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** R10, by tag: the tag says that it was tampered with. Raised at once; each further reader that hears so follows. */
public final class Tamper implements Serializable {
    private final Duration quiet;

    public Tamper(RideParameters parameters) {
        quiet = parameters.quiet();
    }

    public Judged<Episode> onRead(@Nullable Episode open, SeenTag seen, Instant now) {
        if (!seen.read().tamper()) {
            return new Judged<>(open, List.of());
        }
        if (open == null) {
            Episode begun = seen.begin(Rule.R10, seen.read().tag() + "/tamper", seen.at(), quiet);
            return new Judged<>(begun, List.of(say(begun, Phase.RAISED, seen, now)));
        }
        Episode next = open.seen(seen.stamp(), quiet.toMillis());
        return new Judged<>(next, seen.taken().isNew() ? List.of(say(next, Phase.UPDATED, seen, now)) : List.of());
    }

    /** Event time came to {@code eventTime}. */
    public Judged<Episode> atEventTime(Episode open, String tag, long eventTime, Instant now) {
        if (open.clearsAt() > eventTime) {
            return new Judged<>(open, List.of());
        }
        Detection cleared = new Statement(Rule.R10, Phase.CLEARED, open.id(), Subject.vehicle(open.vehicle()))
                .key(tag)
                .fact("tag", tag)
                .fact("reason", "tamper")
                .fact("reads", open.times())
                .say(Math.max(open.revision(), open.clearsAt()), open.clearsAt(), open.newest(), now);
        return new Judged<>(null, List.of(cleared));
    }

    private static Detection say(Episode open, Phase phase, SeenTag seen, Instant now) {
        return seen.state(Rule.R10, phase, open)
                .fact("reason", "tamper")
                .fact("reads", open.times())
                .say(open.revision(), seen.at(), open.newest(), now);
    }
}
