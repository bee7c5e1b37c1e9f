package io.citywatch.streaming.rules.thermal;

import io.citywatch.model.Position;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.Statement;
import io.citywatch.streaming.rules.ThermalParameters;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * T1, T2, T3 and T6, by cell of the ground: what several cameras see there is one episode. The first sighting raises it,
 * changes that are worth it update it, and it is cleared when nobody saw it for a while.
 */
public final class SpotEpisode implements Serializable {
    private final ThermalParameters parameters;

    public SpotEpisode(ThermalParameters parameters) {
        this.parameters = parameters;
    }

    /** A camera sees it. */
    public Judged<OpenSpot> take(@Nullable OpenSpot open, SpotSighting sighting, Instant now) {
        if (open == null) {
            return raise(sighting, now);
        }
        if (sighting.origin().receivedAt() >= open.clearsAt()) {
            // Event time has not come this far yet.
            Judged<OpenSpot> raised = raise(sighting, now);
            List<Detection> both = new ArrayList<>();
            both.add(clear(open, now));
            both.addAll(raised.detections());
            return new Judged<>(raised.state(), both);
        }
        return goOn(open, sighting, now);
    }

    /** Event time came to {@code eventTime}. */
    public Judged<OpenSpot> atEventTime(OpenSpot open, long eventTime, Instant now) {
        return open.clearsAt() <= eventTime
                ? new Judged<>(null, List.of(clear(open, now)))
                : new Judged<>(open, List.of());
    }

    private Judged<OpenSpot> raise(SpotSighting sighting, Instant now) {
        MessageStamp origin = sighting.origin();
        OpenSpot open = new OpenSpot(
                origin.episodeId(sighting.rule(), sighting.cell()),
                origin.loggedAt(),
                List.of(sighting.camera()),
                sighting,
                sighting,
                sighting,
                sighting.frames(),
                origin.receivedAt() + sighting.staleAfter());
        return new Judged<>(open, List.of(detection(open, Phase.RAISED, sighting.at(), now)));
    }

    private Judged<OpenSpot> goOn(OpenSpot open, SpotSighting sighting, Instant now) {
        MessageStamp origin = sighting.origin();
        List<String> cameras = new ArrayList<>(open.cameras());
        boolean isNewCamera = !cameras.contains(sighting.camera());
        if (isNewCamera) {
            cameras.add(sighting.camera());
        }
        boolean isSaid = isNewCamera
                || (origin.receivedAt() - open.said().origin().receivedAt()
                                >= parameters.updateEvery().toMillis()
                        && isNotable(open.said(), sighting));
        SpotSighting newest = origin.receivedAt() >= open.newest().origin().receivedAt() ? sighting : open.newest();
        OpenSpot next = new OpenSpot(
                open.id(),
                Math.max(open.revision(), origin.loggedAt()),
                cameras,
                newest,
                placed(open.placed(), sighting),
                isSaid ? sighting : open.said(),
                open.frames() + 1,
                Math.max(open.clearsAt(), origin.receivedAt() + sighting.staleAfter()));
        return new Judged<>(next, isSaid ? List.of(detection(next, Phase.UPDATED, sighting.at(), now)) : List.of());
    }

    /** The surest place of late: the same camera's newer one, a surer one, or any when the surest is no longer seen. */
    private static SpotSighting placed(SpotSighting known, SpotSighting sighting) {
        boolean isSameCamera = known.camera().equals(sighting.camera());
        boolean isOutdated = sighting.origin().receivedAt() - known.origin().receivedAt() > known.staleAfter();
        return isSameCamera || isOutdated || unsureOf(sighting) < unsureOf(known) ? sighting : known;
    }

    private static double unsureOf(SpotSighting sighting) {
        Double meters = sighting.spot().sight().uncertaintyMeters();
        return meters == null ? Double.MAX_VALUE : meters;
    }

    private boolean isNotable(SpotSighting said, SpotSighting sighting) {
        HotSpot before = said.spot();
        HotSpot after = sighting.spot();
        if (Math.abs(after.maxCelsius() - before.maxCelsius()) >= parameters.updateKelvin()) {
            return true;
        }
        double area = parameters.updateAreaShare() * before.pixels();
        boolean isSameCamera = said.camera().equals(sighting.camera()); // another one has other pixels
        if (isSameCamera && Math.abs(after.pixels() - before.pixels()) >= Math.max(1, area)) {
            return true;
        }
        Position from = positionOf(before);
        Position to = positionOf(after);
        return isSameCamera && from != null && to != null && from.metersTo(to) >= parameters.updateMeters();
    }

    private static @Nullable Position positionOf(HotSpot spot) {
        Double lat = spot.sight().lat();
        Double lon = spot.sight().lon();
        return lat == null || lon == null ? null : new Position(lat, lon);
    }

    /** A timer counts with its due time, so two judges of the same episode find the same revision. */
    private static Detection clear(OpenSpot open, Instant now) {
        OpenSpot cleared = new OpenSpot(
                open.id(),
                Math.max(open.revision(), open.clearsAt()),
                open.cameras(),
                open.newest(),
                open.placed(),
                open.said(),
                open.frames(),
                open.clearsAt());
        return detection(cleared, Phase.CLEARED, open.clearsAt(), now);
    }

    private static Detection detection(OpenSpot open, Phase phase, long at, Instant now) {
        SpotSighting newest = open.newest();
        HotSpot spot = newest.spot();
        Sight sight = open.placed().spot().sight();
        Double background = spot.backgroundCelsius();
        List<String> crossed = open.placed().crossed();
        Statement statement = new Statement(newest.rule(), phase, open.id(), Subject.place(newest.cell()))
                .devices(open.cameras())
                .position(sight.lat(), sight.lon())
                .fact("maxCelsius", tenths(spot.maxCelsius()))
                .fact("backgroundCelsius", background == null ? null : (Double) tenths(background))
                .fact("reason", newest.innocent())
                .fact("growthPercentPerMinute", rounded(newest.growthPercentPerMinute()))
                .fact("pixels", spot.pixels())
                .fact("areaSquareMeters", rounded(spot.areaSquareMeters()))
                .fact("kilowatts", rounded(spot.kilowatts()))
                .fact("frames", open.frames());
        if (sight.uncertaintyMeters() != null && sight.rangeMeters() != null) {
            statement
                    .fact("uncertaintyMeters", Math.round(sight.uncertaintyMeters()))
                    .fact("rangeMeters", Math.round(sight.rangeMeters()));
        }
        return statement
                .fact("unplaced", sight.unplaced())
                .fact("camera", open.placed().camera())
                .fact("crossed", crossed.isEmpty() ? null : crossed)
                .fact("bearingDegrees", tenths(sight.bearingDegrees()))
                .say(open.revision(), at, newest.origin(), now);
    }

    /** To three digits: areas and powers span many orders of magnitude. */
    private static @Nullable Double rounded(@Nullable Double value) {
        return value == null
                ? null
                : (Double) new BigDecimal(value).round(new MathContext(3)).doubleValue();
    }

    private static double tenths(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
