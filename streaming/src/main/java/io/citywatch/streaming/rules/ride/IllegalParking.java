package io.citywatch.streaming.rules.ride;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.Statement;
import io.citywatch.streaming.rules.zone.ZonePurpose;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * R9, by reader: a vehicle stays where a no-parking reader watches, or any reader in a no-parking zone. The reader is the key under which people handle all
 * that park there; each vehicle is a detection of its own. Over 10 min after its last read there.
 */
public final class IllegalParking implements Serializable {
    private final long dwell;
    private final Duration quiet;

    public IllegalParking(RideParameters parameters) {
        dwell = parameters.parkingDwell().toMillis();
        quiet = parameters.quiet();
    }

    public Judged<Episode> onRead(@Nullable Episode open, SeenTag seen, Instant now) {
        if (open != null && open.reader().equals(seen.read().reader())) {
            return new Judged<>(open.seen(seen.stamp(), quiet.toMillis()), List.of());
        }
        Stop stop = seen.taken().stop();
        boolean isForbidden = (seen.reader() != null && seen.reader().noParking()) || seen.isIn(ZonePurpose.NO_PARKING);
        if (open != null || !isForbidden || stop.millis() < dwell) {
            return new Judged<>(open, List.of());
        }
        Episode begun = seen.begin(Rule.R9, stop.reader() + "/" + seen.read().tag(), stop.first(), quiet);
        Detection raised = seen.state(Rule.R9, Phase.RAISED, begun)
                .key(stop.reader())
                .fact("since", stop.first())
                .fact("minutes", Math.round(stop.millis() / 60_000.0))
                .say(begun.revision(), seen.at(), begun.newest(), now);
        return new Judged<>(begun, List.of(raised));
    }

    /** Event time came to {@code eventTime}. */
    public Judged<Episode> atEventTime(Episode open, String tag, long eventTime, Instant now) {
        if (open.clearsAt() > eventTime) {
            return new Judged<>(open, List.of());
        }
        Detection cleared = new Statement(Rule.R9, Phase.CLEARED, open.id(), Subject.vehicle(open.vehicle()))
                .key(open.reader())
                .fact("tag", tag)
                .fact("reader", open.reader())
                .fact("minutes", Math.round((open.newest().receivedAt() - open.since()) / 60_000.0))
                .say(Math.max(open.revision(), open.clearsAt()), open.clearsAt(), open.newest(), now);
        return new Judged<>(null, List.of(cleared));
    }
}
