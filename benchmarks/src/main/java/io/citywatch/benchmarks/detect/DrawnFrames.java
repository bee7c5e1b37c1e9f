package io.citywatch.benchmarks.detect;

import io.citywatch.streaming.rules.CameraFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;

/**
 * Twenty frames of one place, each with noise of its own. One shows a fire, and one people and warm roofs, which is more
 * than any city sees.
 */
final class DrawnFrames {
    static final long TAKEN_AT = 1_790_000_000_000L;

    private static final int FRAMES = 20;
    private static final int FIRE = 7;
    private static final int PEOPLE = 13;

    private DrawnFrames() {}

    /** @param width in pixels; so {@code height} */
    static List<CameraFrame> of(int width, int height) {
        return draw(width, height, i -> i == FIRE);
    }

    /** The same place while it burns: each of them shows it. */
    static List<CameraFrame> ofFire(int width, int height) {
        return draw(width, height, i -> true);
    }

    private static List<CameraFrame> draw(int width, int height, IntPredicate burns) {
        List<CameraFrame> frames = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            double[] celsius = ground(width, height, new Random(i));
            if (burns.test(i)) {
                warm(celsius, width, width / 2, height / 2, height / 10, 320);
            }
            if (i == PEOPLE) {
                warm(celsius, width, width / 4, height / 4, height / 4, 44);
                for (int person = 0; person < 6; person++) {
                    warm(celsius, width, width / 2 + person * width / 16, height / 3, Math.max(2, height / 40), 33);
                }
            }
            frames.add(frame(celsius, width));
        }
        return frames;
    }

    private static double[] ground(int width, int height, Random random) {
        double[] celsius = new double[width * height];
        for (int i = 0; i < celsius.length; i++) {
            int x = i % width;
            int y = i / width;
            celsius[i] = 22 + 4.0 * x / width + 2 * Math.sin(x / 7.0) * Math.cos(y / 9.0) + 0.3 * random.nextGaussian();
        }
        return celsius;
    }

    private static void warm(double[] celsius, int width, int left, int top, int side, double value) {
        for (int y = top; y < top + side; y++) {
            for (int x = left; x < Math.min(width, left + side); x++) {
                celsius[y * width + x] = value;
            }
        }
    }

    private static CameraFrame frame(double[] celsius, int width) {
        byte[] pixels = new byte[2 * celsius.length];
        for (int i = 0; i < celsius.length; i++) {
            int count = (int) Math.min(0xFFFF, Math.round((celsius[i] + 273.15) * 100));
            pixels[2 * i] = (byte) count;
            pixels[2 * i + 1] = (byte) (count >> 8);
        }
        return new CameraFrame(
                "camera",
                "1",
                TAKEN_AT,
                TAKEN_AT,
                TAKEN_AT,
                width,
                celsius.length / width,
                pixels,
                0.01,
                false,
                23.36,
                116.7,
                80,
                40,
                -50,
                0,
                45,
                34.5);
    }
}
