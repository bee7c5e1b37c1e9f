package io.citywatch.streaming.rules.thermal;

import io.citywatch.model.Position;
import io.citywatch.model.detection.Rule;
import io.citywatch.streaming.rules.ClockParameters;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.SpotParameters;
import io.citywatch.streaming.rules.ThermalParameters;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows a camera's spots from frame to frame by their place on the ground, for a drone moves and its pixels with it.
 * What enough of its last frames show is real; one flash is not. Spots near each other are one: fire falls into pieces.
 */
public final class SpotTracker implements Serializable {
    private static final int MOST_TRACKS = 32;
    private static final long LONGEST_INTERVAL = 120_000;

    private final ThermalParameters parameters;
    private final ClockParameters clock;
    private final Growth growth;
    private final Motion motion;

    public SpotTracker(ThermalParameters parameters, SpotParameters spots, ClockParameters clock) {
        this.parameters = parameters;
        this.clock = clock;
        this.growth = new Growth(spots);
        this.motion = new Motion(spots);
    }

    /**
     * What a frame came to.
     *
     * @param isNews false of an old frame
     */
    public record Step(CameraTracks state, List<SpotSighting> sightings, boolean isNews) {}

    /** Takes a frame; one that is older than the last, or the last again, changes nothing. */
    public Step take(CameraTracks before, CameraSpots frame) {
        MessageStamp origin = frame.origin();
        if (isOld(before, origin)) {
            return new Step(before, List.of(), false);
        }
        long interval = intervalOf(before, origin);
        long staleAfter = Math.max(parameters.clearAfter().toMillis(), Math.round(parameters.clearFrames() * interval));
        long stillSince = frame.pose().standsWhere(before.pose()) ? before.stillSince() : origin.receivedAt();
        List<HotSpot> spots = merged(frame.spots());
        List<Track> tracks = new ArrayList<>();
        List<SpotSighting> sightings = new ArrayList<>();
        for (Track track : before.tracks()) {
            HotSpot found = nearest(track, spots);
            if (found != null) {
                spots.remove(found);
            }
            Track next = next(track, found, origin);
            if (found != null && next.confirmed()) {
                SpotSighting sighting = sighting(next, found, origin, staleAfter);
                boolean isStill = stillSince <= next.firstAt();
                if (motion.isOf(next, found, origin.receivedAt(), isStill, frame.spots())) {
                    sightings.add(sighting.innocent(SpotSighting.MOVING));
                } else if (next.rule() != Rule.T2 || !motion.mayBeOf(next, found, origin.receivedAt(), isStill)) {
                    sightings.add(sighting);
                }
            }
            boolean isGone = next.confirmed() ? origin.receivedAt() - next.seenAt() >= staleAfter : next.hits() == 0;
            if (!isGone) {
                tracks.add(next);
            }
        }
        for (HotSpot spot : spots) {
            if (spot.full() && tracks.size() < MOST_TRACKS) {
                Track begun = begin(spot, origin);
                tracks.add(begun);
                if (begun.confirmed()) {
                    sightings.add(sighting(begun, spot, origin, staleAfter));
                }
            }
        }
        long forgottenAt =
                origin.receivedAt() + Math.max(parameters.tracksKept().toMillis(), staleAfter);
        return new Step(
                new CameraTracks(
                        origin.measuredAt(),
                        origin.receivedAt(),
                        frame.pose(),
                        stillSince,
                        interval,
                        tracks,
                        forgottenAt),
                withGrowth(sightings, tracks),
                true);
    }

    /** T3 beside T1 or T2 of the same cell, once a cell: by what is hotter, if both grow. */
    private List<SpotSighting> withGrowth(List<SpotSighting> sightings, List<Track> tracks) {
        List<SpotSighting> all = new ArrayList<>(sightings);
        List<String> cells = new ArrayList<>();
        for (Rule rule : List.of(Rule.T1, Rule.T2)) {
            for (SpotSighting sighting : sightings) {
                if (sighting.rule() != rule || cells.contains(sighting.cell())) {
                    continue;
                }
                cells.add(sighting.cell());
                tracks.stream()
                        .filter(track -> track.rule() == rule && track.cell().equals(sighting.cell()))
                        .flatMapToDouble(track -> growth.of(track.samples()).stream())
                        .max()
                        .ifPresent(percent -> all.add(sighting.growing(percent)));
            }
        }
        return all;
    }

    private boolean isOld(CameraTracks before, MessageStamp origin) {
        boolean mayBeNewClock = before.receivedAt() != Long.MIN_VALUE
                && origin.receivedAt() - before.receivedAt()
                        >= parameters.clockSetBackAfter().toMillis();
        return origin.measuredAt() <= before.measuredAt() && !mayBeNewClock;
    }

    private static long intervalOf(CameraTracks before, MessageStamp origin) {
        if (before.receivedAt() == Long.MIN_VALUE) {
            return 0;
        }
        long spacing = Math.max(0, Math.min(LONGEST_INTERVAL, origin.receivedAt() - before.receivedAt()));
        return spacing >= before.interval() ? spacing : (3 * before.interval() + spacing) / 4;
    }

