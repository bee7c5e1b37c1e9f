package io.citywatch.simulators.city;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** A polygon without holes; the ring is not repeated at its end. */
record Shape(List<Point> ring) {
    Shape {
        ring = List.copyOf(ring);
    }

    /** Even-odd rule. */
    boolean contains(Point point) {
        boolean inside = false;
        for (int i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
            Point a = ring.get(i);
            Point b = ring.get(j);
            if ((a.y() > point.y()) != (b.y() > point.y())
                    && point.x() < (b.x() - a.x()) * (point.y() - a.y()) / (b.y() - a.y()) + a.x()) {
                inside = !inside;
            }
        }
        return inside;
    }

    double metersToEdge(Point point) {
        double least = Double.MAX_VALUE;
        for (int i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
            least = Math.min(least, metersToSegment(point, ring.get(i), ring.get(j)));
        }
        return least;
    }

    static double metersToSegment(Point point, Point a, Point b) {
        return point.metersTo(a.towards(b, shareAlong(point, a, b)));
    }

    /** Where on the segment a to b (0 to 1) it is nearest to the point. */
    static double shareAlong(Point point, Point a, Point b) {
        double dx = b.x() - a.x();
        double dy = b.y() - a.y();
        double squared = dx * dx + dy * dy;
        if (squared == 0) {
            return 0;
        }
        double share = ((point.x() - a.x()) * dx + (point.y() - a.y()) * dy) / squared;
        return Math.max(0, Math.min(1, share));
    }

    /**
     * A natural line through the controls: a Catmull-Rom spline with a point about each {@code step} metres, roughened
     * by a random walk that is pulled back to the spline, so that neighbouring points stray together.
     */
    static List<Point> naturalLine(double[][] controls, double step, double roughness, RandomGenerator random) {
        List<Point> line = new ArrayList<>();
        double strayX = 0;
        double strayY = 0;
        for (int i = 0; i + 1 < controls.length; i++) {
            double[] before = controls[Math.max(0, i - 1)];
            double[] from = controls[i];
            double[] to = controls[i + 1];
            double[] after = controls[Math.min(controls.length - 1, i + 2)];
            int steps = Math.max(1, (int) (StrictMath.hypot(to[0] - from[0], to[1] - from[1]) / step));
            for (int k = 0; k < steps; k++) {
                double t = (double) k / steps;
                strayX = strayX * 0.75 + random.nextDouble(-roughness, roughness);
                strayY = strayY * 0.75 + random.nextDouble(-roughness, roughness);
                line.add(new Point(
                        spline(before[0], from[0], to[0], after[0], t) + strayX,
                        spline(before[1], from[1], to[1], after[1], t) + strayY));
            }
        }
        double[] last = controls[controls.length - 1];
        line.add(new Point(last[0], last[1]));
        return line;
    }

    private static double spline(double before, double from, double to, double after, double t) {
        return 0.5
                * (2 * from
                        + (to - before) * t
                        + (2 * before - 5 * from + 4 * to - after) * t * t
                        + (3 * from - before - 3 * to + after) * t * t * t);
    }
}
