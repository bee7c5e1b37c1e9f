package io.citywatch.streaming.rules.thermal;

import io.citywatch.streaming.rules.CameraFrame;
import java.util.Random;

/** Synthetic frames: textured ground with a gradient and noise, with or without something hot on it. */
public final class Frames {
    public static final long T = 1_750_000_000_000L;
    public static final double LAT = 23.35;
    public static final double LON = 116.68;
    static final double SCALE = 0.01;
    static final int WIDTH = 160;
    static final int HEIGHT = 120;

    private Frames() {}

    /** Where a camera looks from {@link #LAT}, {@link #LON}. */
    public record Pose(double altitude, double heading, double pitch, double roll, double hfov, double vfov) {
        public static final Pose DOWN = new Pose(80, 0, -90, 0, 45, 34.5);
    }

    /** Ground of about 20 °C. */
    public static double[] ground(int width, int height, long seed) {
        Random random = new Random(seed);
        double[] celsius = new double[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                celsius[y * width + x] =
                        20 + 4.0 * x / width + 2 * Math.sin(x / 7.0) * Math.cos(y / 9.0) + 0.4 * random.nextGaussian();
            }
        }
        return celsius;
    }

    /** Adds a blob with a peak and a width. */
    static double[] blob(double[] celsius, int width, double x, double y, double peak, double sigma) {
        for (int i = 0; i < celsius.length; i++) {
            int column = i % width;
            int row = i / width;
            double squared = Math.pow(column - x, 2) + Math.pow(row - y, 2);
            celsius[i] += peak * Math.exp(-squared / (2 * sigma * sigma));
        }
        return celsius;
    }

    /** Sets a rectangle of pixels. */
    public static double[] block(double[] celsius, int width, int x, int y, int across, int down, double value) {
        for (int row = y; row < y + down; row++) {
            for (int column = x; column < x + across; column++) {
                celsius[row * width + column] = value;
            }
        }
        return celsius;
    }

    static CameraFrame frame(double[] celsius, int width, Pose pose) {
        return frame("cam-1", T, celsius, width, pose);
    }

    /** NaN is no data; what is too hot for a pixel saturates, as in a camera. */
    public static CameraFrame frame(String camera, long at, double[] celsius, int width, Pose pose) {
        byte[] pixels = new byte[2 * celsius.length];
        for (int i = 0; i < celsius.length; i++) {
            long count = Double.isNaN(celsius[i]) ? 0 : Math.min(0xFFFF, Math.round((celsius[i] + 273.15) / SCALE));
            pixels[2 * i] = (byte) count;
            pixels[2 * i + 1] = (byte) (count >> 8);
        }
        return new CameraFrame(
                camera,
                at + "@a",
                at,
                at + 3,
                at - 40,
                width,
                celsius.length / width,
                pixels,
                SCALE,
                false,
                LAT,
                LON,
                pose.altitude(),
                pose.heading(),
                pose.pitch(),
                pose.roll(),
                pose.hfov(),
                pose.vfov());
    }
}
