package io.citywatch.streaming.history;

import io.citywatch.model.telemetry.ThermalFrame;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a thermal frame, °C to the hundredth; null if no pixel has data.
 *
 * @param median the colder of the two in the middle of an even count
 */
record FrameSummary(@Nullable Double hottest, @Nullable Double median) {
    private static final double KELVIN_AT_ZERO = 273.15;

    static FrameSummary of(ThermalFrame frame) {
        byte[] pixels = frame.pixels();
        char[] counts = new char[pixels.length / 2];
        int known = 0;
        for (int i = 0; i < counts.length; i++) {
            char count = (char) ((pixels[2 * i] & 0xff) | (pixels[2 * i + 1] & 0xff) << 8);
            if (count != 0) {
                counts[known++] = count;
            }
        }
        if (known == 0) {
            return new FrameSummary(null, null);
        }
        Arrays.sort(counts, 0, known); // by counting, of as many as a frame has
        return new FrameSummary(celsius(counts[known - 1], frame), celsius(counts[(known - 1) / 2], frame));
    }

    private static double celsius(char count, ThermalFrame frame) {
        return Math.round((count * frame.scale() - KELVIN_AT_ZERO) * 100) / 100.0;
    }
}
