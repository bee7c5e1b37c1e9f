package io.citywatch.streaming.ride;

import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.ride.Pair;
import io.citywatch.streaming.rules.ride.Rest;
import io.citywatch.streaming.rules.ride.Trail;
import io.citywatch.streaming.vehicle.VehicleSteps;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The steps of the rules about several vehicles. What comes in masses is keyed by tag and by reader; only what is left of
 * it, pairs in step, a ride an hour, stolen vehicles at rest, goes under one key for the city.
 */
public final class RideSteps {
    private static final String CITY = "city";

    private RideSteps() {}

    /** @param said by the steps that tell which readers are deaf or offline (R11) */
    public static DataStream<KeyedBytes> detections(
            VehicleSteps vehicles, DataStream<KeyedBytes> said, RuleParameters parameters) {
        SingleOutputStreamOperator<KeyedBytes> convoys = convoys(vehicles.trails(), parameters);
        return convoys.union(
                vehicles.rides()
                        .union(convoys.getSideOutput(ConvoyFunction.MEMBERS))
                        .keyBy(ride -> CITY)
                        .process(new OddRideFunction(parameters))
                        .name("R4")
                        .uid("rides-odd")
                        .setParallelism(1),
                dens(vehicles.rests(), said, parameters));
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
}
