package io.citywatch.streaming.rules.thermal;

import io.citywatch.model.detection.Rule;
import org.jspecify.annotations.Nullable;

/**
 * A cluster of hot pixels in one frame.
 *
 * @param rule T1 or T2
 * @param full whether it reaches the rule's level; else only the share of it down to which a raised spot stands
 * @param backgroundCelsius the median of its surroundings, where it has any
 * @param areaSquareMeters of ground that it covers; null where no place can be told, and so is the power
 * @param kilowatts that it radiates beyond what its surroundings would
 * @param sight where its middle lies
 */
public record HotSpot(
        Rule rule,
        boolean full,
        int pixels,
        double maxCelsius,
        @Nullable Double backgroundCelsius,
        @Nullable Double areaSquareMeters,
        @Nullable Double kilowatts,
        Sight sight) {
    HotSpot at(Sight other) {
        return new HotSpot(rule, full, pixels, maxCelsius, backgroundCelsius, areaSquareMeters, kilowatts, other);
    }
}
