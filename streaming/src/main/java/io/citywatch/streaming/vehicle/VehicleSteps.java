package io.citywatch.streaming.vehicle;

import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.roads.RoadGraph;
import io.citywatch.streaming.health.GatewayLives;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.io.TextKey;
import io.citywatch.streaming.lane.Streams;
import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.SignOfLife;
import io.citywatch.streaming.rules.TagRead;
import io.citywatch.streaming.rules.ride.Rest;
import io.citywatch.streaming.rules.ride.Ride;
import io.citywatch.streaming.rules.ride.Trail;
import io.citywatch.streaming.rules.vehicle.UnheardPassage;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.jspecify.annotations.Nullable;

/**
 * The steps of the rules about vehicles and their readers; a reader that is offline is found with all devices.
 *
 * @param detections to be said as they are
 * @param trails of motorcycles past readers
 * @param rides by the hour
 * @param rests of stolen motorcycles
 */
public record VehicleSteps(
        DataStream<KeyedBytes> detections, DataStream<Trail> trails, DataStream<Ride> rides, DataStream<Rest> rests) {
    private static final String THE_CITY = "city";

    /** @param roads null if the city's streets are not known */
    public static VehicleSteps of(Streams streams, RuleParameters parameters, @Nullable RoadGraph roads) {
        DataStream<RegisteredDevice> readers = streams.devices()
                .filter(VehicleSteps::mayBeReader)
                .name("readers")
                .uid("devices-readers");
        DataStream<MapNews> map = readers.map(MapNews::of)
                .name("readers of the map")
                .uid("map-readers")
                .union(streams.zones().map(MapNews::of).name("zones of the map").uid("map-zones"));
        DataStream<TagNews> news = streams.inMasses(streams.reads()
                        .keyBy(TagRead::reader)
                        .process(new CloseRangeFunction(parameters), TagNewsWire.TYPE)
                        .name("close range")
                        .uid("readers-close-range"))
                .union(
                        streams.vehicles()
                                .map(TagNews::of)
                                .returns(TagNewsWire.TYPE)
                                .name("registered")
                                .uid("tags-vehicles"),
                        streams.stolen()
                                .map(TagNews::of)
                                .returns(TagNewsWire.TYPE)
                                .name("wanted")
                                .uid("tags-stolen"));
        SingleOutputStreamOperator<KeyedBytes> tags = streams.inMasses(news.keyBy(TagNews::tag, TextKey.TYPE)
                .connect(map.broadcast(TagFunction.READERS, TagFunction.ZONES))
                .process(new TagFunction(parameters, roads))
                .name("R1, R2, R6, R7, R9, R10, R12, R13")
                .uid("tags"));
        DataStream<KeyedBytes> pursuits = tags.getSideOutput(TagFunction.ONWARD)
                .keyBy(ReaderNews::reader)
                .process(new NextReaderFunction())
                .name("R1 next reader")
                .uid("readers-next");
        return new VehicleSteps(
                tags.union(pursuits, deafReaders(streams, tags.getSideOutput(TagFunction.UNHEARD), parameters)),
                tags.getSideOutput(TagFunction.TRAILS),
                tags.getSideOutput(TagFunction.RIDES),
                tags.getSideOutput(TagFunction.RESTS));
    }

    private static DataStream<KeyedBytes> deafReaders(
            Streams streams, DataStream<UnheardPassage> unheard, RuleParameters parameters) {
        return streams.life()
                .all()
                .keyBy(SignOfLife::device, TextKey.TYPE)
                .connect(streams.pulses().broadcast(GatewayLives.STATE))
                .process(new HearingFunction(parameters))
                .name("heard by readers")
                .uid("readers-heard")
                .keyBy(heard -> THE_CITY)
                .connect(unheard.keyBy(passage -> THE_CITY))
                .process(new DeafReaderFunction(parameters))
                .name("R11 deaf")
                .uid("readers-deaf-beside-others");
    }

    /** A withdrawn device has no kind; it may have been one. */
    private static boolean mayBeReader(RegisteredDevice device) {
        return device.isWithdrawn() || device.kind() == DeviceKind.TAG_READER;
    }
}
