package io.citywatch.streaming.rules.thermal;

import io.citywatch.model.detection.Rule;
import io.citywatch.streaming.rules.MessageStamp;
import java.util.List;

/** Spots and frames for tests. */
public final class Spots {
    public static final long T = Frames.T;
    static final double METERS_PER_DEGREE = Math.toRadians(1) * 6_371_008.8;

    /** Far south of the spots, so that no sight of theirs is steep. */
    static final CameraPose POSE = new CameraPose(Frames.LAT - 0.001, Frames.LON, 80, 10, -45, 0, 45, 34.5, 160, 120);

    private Spots() {}

    /** So many metres north of {@link Frames#LAT}. */
    public static HotSpot full(double metersNorth) {
        return spot(Rule.T1, true, metersNorth, 12, 300);
    }

    static HotSpot faint(double metersNorth) {
        return spot(Rule.T1, false, metersNorth, 12, 130);
    }

    public static HotSpot spot(Rule rule, boolean full, double metersNorth, int pixels, double celsius) {
        Sight sight =
                new Sight(10, Frames.LAT + metersNorth / METERS_PER_DEGREE, Frames.LON, 100 + metersNorth, 6.0, null);
        return new HotSpot(rule, full, pixels, celsius, 21.5, pixels * 0.25, pixels * 0.25 * 5, sight);
    }

    static HotSpot unplaced(double bearing) {
        return new HotSpot(Rule.T1, true, 9, 300, null, null, null, Sight.unplaced(bearing, View.ABOVE_HORIZON));
    }

    public static CameraSpots frame(double seconds, HotSpot... spots) {
        return frame("cam-1", seconds, spots);
    }

    public static CameraSpots frame(String camera, double seconds, HotSpot... spots) {
        return new CameraSpots(origin(camera, seconds), POSE, List.of(spots));
    }

    static SpotSighting sighting(String camera, double seconds, HotSpot spot) {
        MessageStamp origin = origin(camera, seconds);
        return new SpotSighting(
                spot.rule(), "23.3500,116.6800", origin, spot, 3, origin.measuredAt(), 30_000, null, null, List.of());
    }

    private static MessageStamp origin(String camera, double seconds) {
        long at = T + Math.round(seconds * 1_000);
        return new MessageStamp(camera, at + "@a", at, at + 3, at - 40);
    }
}
