package io.citywatch.streaming.rules.thermal;

import io.citywatch.model.Position;
import io.citywatch.model.detection.Rule;
import io.citywatch.streaming.rules.SpotParameters;
import io.citywatch.streaming.rules.ThermalParameters;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What no camera knows alone: where two lines of sight cross (T5), that what two see near each other is one, and that
 * something hot is no fire, because it is gone from another angle, or because it is hot there every day (T6). What is
 * no fire goes on as T6 with its reason, so that people find it.
 */
public final class HotPlaceBook implements Serializable {
    private static final int MOST_PLACES = 1_000;
    private static final int MOST_CAMERAS = 2_000;

    private final SpotParameters parameters;
    private final Crossing crossing;
    private final Contradiction contradiction;

    public HotPlaceBook(ThermalParameters camera, SpotParameters parameters) {
        this.parameters = parameters;
        this.crossing = new Crossing(camera, parameters);
        this.contradiction = new Contradiction(camera, parameters);
    }

    /** What a report came to. */
    public record Step(HotPlaces state, List<SpotSighting> sightings) {}

    public Step take(HotPlaces before, CameraReport report) {
        long now = report.origin().receivedAt();
        List<CameraReport> cameras = withReport(before.cameras(), report, now);
        List<KnownPlace> places = new ArrayList<>(before.places());
        places.removeIf(place -> now - place.seenAt() > parameters.knownKept().toMillis());
        List<SpotSighting> sightings = new ArrayList<>();
        for (SpotSighting sighting : report.sightings()) {
            sightings.add(judged(crossed(sighting, report.pose(), cameras), report.pose(), cameras, places));
        }
        sightings.addAll(gone(report, places));
        long forgottenAt = places.isEmpty()
                ? now + parameters.mergeFor().toMillis()
                : now + parameters.knownKept().toMillis();
        return new Step(new HotPlaces(cameras, places, Math.max(before.forgottenAt(), forgottenAt)), sightings);
    }

    private List<CameraReport> withReport(List<CameraReport> cameras, CameraReport report, long now) {
        List<CameraReport> next = new ArrayList<>();
        for (CameraReport other : cameras) {
            boolean isFresh =
                    now - other.origin().receivedAt() <= parameters.seenWithin().toMillis();
            if (isFresh && !other.camera().equals(report.camera())) {
                next.add(other);
            }
        }
        if (next.size() < MOST_CAMERAS) {
            next.add(report);
        }
        return next;
    }

    /** At the place where its line of sight crosses those of others; the surest of them, if there are several. */
    private SpotSighting crossed(SpotSighting sighting, CameraPose pose, List<CameraReport> cameras) {
        Sight best = null;
        String by = null;
        for (CameraReport other : cameras) {
            if (other.camera().equals(sighting.camera())) {
                continue;
            }
            for (SpotSighting theirs : other.sightings()) {
                Sight crossing = sighting.innocent() == null && theirs.innocent() == null
                        ? this.crossing.of(
                                pose,
                                sighting.spot().sight(),
                                other.pose(),
                                theirs.spot().sight())
                        : null;
                if (crossing != null && (best == null || unsure(crossing) < unsure(best))) {
                    best = crossing;
                    by = other.camera();
                }
            }
        }
        boolean isSurer = best != null && unsure(best) < unsure(sighting.spot().sight());
        return best == null || by == null || !isSurer ? sighting : sighting.at(sighting.cell(), best, List.of(by));
    }

    private static double unsure(Sight sight) {
        return sight.uncertaintyMeters() == null ? Double.MAX_VALUE : sight.uncertaintyMeters();
    }

