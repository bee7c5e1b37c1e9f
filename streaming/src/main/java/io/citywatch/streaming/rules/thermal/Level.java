package io.citywatch.streaming.rules.thermal;

import io.citywatch.streaming.rules.ThermalParameters;

/**
 * What is usual somewhere, in counts.
 *
 * @param median of the pixels
 * @param deviation the median of their distances from it (MAD)
 */
record Level(double median, double deviation) {
    private static final double SPREAD_PER_DEVIATION = 1.48;

    /** How far above the median a pixel is hot. */
    double contrast(ThermalParameters parameters, ThermalImage image) {
        return Math.max(
                parameters.contrastSpreads() * SPREAD_PER_DEVIATION * deviation,
                image.countsOf(parameters.contrastKelvin()));
    }
}
