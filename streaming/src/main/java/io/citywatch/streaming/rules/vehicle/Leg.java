package io.citywatch.streaming.rules.vehicle;

import io.citywatch.model.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way from one reader to the next, as the crow flies: no road is shorter, so a speed found here is a lower bound.
 *
 * @param millis between them; below zero never
 */
record Leg(Passage from, Passage to, Position start, Position end, long millis) {
    private static final double KMH = 3.6;
    private static final double LEAST_SECONDS = 1;

    /** Null if the two are one place, or a place is unknown. */
    static @Nullable Leg between(Passage one, Passage other, Readers readers) {
        Passage from = one.at() <= other.at() ? one : other;
        Passage to = one.at() <= other.at() ? other : one;
        Position start = readers.placeOf(from);
        Position end = readers.placeOf(to);
        if (start == null || end == null || (from.reader().equals(to.reader()) && from.own() == null)) {
            return null;
        }
        return new Leg(from, to, start, end, to.at() - from.at());
    }

    /** The last leg of a track; null if the vehicle was at one reader all the time. */
    static @Nullable Leg last(List<Passage> passages, Readers readers) {
        Passage newest = passages.get(passages.size() - 1);
        for (int i = passages.size() - 2; i >= 0; i--) {
            if (!passages.get(i).reader().equals(newest.reader())) {
                return between(passages.get(i), newest, readers);
            }
        }
        return null;
    }

    boolean isBelieved() {
        return from.believed() && to.believed();
    }

    double meters() {
        return start.metersTo(end);
    }

    double seconds() {
        return millis / 1e3;
    }

    /** @param least metres that need not have been driven, since a reader hears a tag from afar */
    double speedKmh(double least) {
        return Math.max(0, meters() - least) / Math.max(LEAST_SECONDS, seconds()) * KMH;
    }

    double headingDegrees() {
        double north = end.lat() - start.lat();
        double east = (end.lon() - start.lon()) * Math.cos(Math.toRadians((start.lat() + end.lat()) / 2));
        return (Math.toDegrees(Math.atan2(east, north)) + 360) % 360;
    }
}
