package io.citywatch.alerts.nearest;

import io.citywatch.model.Position;
import io.citywatch.model.registry.Responder;

/** How long somebody takes from one place to another. Thread-safe. */
public interface Travel {
    /** Without a map: straight on, at the usual speed of the mode. */
    Travel AS_THE_CROW_FLIES = (from, to, mode) -> {
        double meters = from.metersTo(to);
        return new Trip(meters, meters / mode.metersPerSecond(), false);
    };

    /**
     * A way from one place to another.
     *
     * @param byRoad false where no road is known and it is as the crow flies
     */
    record Trip(double meters, double seconds, boolean byRoad) {}

    Trip between(Position from, Position to, Responder.Mode mode);
}
