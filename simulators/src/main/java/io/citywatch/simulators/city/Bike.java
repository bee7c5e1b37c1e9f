package io.citywatch.simulators.city;

import io.citywatch.model.registry.Vehicle;

/**
 * A motorcycle and its days.
 *
 * @param crossing from which it sets out and to which it returns, by its number in the graph
 * @param use what becomes of it
 * @param work where it goes, by the number of the destination
 * @param market where it goes after work, by the number of the destination
 */
public record Bike(Vehicle vehicle, int crossing, Use use, int work, int market) {
    /** What becomes of a motorcycle. */
    public enum Use {
        /** Ridden to work and to the market, day in, day out. */
        RIDDEN,
        /** At home, until a story needs it. */
        AT_HOME,
        /** Guarded, at home beside a reader, which reads it again and again. */
        GUARDED
    }
}
