package io.citywatch.streaming.fusion;

import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.io.TextKey;
import io.citywatch.streaming.lane.Streams;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.fusion.PlacedEvidence;
import io.citywatch.streaming.rules.health.FaultSignal;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;

/** The steps of S6, behind all rules whose word counts for a fire. */
public final class FusionSteps {
    private FusionSteps() {}

    /**
     * @param said what the rules said whose word counts, and perhaps others
     * @param faults mains lost and back
     */
    public static DataStream<KeyedBytes> detections(
            Streams streams, DataStream<KeyedBytes> said, DataStream<FaultSignal> faults, RuleParameters parameters) {
        FlatMapFunction<KeyedBytes, Finding> findings =
                (each, out) -> Finding.of(each).ifPresent(out::collect);
        return said.flatMap(findings)
                .returns(Finding.class)
                .name("S6 findings")
                .uid("s6-findings")
                .union(faults.filter(fault -> fault.sort() == FaultSignal.Sort.MAINS)
                        .name("S6 mains")
                        .uid("s6-mains-only")
                        .map(Finding::of)
                        .name("S6 mains")
                        .uid("s6-mains"))
                .keyBy(finding -> finding.newest().device(), TextKey.TYPE)
                .connect(streams.devices().keyBy(device -> device.device(), TextKey.TYPE))
                .process(new PlaceFunction(parameters.fusion()))
                .name("S6 places")
                .uid("s6-places")
                .keyBy(PlacedEvidence::cell)
                .process(new FireFusionFunction(parameters.fusion()))
                .name("S6 fused fire")
                .uid("s6-fusion");
    }
}
