package io.citywatch.streaming.rules;

import java.io.Serializable;

/**
 * The numbers of the rules about heat seen from above.
 *
 * @param hotCelsius T1: from which temperature a spot is hot, whatever surrounds it
 */
public record ThermalParameters(double hotCelsius) implements Serializable {
    public static final ThermalParameters DEFAULTS = new ThermalParameters(150);

    /** @throws IllegalArgumentException naming the parameter that is out of bounds */
    public ThermalParameters {
        Expect.between("hot-celsius", hotCelsius, 0, 2_000);
    }
}
