package io.citywatch.streaming.thermal;

import io.citywatch.streaming.rules.CameraFrame;
import io.citywatch.streaming.rules.ClockParameters;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.thermal.CameraPose;
import io.citywatch.streaming.rules.thermal.CameraSpots;
import io.citywatch.streaming.rules.thermal.SpotFinder;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Looks at the pixels where the frame was read; only what it finds travels on. A frame that comes too late is no news. */
public final class SpotFinderFunction implements FlatMapFunction<CameraFrame, CameraSpots> {
    private final SpotFinder finder;
    private final ClockParameters clock;

    public SpotFinderFunction(RuleParameters parameters) {
        this.finder = new SpotFinder(parameters.thermal());
        this.clock = parameters.clock();
    }

    @Override
    public void flatMap(CameraFrame frame, Collector<CameraSpots> out) {
        if (!clock.isLate(frame.measuredAt(), frame.receivedAt())) {
            out.collect(new CameraSpots(MessageStamp.of(frame), CameraPose.of(frame), finder.find(frame)));
        }
    }
}
