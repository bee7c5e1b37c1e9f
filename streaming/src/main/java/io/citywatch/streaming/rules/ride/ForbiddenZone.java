package io.citywatch.streaming.rules.ride;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.Statement;
import io.citywatch.streaming.rules.zone.RegisteredZone;
import io.citywatch.streaming.rules.zone.ZonePurpose;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * R12, by tag: a vehicle is in a zone where none may be. Enough reads there in a row, none elsewhere between them, and
 * long enough from its first read there. One read elsewhere ends no stay, since the zone's border is heard from both
 * sides; two do. One faint read before all others or after them makes no stay longer: who comes, or has passed and rides
 * on, may be overheard. Over 10 min after its last read there.
 */
public final class ForbiddenZone implements Serializable {
    private static final int LEFT_AFTER = 2;
    /** One over the other; more are drawn by mistake. */
    private static final int MOST = 4;

    private final long dwell;
    private final int reads;
    private final Duration gap;
    private final Duration quiet;

    public ForbiddenZone(RideParameters parameters) {
        dwell = parameters.zoneDwell().toMillis();
        reads = parameters.zoneReads();
        gap = parameters.zoneGap();
        quiet = parameters.quiet();
    }

    public Judged<ZoneStays> onRead(@Nullable ZoneStays before, SeenTag seen, Instant now) {
        List<ZoneStay> stays = new ArrayList<>();
        List<Detection> said = new ArrayList<>();
        List<ZoneStay> known = (before == null ? ZoneStays.NONE : before).stays();
        for (ZoneStay stay : known) {
            if (seen.zones().stream()
                    .noneMatch(zone -> isJudged(zone) && zone.id().equals(stay.zone()))) {
                ZoneStay away = stay.away();
                if (away.open() != null || away.elsewhere() < LEFT_AFTER) {
                    stays.add(away);
                }
            }
        }
        for (RegisteredZone zone : seen.zones()) {
            if (isJudged(zone) && stays.size() < MOST) {
                Optional<ZoneStay> stay = known.stream()
                        .filter(one -> one.zone().equals(zone.id()))
                        .findFirst();
                stays.add(in(zone, stay.orElse(null), seen, said, now));
            }
        }
        return new Judged<>(stays.isEmpty() ? null : new ZoneStays(List.copyOf(stays)), said);
    }

    private static boolean isJudged(RegisteredZone zone) {
        return zone.purpose() == ZonePurpose.NO_ENTRY;
    }

    private ZoneStay in(
            RegisteredZone zone, @Nullable ZoneStay known, SeenTag seen, List<Detection> said, Instant now) {
        long end = Math.max(seen.stamp().receivedAt(), seen.eventTime()) + gap.toMillis();
        Episode open = known == null ? null : known.open();
        if (known != null && open != null) {
            return known.here(seen.at(), end).with(open.seen(seen.stamp(), quiet.toMillis()));
        }
        boolean isPassed = known != null && known.faint() && !seen.faint();
        ZoneStay next = known == null || isPassed || seen.at() - known.last() > gap.toMillis()
                ? new ZoneStay(zone.id(), seen.at(), seen.at(), 1, 0, seen.faint(), null, end)
                : known.here(seen.at(), end);
        long last = seen.faint() && known != null ? known.last() : next.last();
        if (next.row() < reads || last - next.since() < dwell) {
            return next;
        }
        Episode begun = seen.begin(Rule.R12, zone.id() + "/" + seen.read().tag(), next.since(), quiet);
        said.add(seen.state(Rule.R12, Phase.RAISED, begun)
                .fact("zone", zone.id())
                .fact("zoneName", zone.name())
                .fact("purpose", ZonePurpose.NO_ENTRY.text())
                .fact("since", next.since())
                .fact("seconds", Math.round((next.last() - next.since()) / 1e3))
                .fact("reads", next.row())
                .say(begun.revision(), seen.at(), begun.newest(), now));
        return next.with(begun);
    }

    /** Event time came to {@code eventTime}. */
    public Judged<ZoneStays> atEventTime(ZoneStays before, String tag, long eventTime, Instant now) {
        if (before.endsAt() > eventTime) {
            return new Judged<>(before, List.of());
        }
        List<ZoneStay> stays = new ArrayList<>();
        List<Detection> said = new ArrayList<>();
        for (ZoneStay stay : before.stays()) {
            Episode open = stay.open();
            if (stay.endsAt() > eventTime) {
                stays.add(stay);
            } else if (open != null) {
                said.add(new Statement(Rule.R12, Phase.CLEARED, open.id(), Subject.vehicle(open.vehicle()))
                        .key(tag)
                        .fact("tag", tag)
                        .fact("zone", stay.zone())
                        .fact("reads", open.times())
                        .fact("seconds", Math.round((stay.last() - stay.since()) / 1e3))
                        .say(Math.max(open.revision(), open.clearsAt()), open.clearsAt(), open.newest(), now));
            }
        }
        return new Judged<>(stays.isEmpty() ? null : new ZoneStays(List.copyOf(stays)), said);
    }
}
