package io.citywatch.streaming.fire;

import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.io.TextKey;
import io.citywatch.streaming.lane.Streams;
import io.citywatch.streaming.rules.DetectorReading;
import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.SmokeSample;
import io.citywatch.streaming.rules.fire.AlarmSign;
import io.citywatch.streaming.rules.fire.BatteryReport;
import io.citywatch.streaming.rules.fire.PlacedSign;
import org.apache.flink.streaming.api.datastream.DataStream;
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
        SingleOutputStreamOperator<KeyedBytes> heat = streams.smoke()
                .keyBy(SmokeSample::device, TextKey.TYPE)
                .process(new HeatFunction(parameters))
                .name("S3 heat")
                .uid("s3-heat");
        DataStream<RegisteredDevice> detectors = detectors(streams);
        DataStream<KeyedBytes> preAlarms = streams.smoke()
                .keyBy(SmokeSample::device, TextKey.TYPE)
                .connect(detectors.keyBy(RegisteredDevice::device, TextKey.TYPE))
                .process(new PreAlarmFunction(parameters))
                .name("S2 pre-alarm")
                .uid("s2-pre-alarm");
        DataStream<KeyedBytes> nuisances = streams.detectors()
                .keyBy(DetectorReading::device, TextKey.TYPE)
                .process(new NuisanceFunction(parameters.smoke()))
                .name("S9 nuisance")
                .uid("s9-nuisance");
        DataStream<KeyedBytes> batteries = streams.inMasses(streams.smoke()
                        .map(BatteryReport::of)
                        .returns(BatteryReport.class)
                        .name("S7 readings")
                        .uid("s7-readings"))
                .union(streams.inMasses(streams.states()
                        .map(BatteryReport::of)
                        .returns(BatteryReport.class)
                        .name("S7 heartbeats")
                        .uid("s7-heartbeats")))
                .keyBy(BatteryReport::device, TextKey.TYPE)
                .connect(detectors.keyBy(RegisteredDevice::device, TextKey.TYPE))
                .process(new LowBatteryFunction(parameters))
                .name("S7 battery")
                .uid("s7-low-battery");
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

    /** A withdrawn device has no kind; it may have been one. */
    private static DataStream<RegisteredDevice> detectors(Streams streams) {
        return streams.devices()
                .filter(device -> device.isWithdrawn() || device.kind() == DeviceKind.SMOKE_SENSOR)
                .name("detectors")
                .uid("s5-detectors");
    }
}
