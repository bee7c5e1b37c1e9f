package io.citywatch.streaming.thermal;

import io.citywatch.streaming.io.Remembered;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.thermal.CameraReport;
import io.citywatch.streaming.rules.thermal.CameraSpots;
import io.citywatch.streaming.rules.thermal.CameraTracks;
import io.citywatch.streaming.rules.thermal.SpotTracker;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Keyed by camera: what it follows, until it has been silent for a while. */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
public final class SpotTrackFunction extends KeyedProcessFunction<String, CameraSpots, CameraReport> {
    private final SpotTracker tracker;

    private transient ValueState<CameraTracks> tracks;

    public SpotTrackFunction(RuleParameters parameters) {
        this.tracker = new SpotTracker(parameters.thermal(), parameters.spots(), parameters.clock());
    }

    public static String keyOf(CameraSpots frame) {
        return frame.origin().device();
    }

    @Override
    public void open(OpenContext context) {
        tracks = Remembered.value(getRuntimeContext(), "tracks", CameraTracks.class);
    }

    @Override
    public void processElement(CameraSpots frame, Context context, Collector<CameraReport> out) throws Exception {
        @Nullable CameraTracks state = tracks.value();
        SpotTracker.Step step = tracker.take(state == null ? CameraTracks.NONE : state, frame);
        if (step.isNews()) {
            out.collect(new CameraReport(frame.origin(), frame.pose(), frame.spots(), step.sightings()));
        }
        if (state == null) {
            context.timerService().registerEventTimeTimer(step.state().forgottenAt());
        }
        tracks.update(step.state());
    }

    /** One timer a camera, moved only when it is due: a camera sends frames all day long. */
    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<CameraReport> out) throws Exception {
        @Nullable CameraTracks state = tracks.value();
        if (state == null) {
            return;
        }
        if (state.forgottenAt() > timestamp) {
            context.timerService().registerEventTimeTimer(state.forgottenAt());
            return;
        }
        tracks.clear();
    }
}
