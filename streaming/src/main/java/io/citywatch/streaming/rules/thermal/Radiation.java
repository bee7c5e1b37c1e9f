package io.citywatch.streaming.rules.thermal;

import org.jspecify.annotations.Nullable;

/** What a hot spot radiates beyond what its surroundings would, as a black body (Stefan and Boltzmann). */
final class Radiation {
    private static final double KILOWATTS_PER_SQUARE_METER_AND_KELVIN_4 = 5.670_374e-11;
    private static final double KELVIN_AT_ZERO_CELSIUS = 273.15;

    private Radiation() {}

    /**
     * The sum over the pixels, each for a square metre.
     *
     * @param backgroundCelsius if unknown, nothing is taken off
     */
    static double kilowattsPerSquareMeter(ThermalImage image, int[] pixels, @Nullable Double backgroundCelsius) {
        double background = backgroundCelsius == null ? 0 : fourth(backgroundCelsius + KELVIN_AT_ZERO_CELSIUS);
        double sum = 0;
        for (int pixel : pixels) {
            sum += Math.max(0, fourth(image.celsius(image.count(pixel)) + KELVIN_AT_ZERO_CELSIUS) - background);
        }
        return KILOWATTS_PER_SQUARE_METER_AND_KELVIN_4 * sum;
    }

    private static double fourth(double kelvin) {
        return kelvin * kelvin * kelvin * kelvin;
    }
}
