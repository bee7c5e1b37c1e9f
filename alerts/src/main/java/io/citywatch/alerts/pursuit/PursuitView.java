package io.citywatch.alerts.pursuit;

import io.citywatch.alerts.nearest.Travel;
import io.citywatch.model.Position;
import io.citywatch.model.registry.Responder.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.algorithm.ConvexHull;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * A pursuit as pages show it.
 *
 * @param readAt of the newest read
 * @param next where the vehicle is likely to be read next, the likeliest first
 * @param meetings who is to meet it where
 * @param frontier how far it can be, now and soon; empty without a map, and long after the read
 */
public record PursuitView(
        Instant readAt,
        String reader,
        double lat,
        double lon,
        @Nullable Double headingDegrees,
        @Nullable Double speedKmh,
        List<Next> next,
        List<MeetingLine> meetings,
        List<Reach> frontier) {
    /** From when on it can be anywhere. */
    private static final Duration ANYWHERE_AFTER = Duration.ofMinutes(15);

    private static final List<Duration> AHEAD = List.of(Duration.ZERO, Duration.ofMinutes(2), Duration.ofMinutes(5));
    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    /** A reader that may be next. */
    public record Next(String reader, String name, double lat, double lon, double probability, Instant dueAt) {}

    /**
     * Where somebody waits.
     *
     * @param responder who was sent, null as long as nobody accepted
     */
    public record MeetingLine(
            @Nullable String responder,
            String reader,
            String name,
            double lat,
            double lon,
            double probability,
            Instant dueAt) {
        /** The same with whoever was sent. */
        public static MeetingLine of(Meeting meeting, @Nullable String responder) {
            return new MeetingLine(
                    responder,
                    meeting.reader(),
                    meeting.name(),
                    meeting.position().lat(),
                    meeting.position().lon(),
                    meeting.probability(),
                    meeting.dueAt());
        }
    }

    /**
     * How far it can be by then.
     *
     * @param polygon a closed ring of [longitude, latitude]
     */
    public record Reach(Instant at, List<List<Double>> polygon) {}

    /** As it is now, by the streets that are open. */
    public static PursuitView of(Pursuit pursuit, List<MeetingLine> meetings, Travel travel, Instant now) {
        return new PursuitView(
                pursuit.readAt(),
                pursuit.reader(),
                pursuit.position().lat(),
                pursuit.position().lon(),
                pursuit.headingDegrees(),
                pursuit.speedKmh(),
                pursuit.next().stream()
                        .map(next -> new Next(
                                next.reader(),
                                next.name(),
                                next.position().lat(),
                                next.position().lon(),
                                next.probability(),
                                next.dueAt()))
                        .toList(),
                meetings,
                frontier(pursuit, travel, now));
    }

    private static List<Reach> frontier(Pursuit pursuit, Travel travel, Instant now) {
        Duration since = Duration.between(pursuit.readAt(), now);
        if (since.isNegative() || since.compareTo(ANYWHERE_AFTER) > 0) {
            return List.of();
        }
        List<Double> seconds = AHEAD.stream()
                .map(ahead -> since.plus(ahead).toMillis() / 1_000.0)
                .toList();
        List<List<Position>> reached = travel.frontiers(pursuit.position(), Mode.CAR, seconds);
        List<Reach> frontier = new ArrayList<>();
        for (int i = 0; i < reached.size(); i++) {
            List<List<Double>> ring = hull(pursuit.position(), reached.get(i));
            if (ring.size() > 3) {
                frontier.add(new Reach(now.plus(AHEAD.get(i)), ring));
            }
        }
        return frontier;
    }

    private static List<List<Double>> hull(Position middle, List<Position> places) {
        Coordinate[] points = Stream.concat(Stream.of(middle), places.stream())
                .map(place -> new Coordinate(place.lon(), place.lat()))
                .toArray(Coordinate[]::new);
        return Arrays.stream(new ConvexHull(points, GEOMETRY).getConvexHull().getCoordinates())
                .map(point -> List.of(rounded(point.x), rounded(point.y)))
                .toList();
    }

    private static double rounded(double degrees) {
        return Math.round(degrees * 1e6) / 1e6;
    }
}
