package io.citywatch.alerts.nearest;

import io.citywatch.model.Position;
import io.citywatch.model.registry.Responder;
import java.util.List;

/** How long people take from one place to another. Thread-safe. */
public interface Travel {
    /** Without a map: straight on, at the usual speed of the mode. */
    Travel AS_THE_CROW_FLIES = (from, to, mode) -> {
        double meters = from.metersTo(to);
        return new Trip(meters, meters / mode.metersPerSecond(), false);
    };

    /**
     * A way from one place to another.
     *
     * @param seconds infinite if every road there is closed, see {@link #isCutOff}; so {@code meters}
     * @param byRoad false where no road is known and it is as the crow flies
     */
    record Trip(double meters, double seconds, boolean byRoad) {
        static final Trip CUT_OFF = new Trip(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, true);

        /** Whether nobody can get there now. */
        public boolean isCutOff() {
            return seconds == Double.POSITIVE_INFINITY;
        }
    }

    /** Of many people to one place. Not thread-safe; closing it gives back what it works with. */
    interface Approach extends AutoCloseable {
        /**
         * @param most seconds; what takes longer may come back as cut off
         */
        Trip from(Position start, Responder.Mode mode, double most);

        @Override
        void close();
    }

    Trip between(Position from, Position to, Responder.Mode mode);

    /** Of many people to that place. */
    default Approach to(Position place) {
        return new Approach() {
            @Override
            public Trip from(Position start, Responder.Mode mode, double most) {
                return between(start, place, mode);
            }

            @Override
            public void close() {
                // holds nothing
            }
        };
    }

    /**
     * How far somebody gets who leaves now: the last places on every road, in no order; none without a map.
     *
     * @param seconds each a distance of its own
     */
    default List<List<Position>> frontiers(Position from, Responder.Mode mode, List<Double> seconds) {
        return List.of();
    }

    /** Metres of a straight line that may cost no time at all, since fixes are no better. */
    default double freeMeters() {
        return 0;
    }

    /** Metres of straight line that nobody of this mode makes good in less than a second. */
    default double fastest(Responder.Mode mode) {
        return mode.metersPerSecond();
    }
}
