package io.citywatch.simulators.thermal;

import io.citywatch.simulators.city.Point;

/**
 * Something on the ground that is warmer than the ground: a fire, a hot roof, a car, a person.
 *
 * @param celsius in its middle; it cools towards its edge
 * @param reachMeters from its middle to its edge
 */
public record Heat(Point at, double celsius, double reachMeters) {
    private static final double CORE_SHARE = 0.6;

    double celsiusAt(Point point, double ground) {
        if (Math.abs(at.x() - point.x()) >= reachMeters || Math.abs(at.y() - point.y()) >= reachMeters) {
            return ground; // most pixels, without a root
        }
        double share = at.metersTo(point) / reachMeters;
        if (share >= 1) {
            return ground;
        }
        double fading = share <= CORE_SHARE ? 1 : (1 - share) / (1 - CORE_SHARE);
        return ground + (celsius - ground) * fading;
    }
}
