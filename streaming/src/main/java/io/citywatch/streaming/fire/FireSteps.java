package io.citywatch.streaming.fire;

import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.io.TextKey;
import io.citywatch.streaming.lane.Streams;
import io.citywatch.streaming.rules.DetectorReading;
import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.fire.AlarmSign;
import io.citywatch.streaming.rules.fire.PlacedSign;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** The steps of the rules about smoke and heat; S1 itself is raised where it is read. */
public final class FireSteps {
    private FireSteps() {}

    public static DataStream<KeyedBytes> detections(Streams streams, RuleParameters parameters) {
        DataStream<KeyedBytes> alarmsCleared = streams.detectors()
                .keyBy(DetectorReading::device, TextKey.TYPE)
                .process(new DetectorAlarmFunction(parameters.fire()))
                .name("S1 cleared")
                .uid("s1-clear");
        DataStream<RegisteredDevice> detectors = detectors(streams);
        KeyedStream<SensorNews, String> sensors = sensors(streams, detectors);
        SingleOutputStreamOperator<KeyedBytes> heat =
                sensors.process(new HeatFunction(parameters)).name("S3 heat").uid("s3-heat");
        DataStream<KeyedBytes> preAlarms = sensors.process(new PreAlarmFunction(parameters))
                .name("S2 pre-alarm")
                .uid("s2-pre-alarm");
        DataStream<KeyedBytes> batteries = sensors.process(new LowBatteryFunction(parameters))
                .name("S7 battery")
                .uid("s7-low-battery");
        DataStream<KeyedBytes> nuisances = streams.detectors()
                .keyBy(DetectorReading::device, TextKey.TYPE)
                .process(new NuisanceFunction(parameters.smoke()))
                .name("S9 nuisance")
                .uid("s9-nuisance");
        DataStream<AlarmSign> signs = streams.detectors()
                .map(AlarmSign::of)
                .name("S1 signs")
                .uid("s5-smoke-signs")
                .union(heat.getSideOutput(HeatFunction.SIGNS));
        DataStream<KeyedBytes> confirmed = signs.keyBy(AlarmSign::device, TextKey.TYPE)
                .connect(detectors.keyBy(RegisteredDevice::device, TextKey.TYPE))
                .process(new PremisesFunction(parameters.fire()))
                .name("S5 premises")
                .uid("s5-premises")
                .keyBy(PlacedSign::premises)
                .process(new SecondDetectorFunction(parameters.fire()))
                .name("S5 second detector")
                .uid("s5-second-detector");
        return alarmsCleared.union(heat, preAlarms, nuisances, batteries, confirmed);
    }

    /**
     * All that S2, S3 and S7 hear of a sensor, in one stream: a record goes over to its key once, and the rules behind
     * it stand in one chain, to which it is handed as it is. What the rules remember each keeps for itself.
     */
    private static KeyedStream<SensorNews, String> sensors(Streams streams, DataStream<RegisteredDevice> detectors) {
        DataStream<SensorNews> news = streams.smoke()
                .map(SensorNews::of, SensorNewsWire.TYPE, "readings", "sensors-readings")
                .union(
                        streams.inMasses(streams.states()
                                .map(SensorNews::of)
                                .returns(SensorNewsWire.TYPE)
                                .name("heartbeats")
                                .uid("sensors-heartbeats")),
                        streams.inMasses(detectors
                                .map(SensorNews::of)
                                .returns(SensorNewsWire.TYPE)
                                .name("registered")
                                .uid("sensors-registered")))
                .keyBy(SensorNews::device, TextKey.TYPE)
                .map(each -> each)
                .returns(SensorNewsWire.TYPE)
                .name("smoke sensors")
                .uid("sensors");
        return DataStreamUtils.reinterpretAsKeyedStream(news, SensorNews::device, TextKey.TYPE);
    }

    /** A withdrawn device has no kind; it may have been one. */
    private static DataStream<RegisteredDevice> detectors(Streams streams) {
        return streams.devices()
                .filter(device -> device.isWithdrawn() || device.kind() == DeviceKind.SMOKE_SENSOR)
                .name("detectors")
                .uid("s5-detectors");
    }
}
