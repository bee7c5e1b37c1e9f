package io.citywatch.streaming.thermal;

import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.lane.Streams;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.thermal.FeedFrame;
import io.citywatch.streaming.rules.thermal.SpotSighting;
import org.apache.flink.streaming.api.datastream.DataStream;

/** The steps of the rules about heat seen from above. */
public final class ThermalSteps {
    private static final String CITY = "city";

    private ThermalSteps() {}

    public static DataStream<KeyedBytes> detections(Streams streams, RuleParameters parameters) {
        DataStream<KeyedBytes> spots = streams.frames()
                .flatMap(new SpotFinderFunction(parameters))
                .name("T1, T2 hot spots")
                .uid("thermal-spots")
                .keyBy(SpotTrackFunction::keyOf)
                .process(new SpotTrackFunction(parameters))
                .name("T1, T2, T3 tracks")
                .uid("thermal-tracks")
                .keyBy(report -> CITY)
                .process(new HotPlaceFunction(parameters))
                .name("T5, T6 places")
                .uid("thermal-places")
                .setParallelism(1)
                .keyBy(SpotSighting::key)
                .process(new SpotEpisodeFunction(parameters.thermal()))
                .name("T1, T2, T3, T6 episodes")
                .uid("thermal-episodes");
        DataStream<KeyedBytes> feeds = streams.inMasses(
                        streams.frames().map(FeedFrame::of).name("T7 frames").uid("thermal-feed-frames"))
                .keyBy(FeedFunction::keyOf)
                .process(new FeedFunction(parameters))
                .name("T7 stale feed")
                .uid("thermal-feeds");
        return spots.union(feeds);
    }
}
