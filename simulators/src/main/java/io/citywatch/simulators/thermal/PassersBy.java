package io.citywatch.simulators.thermal;

import io.citywatch.simulators.city.Point;
import java.util.List;

/** Two cars on their rounds and somebody on foot: warm, and none of our business. */
public final class PassersBy {
    private PassersBy() {}

    /**
     * @param middle which they go round
     * @param seconds since they began
     */
    public static List<Heat> around(Point middle, double seconds) {
        return List.of(
                new Heat(at(middle, 60, seconds / 30), 41, 1.8),
                new Heat(at(middle, 35, -seconds / 25 + 2), 40, 1.8),
                new Heat(at(middle, 20, seconds / 60 + 4), 34, 0.6));
    }

    private static Point at(Point middle, double meters, double angle) {
        return new Point(middle.x() + meters * Math.cos(angle), middle.y() + meters * Math.sin(angle));
    }
}
