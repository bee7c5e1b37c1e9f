package io.citywatch.streaming.rules.thermal;

import io.citywatch.model.Position;
import io.citywatch.streaming.rules.SpotParameters;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * T6: whether a spot moves as no fire does. It must have gone farther than the errors of its place and its own length
 * explain, and have left where it was: of a fire something is still hot where it began.
 */
final class Motion implements Serializable {
    /**
     * A camera that stands errs the same way in each frame, though it turns; what is left is a pixel here and there, more
     * along the view.
     */
    private static final double PIXELS_OF_A_FIXED_CAMERA = 6;

    private static final long UNDECIDED_MILLIS = 6_000;

    private final SpotParameters parameters;

    Motion(SpotParameters parameters) {
        this.parameters = parameters;
    }

    /**
     * How far a spot is from where it was first.
     *
     * @param error of that, in metres
     */
    private record Way(Position from, double meters, long millis, double error) {
        double metersPerSecond() {
            return meters * 1_000 / millis;
        }
    }

    /**
     * Whether it may be moving: by more than its error, and fast, but not surely yet. What is warm and no flame waits
     * some seconds for the answer.
     */
    boolean mayBeOf(Track track, HotSpot spot, long receivedAt, boolean still) {
        Way way = way(track, spot, receivedAt, still);
        return way != null
                && way.millis() <= UNDECIDED_MILLIS
                && way.meters() > way.error()
                && way.metersPerSecond() > parameters.movingMetersPerSecond();
    }

    /**
     * @param still whether the camera stood in the same place all along
     * @param all that the frame shows
     */
    boolean isOf(Track track, HotSpot spot, long receivedAt, boolean still, List<HotSpot> all) {
        Way way = way(track, spot, receivedAt, still);
        Double area = spot.areaSquareMeters();
        if (way == null || area == null) {
            return false;
        }
        double least = Math.max(parameters.movingErrors() * way.error(), parameters.movingSizes() * Math.sqrt(area));
        return way.meters() > least
                && way.metersPerSecond() > parameters.movingMetersPerSecond()
                && all.stream().noneMatch(other -> other.rule() == track.rule() && isAt(other, way.from(), least / 2));
    }

    /** Null if that cannot be told. */
    private static @Nullable Way way(Track track, HotSpot spot, long receivedAt, boolean still) {
        Position from = position(track.firstLat(), track.firstLon());
        Position to = position(spot.sight().lat(), spot.sight().lon());
        Double area = spot.areaSquareMeters();
        Double unsure = spot.sight().uncertaintyMeters();
        long millis = receivedAt - track.firstAt();
        if (from == null || to == null || area == null || unsure == null || millis <= 0) {
            return null;
        }
        double error = still ? PIXELS_OF_A_FIXED_CAMERA * Math.sqrt(area / spot.pixels()) : unsure;
        return new Way(from, from.metersTo(to), millis, error);
    }

    private static boolean isAt(HotSpot spot, Position place, double meters) {
        Position at = position(spot.sight().lat(), spot.sight().lon());
        return at != null && at.metersTo(place) <= meters;
    }

    private static @Nullable Position position(@Nullable Double lat, @Nullable Double lon) {
        return lat == null || lon == null ? null : new Position(lat, lon);
    }
}
