package io.citywatch.streaming.fire;

import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.lane.Streams;
import io.citywatch.streaming.rules.DetectorReading;
import io.citywatch.streaming.rules.RuleParameters;
import org.apache.flink.streaming.api.datastream.DataStream;

/** The steps of the rules about smoke and heat; S1 itself is raised where it is read. */
public final class FireSteps {
    private FireSteps() {}

    public static DataStream<KeyedBytes> detections(Streams streams, RuleParameters parameters) {
        return streams.detectors()
                .keyBy(DetectorReading::device)
                .process(new DetectorAlarmFunction(parameters.fire()))
                .name("S1 cleared")
                .uid("s1-clear");
    }
}
