package io.citywatch.streaming.ride;

import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.lane.Streams;
import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.ride.Pair;
import io.citywatch.streaming.rules.ride.Rest;
import io.citywatch.streaming.rules.ride.Ride;
import io.citywatch.streaming.rules.ride.Trail;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The steps of the rules about what vehicles do and where they stay. What comes in masses is keyed by tag and by reader;
 * only what is left of it, pairs in step, a ride an hour, stolen vehicles at rest, goes under one key for the city.
 */
public final class RideSteps {
    private static final String CITY = "city";

    private RideSteps() {}

    /** @param said by the steps that tell which readers are deaf or offline (R11) */
    public static DataStream<KeyedBytes> detections(
            Streams streams, DataStream<KeyedBytes> said, RuleParameters parameters) {
        DataStream<RideNews> news = streams.reads()
                .map(RideNews::of)
                .name("reads")
                .uid("rides-reads")
                .union(
                        streams.vehicles().map(RideNews::of).name("registered").uid("rides-vehicles"),
                        streams.stolen().map(RideNews::of).name("wanted").uid("rides-stolen"));
        SingleOutputStreamOperator<KeyedBytes> tags = news.keyBy(RideNews::tag)
                .connect(streams.devices()
                        .filter(RideSteps::mayBeReader)
                        .name("readers")
                        .uid("rides-readers")
                        .broadcast(RideFunction.READERS))
                .process(new RideFunction(parameters))
                .name("R9, R10, R13")
                .uid("rides");
        SingleOutputStreamOperator<KeyedBytes> convoys = convoys(tags.getSideOutput(RideFunction.TRAILS), parameters);
        DataStream<Ride> rides =
                tags.getSideOutput(RideFunction.RIDES).union(convoys.getSideOutput(ConvoyFunction.MEMBERS));
        return tags.union(
                convoys,
                rides.keyBy(ride -> CITY)
                        .process(new OddRideFunction(parameters))
                        .name("R4")
                        .uid("rides-odd")
                        .setParallelism(1),
                dens(tags.getSideOutput(RideFunction.RESTS), said, parameters));
    }

    private static SingleOutputStreamOperator<KeyedBytes> convoys(DataStream<Trail> trails, RuleParameters parameters) {
        DataStream<Pair> pairs = trails.keyBy(Trail::reader)
                .process(new CompanyFunction(parameters))
                .name("in step")
                .uid("rides-company");
        return pairs.keyBy(pair -> CITY)
                .process(new ConvoyFunction(parameters))
                .name("R5")
                .uid("rides-convoys")
                .setParallelism(1);
    }

    private static DataStream<KeyedBytes> dens(
            DataStream<Rest> rests, DataStream<KeyedBytes> said, RuleParameters parameters) {
        DataStream<Deafness> deaf = said.<Deafness>flatMap(
                        (detection, out) -> Deafness.of(detection).ifPresent(out::collect))
                .returns(TypeInformation.of(Deafness.class))
                .name("deaf readers")
                .uid("rides-deaf");
        return rests.keyBy(Rest::reader)
                .connect(deaf.keyBy(Deafness::reader))
                .process(new HeardRestFunction())
                .name("at rest")
                .uid("rides-rests")
                .keyBy(rest -> CITY)
                .process(new DenFunction(parameters))
                .name("R14")
                .uid("rides-dens")
                .setParallelism(1);
    }

    /** A withdrawn device has no kind; it may have been one. */
    private static boolean mayBeReader(RegisteredDevice device) {
        return device.isWithdrawn() || device.kind() == DeviceKind.TAG_READER;
    }
}
