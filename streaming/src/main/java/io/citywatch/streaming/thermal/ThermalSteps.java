package io.citywatch.streaming.thermal;

import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.lane.Streams;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.thermal.SpotSighting;
import org.apache.flink.streaming.api.datastream.DataStream;

/** The steps of the rules about heat seen from above. */
public final class ThermalSteps {
    private ThermalSteps() {}

    public static DataStream<KeyedBytes> detections(Streams streams, RuleParameters parameters) {
        return streams.frames()
                .flatMap(new SpotFinderFunction(parameters))
                .name("T1, T2 hot spots")
                .uid("thermal-spots")
                .keyBy(SpotTrackFunction::keyOf)
                .process(new SpotTrackFunction(parameters))
                .name("T1, T2 tracks")
                .uid("thermal-tracks")
                .keyBy(SpotSighting::key)
                .process(new SpotEpisodeFunction(parameters.thermal()))
                .name("T1, T2 episodes")
                .uid("thermal-episodes");
    }
}
