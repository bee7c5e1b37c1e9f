package io.citywatch.streaming.health;

import io.citywatch.model.IdSyntax;
import io.citywatch.model.telemetry.MqttTopic;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.io.TextKey;
import io.citywatch.streaming.lane.Streams;
import io.citywatch.streaming.rules.GatewayPulse;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.UnreadableMessage;
import io.citywatch.streaming.rules.health.FaultSignal;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** The steps of the rules of every device, and of outages. */
public final class HealthSteps {
    private static final String CITY = "city";

    private HealthSteps() {}

    /** @param faults of other steps: they go through the outages with what they carry */
    public static DataStream<KeyedBytes> detections(
            Streams streams, DataStream<FaultSignal> faults, RuleParameters parameters) {
        DataStream<DeviceNews> news = streams.life()
                .map(DeviceNews::of, DeviceNewsWire.TYPE, "signs of life", "health-life")
                .union(
                        streams.inMasses(streams.states()
                                .map(DeviceNews::of)
                                .returns(DeviceNewsWire.TYPE)
                                .name("states")
                                .uid("health-states")),
                        streams.devices()
                                .map(DeviceNews::of)
                                .returns(DeviceNewsWire.TYPE)
                                .name("registered")
                                .uid("health-devices"),
                        streams.deadLetters()
                                .filter(HealthSteps::isAlarm)
                                .name("unreadable alarms")
                                .uid("health-alarms")
                                .map(DeviceNews::of)
                                .returns(DeviceNewsWire.TYPE)
                                .name("unreadable alarms")
                                .uid("health-unreadable"));
        SingleOutputStreamOperator<KeyedBytes> devices = news.keyBy(DeviceNews::device, TextKey.TYPE)
                .connect(streams.pulses().broadcast(GatewayLives.STATE))
                .process(new DeviceFunction(parameters))
                .name("D1, D2, D3, E7, R11")
                .uid("devices");
        DataStream<KeyedBytes> gateways = streams.pulses()
                .filter(pulse -> IdSyntax.isValid(pulse.gateway()))
                .name("pulses")
                .uid("health-pulses")
                .keyBy(GatewayPulse::gateway)
                .process(new GatewayFunction(parameters.health()))
                .name("D5")
                .uid("gateways");
        DataStream<KeyedBytes> outages = devices.getSideOutput(DeviceFunction.FAULTS)
                .union(faults)
                .keyBy(fault -> CITY)
                .process(new OutageFunction(parameters.health()))
                .name("D4")
                .uid("outages")
                .setParallelism(1);
        return devices.union(gateways, outages);
    }

    /** Came on the emergency lane of a device; what our own topics could not keep is for the log, not for a call. */
    private static boolean isAlarm(UnreadableMessage message) {
        return MqttTopic.parse(message.topic())
                .filter(topic ->
                        topic instanceof MqttTopic.Events && topic.client().equals(message.device()))
                .isPresent();
    }
}
