package io.citywatch.simulators.people;

import io.citywatch.simulators.city.Point;
import java.util.List;

/** A way along the streets at an even speed. */
final class Walk {
    private final List<Point> way;
    private final double metersPerSecond;
    private int leg;
    private Point at;

    /** @param way from the first point to the last; at least one */
    Walk(List<Point> way, double metersPerSecond) {
        this.way = List.copyOf(way);
        this.metersPerSecond = metersPerSecond;
        this.at = way.get(0);
    }

    Point at() {
        return at;
    }

    boolean isOver() {
        return leg >= way.size() - 1;
    }

    /** Goes on for so long. */
    void advance(double seconds) {
        double meters = seconds * metersPerSecond;
        while (meters > 0 && !isOver()) {
            Point next = way.get(leg + 1);
            double left = at.metersTo(next);
            if (left > meters) {
                at = at.towards(next, meters / left);
                return;
            }
            meters -= left;
            at = next;
            leg++;
        }
    }

    /** Degrees clockwise from north of the present leg; 0 at the end. */
    double heading() {
        if (isOver()) {
            return 0;
        }
        Point next = way.get(leg + 1);
        double degrees = Math.toDegrees(Math.atan2(next.x() - at.x(), next.y() - at.y()));
        return (degrees + 360) % 360;
    }
}
