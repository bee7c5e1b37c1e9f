package io.citywatch.simulators.thermal;

import io.citywatch.simulators.city.CameraPost;
import io.citywatch.simulators.city.Point;
import org.jspecify.annotations.Nullable;

/**
 * Where a camera is from second to second: a tower turns to and fro about what it watches; a drone circles over its
 * patrol and looks at its middle, or over a place that it was called to. Not thread-safe.
 */
final class Flight {
    private static final double TOWER_ALTITUDE = 60;
    private static final double TOWER_SWEEP_DEGREES = 30;
    private static final double TOWER_DEGREES_A_SECOND = 4;
    private static final double DRONE_ALTITUDE = 80;
    private static final double DRONE_CIRCLE_METERS = 70;
    private static final double DRONE_DEGREES_A_SECOND = 8;
    private static final double DRONE_METERS_A_SECOND = 15;
    private static final double PATROL_METERS = 60;
    private static final double PATROL_SECONDS = 240;

    private final CameraPost post;
    private Point middle;
    private @Nullable Point called;
    private double seconds;

    Flight(CameraPost post) {
        this.post = post;
        this.middle = post.target();
    }

    /** To a place, or with null back to its patrol. */
    void call(@Nullable Point place) {
        called = place;
    }

    void pass(double passed) {
        seconds += passed;
        Point wanted = called != null ? called : patrol();
        double meters = middle.metersTo(wanted);
        middle = meters <= DRONE_METERS_A_SECOND * passed
                ? wanted
                : middle.towards(wanted, DRONE_METERS_A_SECOND * passed / meters);
    }

    private Point patrol() {
        double angle = 2 * Math.PI * seconds / PATROL_SECONDS;
        return new Point(
                post.target().x() + PATROL_METERS * Math.sin(angle),
                post.target().y() + PATROL_METERS * Math.cos(angle));
    }

    Lens lens() {
        return post.drone() ? drone() : tower();
    }

    private Lens tower() {
        double meters = post.base().metersTo(post.target());
        double period = 4 * TOWER_SWEEP_DEGREES / TOWER_DEGREES_A_SECOND;
        double share = seconds / period % 1;
        // A triangle between -1 and 1.
        double turn = share < 0.5 ? 4 * share - 1 : 3 - 4 * share;
        double heading = heading(post.base(), post.target()) + turn * TOWER_SWEEP_DEGREES;
        return new Lens(
                post.base(),
                TOWER_ALTITUDE,
                (heading + 360) % 360,
                -Math.toDegrees(Math.atan2(TOWER_ALTITUDE, meters)),
                0,
                40,
                30,
                160,
                120);
    }

    private Lens drone() {
        double angle = Math.toRadians(seconds * DRONE_DEGREES_A_SECOND);
        Point at = new Point(
                middle.x() + DRONE_CIRCLE_METERS * Math.cos(angle), middle.y() + DRONE_CIRCLE_METERS * Math.sin(angle));
        return new Lens(
                at,
                DRONE_ALTITUDE,
                (heading(at, middle) + 360) % 360,
                -Math.toDegrees(Math.atan2(DRONE_ALTITUDE, DRONE_CIRCLE_METERS)),
                3 * Math.sin(angle * 2),
                57,
                44,
                80,
                60);
    }

    private static double heading(Point from, Point to) {
        return Math.toDegrees(Math.atan2(to.x() - from.x(), to.y() - from.y()));
    }
}
