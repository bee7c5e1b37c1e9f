package io.citywatch.ingest.mqtt;

import io.citywatch.ingest.auth.Refusal;
import io.citywatch.ingest.session.Departure;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnAckVariableHeader;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPubAckMessage;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttSubAckPayload;
import io.netty.handler.codec.mqtt.MqttUnsubAckMessage;
import io.netty.handler.codec.mqtt.MqttUnsubAckPayload;
import io.netty.util.AttributeKey;
import java.util.List;
import java.util.stream.Collectors;

/** The packets that the gateway sends. */
final class Replies {
    private static final AttributeKey<Boolean> MQTT_5 = AttributeKey.valueOf(Replies.class, "mqtt5");

    private Replies() {}

    /** Notes which version a CONNECT named, for the time before there is a session. */
    static void speak(Channel channel, boolean mqtt5) {
        channel.attr(MQTT_5).set(mqtt5);
    }

    static boolean isMqtt5(Channel channel) {
        return Boolean.TRUE.equals(channel.attr(MQTT_5).get());
    }

    static MqttMessage accepted(MqttProperties properties) {
        return connack(MqttConnectReturnCode.CONNECTION_ACCEPTED, properties);
    }

    static MqttMessage refused(Refusal refusal, boolean mqtt5) {
        return connack(
                MqttConnectReturnCode.valueOf(mqtt5 ? refusal.reasonCode() : refusal.returnCode()),
                MqttProperties.NO_PROPERTIES);
    }

    static MqttMessage disconnect(Departure departure) {
        return new MqttMessage(
                header(MqttMessageType.DISCONNECT),
                new MqttReasonCodeAndPropertiesVariableHeader(departure.reasonCode(), MqttProperties.NO_PROPERTIES));
    }

    /** With a reason, for MQTT 5 alone. */
    static MqttMessage puback(int packetId, byte reasonCode, String reason) {
        MqttProperties properties = new MqttProperties();
        if (!reason.isEmpty()) {
            properties.add(new MqttProperties.StringProperty(MqttProperties.REASON_STRING, reason));
        }
        return new MqttPubAckMessage(
                header(MqttMessageType.PUBACK),
                new MqttPubReplyMessageVariableHeader(packetId, reasonCode, properties));
    }

    static MqttMessage suback(int packetId, List<Integer> codes) {
        return new MqttSubAckMessage(
                header(MqttMessageType.SUBACK),
                new MqttMessageIdAndPropertiesVariableHeader(packetId, MqttProperties.NO_PROPERTIES),
                new MqttSubAckPayload(codes));
    }

    static MqttMessage unsuback(int packetId, List<Integer> codes) {
        return new MqttUnsubAckMessage(
                header(MqttMessageType.UNSUBACK),
                new MqttMessageIdAndPropertiesVariableHeader(packetId, MqttProperties.NO_PROPERTIES),
                new MqttUnsubAckPayload(codes.stream().map(Integer::shortValue).collect(Collectors.toList())));
    }

    static MqttMessage pong() {
        return MqttMessage.PINGRESP;
    }

    /** @param packetId 0 at QoS 0 */
    static MqttMessage publish(
            String topic, byte[] payload, int packetId, boolean duplicate, List<Integer> subscriptionIdentifiers) {
        MqttProperties properties = MqttProperties.NO_PROPERTIES;
        if (!subscriptionIdentifiers.isEmpty()) {
            properties = new MqttProperties();
            for (int identifier : subscriptionIdentifiers) {
                properties.add(new MqttProperties.IntegerProperty(MqttProperties.SUBSCRIPTION_IDENTIFIER, identifier));
            }
        }
        ByteBuf content = Unpooled.wrappedBuffer(payload);
        MqttQoS qos = packetId == 0 ? MqttQoS.AT_MOST_ONCE : MqttQoS.AT_LEAST_ONCE;
        return new MqttPublishMessage(
                new MqttFixedHeader(MqttMessageType.PUBLISH, duplicate, qos, false, 0),
                new MqttPublishVariableHeader(topic, packetId, properties),
                content);
    }

    private static MqttMessage connack(MqttConnectReturnCode code, MqttProperties properties) {
        return new MqttConnAckMessage(
                header(MqttMessageType.CONNACK), new MqttConnAckVariableHeader(code, false, properties));
    }

    private static MqttFixedHeader header(MqttMessageType type) {
        return new MqttFixedHeader(type, false, MqttQoS.AT_MOST_ONCE, false, 0);
    }
}