    /** Under the key of the place that is known, and as T6 if it is no fire. */
    private SpotSighting judged(
            SpotSighting sighting, CameraPose pose, List<CameraReport> cameras, List<KnownPlace> places) {
        Double lat = sighting.spot().sight().lat();
        Double lon = sighting.spot().sight().lon();
        if (lat == null || lon == null || SpotSighting.MOVING.equals(sighting.innocent())) {
            return sighting;
        }
        long now = sighting.origin().receivedAt();
        int index = nearest(places, lat, lon);
        KnownPlace known = index < 0 ? null : places.get(index);
        KnownPlace place = noted(known, sighting, lat, lon, pose, now);
        boolean isContradicted = !place.allRound()
                && cameras.stream()
                        .filter(other -> !other.camera().equals(sighting.camera()))
                        .filter(other -> now - other.origin().receivedAt()
                                <= parameters.glintWithin().toMillis())
                        .anyMatch(other -> contradiction.is(other, place));
        KnownPlace next = isContradicted
                ? place.glinting(now + parameters.glintKept().toMillis())
                : isFromAllSides(place, pose) ? place.seenAllRound() : place;
        if (index >= 0) {
            places.set(index, next);
        } else {
            add(places, next);
        }
        SpotSighting placed = sighting.at(next.cell(), sighting.spot().sight(), sighting.crossed());
        // What is as hot as flames is believed again as soon as nobody contradicts it.
        boolean isKnownGlint = next.glintUntil() > now && sighting.rule() == Rule.T2;
        if (isContradicted || isKnownGlint) {
            return placed.innocent(SpotSighting.GLINT);
        }
        return isUsual(next, sighting) ? placed.innocent(SpotSighting.KNOWN) : placed;
    }

    private KnownPlace noted(
            @Nullable KnownPlace known, SpotSighting sighting, double lat, double lon, CameraPose pose, long now) {
        double unsure = unsure(sighting.spot().sight());
        if (known == null) {
            return KnownPlace.first(sighting, lat, lon, unsure, pose);
        }
        boolean isOne = now - known.seenAt() <= parameters.mergeFor().toMillis();
        boolean isSurer = !isOne || unsure < known.unsureMeters();
        return (isOne ? known : known.anew())
                .seen(
                        sighting,
                        isOne ? known.cell() : sighting.cell(),
                        isSurer ? lat : known.lat(),
                        isSurer ? lon : known.lon(),
                        isSurer ? unsure : known.unsureMeters(),
                        pose);
    }

    private boolean isFromAllSides(KnownPlace place, CameraPose pose) {
        CameraPose first = place.firstPose();
        return first != null && contradiction.isElsewhere(pose, first, place);
    }

    /** Hot there on enough days, and not more so than on those. */
    private boolean isUsual(KnownPlace place, SpotSighting sighting) {
        Double kilowatts = sighting.spot().kilowatts();
        return place.days() > parameters.knownDays()
                && sighting.growthPercentPerMinute() == null
                && kilowatts != null
                && kilowatts <= parameters.knownExcess() * place.usualKilowatts();
    }

    /** What this camera saw a moment ago, and from where it looks now does not: gone at another angle. */
    private List<SpotSighting> gone(CameraReport report, List<KnownPlace> places) {
        long now = report.origin().receivedAt();
        List<SpotSighting> glints = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            KnownPlace place = places.get(i);
            long unseen = now - place.seenAt();
            boolean mayGlint = place.newest().camera().equals(report.camera())
                    && unseen > 0
                    && unseen <= parameters.mergeFor().toMillis()
                    && place.glintUntil() <= now
                    && !place.allRound()
                    && !place.ended();
            if (mayGlint && contradiction.is(report, place)) {
                places.set(i, place.glinting(now + parameters.glintKept().toMillis()));
                glints.add(place.newest().innocent(SpotSighting.GLINT));
            } else if (mayGlint && contradiction.isEnd(report, place)) {
                places.set(i, place.over());
            }
        }
        return glints;
    }

    private int nearest(List<KnownPlace> places, double lat, double lon) {
        Position at = new Position(lat, lon);
        int nearest = -1;
        double least = parameters.mergeMeters();
        for (int i = 0; i < places.size(); i++) {
            double meters =
                    at.metersTo(new Position(places.get(i).lat(), places.get(i).lon()));
            if (meters <= least) {
                least = meters;
                nearest = i;
            }
        }
        return nearest;
    }

    private static void add(List<KnownPlace> places, KnownPlace place) {
        if (places.size() >= MOST_PLACES) {
            places.stream().min(Comparator.comparingLong(KnownPlace::seenAt)).ifPresent(places::remove);
        }
        places.add(place);
    }
}
