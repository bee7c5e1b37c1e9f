package io.citywatch.streaming.rules.thermal;

import io.citywatch.model.detection.Rule;
import org.jspecify.annotations.Nullable;

/**
 * A cluster of hot pixels in one frame.
 *
 * @param rule T1 or T2
 * @param full whether it reaches the rule's level; else only the share of it down to which a raised spot stands
 * @param backgroundCelsius the median of its surroundings, where it has any
 * @param sight where its middle lies
 */
public record HotSpot(
        Rule rule,
        boolean full,
        int pixels,
        double maxCelsius,
        @Nullable Double backgroundCelsius,
        Sight sight) {}