    /** Of spots near each other the largest, with the pixels and the maximum of all; full ones apart from faint ones. */
    private List<HotSpot> merged(List<HotSpot> spots) {
        List<HotSpot> sorted = new ArrayList<>(spots);
        sorted.sort(Comparator.comparing((HotSpot spot) -> !spot.full())
                .thenComparing(Comparator.comparingInt(HotSpot::pixels).reversed()));
        List<HotSpot> merged = new ArrayList<>();
        for (HotSpot spot : sorted) {
            int same = indexOfSame(merged, spot);
            if (same < 0) {
                merged.add(spot);
            } else if (merged.get(same).full() == spot.full()) {
                merged.set(same, together(merged.get(same), spot));
            }
        }
        return merged;
    }

    private int indexOfSame(List<HotSpot> merged, HotSpot spot) {
        Sight sight = spot.sight();
        for (int i = 0; i < merged.size(); i++) {
            Sight other = merged.get(i).sight();
            if (merged.get(i).rule() == spot.rule()
                    && isSame(other.lat(), other.lon(), other.bearingDegrees(), sight)) {
                return i;
            }
        }
        return -1;
    }

    private static HotSpot together(HotSpot spot, HotSpot other) {
        return new HotSpot(
                spot.rule(),
                spot.full(),
                spot.pixels() + other.pixels(),
                Math.max(spot.maxCelsius(), other.maxCelsius()),
                spot.backgroundCelsius(),
                sum(spot.areaSquareMeters(), other.areaSquareMeters()),
                sum(spot.kilowatts(), other.kilowatts()),
                spot.sight());
    }

    private static @Nullable Double sum(@Nullable Double one, @Nullable Double other) {
        return one == null || other == null ? null : (Double) (one + other);
    }

    private @Nullable HotSpot nearest(Track track, List<HotSpot> spots) {
        HotSpot nearest = null;
        for (HotSpot spot : spots) {
            if (spot.rule() == track.rule()
                    && (spot.full() || track.confirmed())
                    && isSame(track.firstLat(), track.firstLon(), track.bearingDegrees(), spot.sight())
                    && (nearest == null || distance(track, spot) < distance(track, nearest))) {
                nearest = spot;
            }
        }
        return nearest;
    }

    private static double distance(Track track, HotSpot spot) {
        Sight sight = spot.sight();
        return track.firstLat() == null || track.firstLon() == null || sight.lat() == null || sight.lon() == null
                ? apart(track.bearingDegrees(), sight.bearingDegrees())
                : meters(track.firstLat(), track.firstLon(), sight.lat(), sight.lon());
    }

    private boolean isSame(@Nullable Double lat, @Nullable Double lon, double bearing, Sight sight) {
        if (lat != null && lon != null && sight.lat() != null && sight.lon() != null) {
            double unsure = sight.uncertaintyMeters() == null ? 0 : sight.uncertaintyMeters();
            return meters(lat, lon, sight.lat(), sight.lon()) <= Math.max(parameters.sameSpotMeters(), unsure);
        }
        return lat == null
                && sight.lat() == null
                && apart(bearing, sight.bearingDegrees()) <= parameters.sameSpotDegrees();
    }

    private Track next(Track track, @Nullable HotSpot found, MessageStamp origin) {
        int window = (1 << parameters.confirmOfFrames()) - 1;
        int hits = (track.hits() << 1 | (found != null && found.full() ? 1 : 0)) & window;
        return new Track(
                track.rule(),
                track.cell(),
                track.firstLat(),
                track.firstLon(),
                track.firstAt(),
                found == null ? track.bearingDegrees() : found.sight().bearingDegrees(),
                hits,
                track.confirmed() || Integer.bitCount(hits) >= parameters.confirmFrames(),
                found == null ? track.frames() : track.frames() + 1,
                found == null ? track.samples() : growth.with(track.samples(), sample(found, origin)),
                found == null ? track.seenAt() : origin.receivedAt());
    }

    private static SpotSample sample(HotSpot spot, MessageStamp origin) {
        Double area = spot.areaSquareMeters();
        return new SpotSample(origin.receivedAt(), area == null ? spot.pixels() : area, spot.kilowatts());
    }

    private Track begin(HotSpot spot, MessageStamp origin) {
        Sight sight = spot.sight();
        String cell = sight.lat() == null || sight.lon() == null
                ? Cell.ofBearing(origin.device(), sight.bearingDegrees(), parameters.sameSpotDegrees())
                : Cell.of(sight.lat(), sight.lon(), parameters.cellMeters());
        return new Track(
                spot.rule(),
                cell,
                sight.lat(),
                sight.lon(),
                origin.receivedAt(),
                sight.bearingDegrees(),
                1,
                parameters.confirmFrames() == 1,
                1,
                List.of(sample(spot, origin)),
                origin.receivedAt());
    }

    private SpotSighting sighting(Track track, HotSpot spot, MessageStamp origin, long staleAfter) {
        Rule rule = track.rule();
        long at = clock.at(origin.measuredAt(), origin.receivedAt());
        return new SpotSighting(
                rule, track.cell(), origin, spot, track.frames(), at, staleAfter, null, null, List.of());
    }

    private static double meters(double lat, double lon, double otherLat, double otherLon) {
        return new Position(lat, lon).metersTo(new Position(otherLat, otherLon));
    }

    private static double apart(double bearing, double other) {
        double difference = Math.abs(bearing - other) % 360;
        return Math.min(difference, 360 - difference);
    }
}
