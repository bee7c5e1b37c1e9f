package io.citywatch.benchmarks;

import io.citywatch.streaming.rules.CameraFrame;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.thermal.CameraPose;
import io.citywatch.streaming.rules.thermal.CameraReport;
import io.citywatch.streaming.rules.thermal.CameraSpots;
import io.citywatch.streaming.rules.thermal.CameraTracks;
import io.citywatch.streaming.rules.thermal.FeedFrame;
import io.citywatch.streaming.rules.thermal.HotPlaceBook;
import io.citywatch.streaming.rules.thermal.HotPlaces;
import io.citywatch.streaming.rules.thermal.OpenFeed;
import io.citywatch.streaming.rules.thermal.SpotFinder;
import io.citywatch.streaming.rules.thermal.SpotTracker;
import io.citywatch.streaming.rules.thermal.StaleFeed;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What a thermal frame costs to judge, from its pixels to the places of the city (T1 to T3, T5 to T7), by size: CPU
 * milliseconds of the thread, so that what else runs on the machine counts for little. Of twenty frames one shows a fire
 * and one people and warm roofs, which is more than any city sees.
 */
final class ThermalFrameCost {
    private static final int FRAMES = 20;
    private static final int FIRE = 7;
    private static final int PEOPLE = 13;
    private static final long START = 1_790_000_000_000L;
    private static final int[][] SIZES = {{80, 60}, {160, 120}, {640, 512}};

    private final long warmUpNanos;
    private final long measuredNanos;
    private final SpotFinder finder = new SpotFinder(RuleParameters.DEFAULTS.thermal());
    private final SpotTracker tracker = new SpotTracker(
            RuleParameters.DEFAULTS.thermal(), RuleParameters.DEFAULTS.spots(), RuleParameters.DEFAULTS.clock());
    private final HotPlaceBook book =
            new HotPlaceBook(RuleParameters.DEFAULTS.thermal(), RuleParameters.DEFAULTS.spots());
    private final StaleFeed staleFeed = new StaleFeed(RuleParameters.DEFAULTS.spots(), RuleParameters.DEFAULTS.clock());

    private CameraTracks tracks = CameraTracks.NONE;
    private HotPlaces places = HotPlaces.NONE;
    private @Nullable OpenFeed feed;
    private long judged;

    /** @param measuredSeconds for each size, after half as long to warm up */
    ThermalFrameCost(double measuredSeconds) {
        measuredNanos = Math.round(measuredSeconds * 1e9);
        warmUpNanos = measuredNanos / 2;
    }

    /** CPU milliseconds a frame, by size. */
    Map<String, Double> measure() {
        Map<String, Double> millis = new LinkedHashMap<>();
        for (int[] size : SIZES) {
            List<CameraFrame> frames = frames(size[0], size[1]);
            run(frames, warmUpNanos);
            millis.put(size[0] + "x" + size[1], Math.round(run(frames, measuredNanos) * 1_000) / 1_000.0);
        }
        return millis;
    }

    private double run(List<CameraFrame> frames, long nanos) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        tracks = CameraTracks.NONE;
        places = HotPlaces.NONE;
        feed = null;
        long began = threads.getCurrentThreadCpuTime();
        long spent = 0;
        int count = 0;
        while (spent < nanos) {
            for (CameraFrame frame : frames) {
                judge(frame, START + 1_000 * judged++);
            }
            count += frames.size();
            spent = threads.getCurrentThreadCpuTime() - began;
        }
        return spent / 1e6 / count;
    }

    private void judge(CameraFrame frame, long at) {
        MessageStamp origin = new MessageStamp(frame.device(), Long.toString(at), at, at, at);
        FeedFrame seen = new FeedFrame(origin, FeedFrame.of(frame).pixels());
        feed = staleFeed.take(feed, seen, Instant.EPOCH).state();
        CameraPose pose = CameraPose.of(frame);
        CameraSpots spots = new CameraSpots(origin, pose, finder.find(frame));
        SpotTracker.Step step = tracker.take(tracks, spots);
        tracks = step.state();
        places = book.take(places, new CameraReport(origin, pose, spots.spots(), step.sightings()))
                .state();
    }

    private static List<CameraFrame> frames(int width, int height) {
        List<CameraFrame> frames = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            double[] celsius = ground(width, height, new Random(i));
            if (i == FIRE) {
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
                START,
                START,
                START,
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
