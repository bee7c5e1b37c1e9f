package io.citywatch.benchmarks.detect;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a thermal frame costs to judge, from its pixels to the places of the city (T1 to T3, T5 to T7), by size: CPU
 * milliseconds of the thread, so that what else runs on the machine counts for little.
 */
public final class ThermalFrameCost {
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
    public ThermalFrameCost(double measuredSeconds) {
        measuredNanos = Math.round(measuredSeconds * 1e9);
        warmUpNanos = measuredNanos / 2;
    }

    /** CPU milliseconds a frame, by size. */
    public Map<String, Double> measure() {
        Map<String, Double> millis = new LinkedHashMap<>();
        for (int[] size : SIZES) {
            List<CameraFrame> frames = DrawnFrames.of(size[0], size[1]);
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
                judge(frame, DrawnFrames.TAKEN_AT + 1_000 * judged++);
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
}
