package io.citywatch.ingest.mqtt;

import io.citywatch.ingest.auth.Refusal;
import io.citywatch.ingest.session.ClientLimits;
import io.citywatch.ingest.session.Departure;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
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
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The packets that the gateway sends. */
final class Replies {
    /** Of a packet with one code and a reason: its header, flags or id, the code, and what the property adds. */
    private static final int REASON_OVERHEAD = 12;

    private static final int LONGEST_REASON = 512;

    private Replies() {}

    static MqttMessage accepted(boolean sessionPresent, MqttProperties properties) {
        return connack(MqttConnectReturnCode.CONNECTION_ACCEPTED, sessionPresent, properties);
    }

    /** @param limits absent if the packet was none that says what the client can bear */
    static MqttMessage refused(Refusal refusal, @Nullable ClientLimits limits) {
        if (limits == null || !limits.mqtt5()) {
            return connack(MqttConnectReturnCode.valueOf(refusal.returnCode()), false, MqttProperties.NO_PROPERTIES);
        }
        return connack(
                MqttConnectReturnCode.valueOf(refusal.reasonCode()), false, withReason(refusal.text(), limits, 0));
    }

    /** @param reason in words */
    static MqttMessage disconnect(Departure departure, String reason, ClientLimits limits) {
        return new MqttMessage(
                header(MqttMessageType.DISCONNECT),
                new MqttReasonCodeAndPropertiesVariableHeader(departure.reasonCode(), withReason(reason, limits, 0)));
    }

    /** A PUBACK, PUBREC or PUBCOMP with a reason, for MQTT 5 alone. */
    static MqttMessage acknowledgement(MqttMessageType type, int packetId, byte reasonCode, MqttProperties reason) {
        return new MqttPubAckMessage(header(type), new MqttPubReplyMessageVariableHeader(packetId, reasonCode, reason));
    }

    /**
     * The words as a property, if there are any, and the client wants them [MQTT-3.1.2-29] and can bear them
     * [MQTT-3.2.2-19].
     *
     * @param more codes than one
     */
    static MqttProperties withReason(String reason, ClientLimits limits, int more) {
        String text = reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
        if (text.isEmpty()
                || !limits.problemInformation()
                || !limits.bears(ByteBufUtil.utf8Bytes(text) + REASON_OVERHEAD + (long) more)) {
            return MqttProperties.NO_PROPERTIES;
        }
        MqttProperties properties = new MqttProperties();
        properties.add(new MqttProperties.StringProperty(MqttProperties.REASON_STRING, text));
        return properties;
    }

    static MqttMessage suback(int packetId, List<Integer> codes, MqttProperties reason) {
        return new MqttSubAckMessage(
                header(MqttMessageType.SUBACK),
                new MqttMessageIdAndPropertiesVariableHeader(packetId, reason),
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
            String topic, byte[] payload, int packetId, boolean duplicate, MqttProperties properties) {
        ByteBuf content = Unpooled.wrappedBuffer(payload);
        MqttQoS qos = packetId == 0 ? MqttQoS.AT_MOST_ONCE : MqttQoS.AT_LEAST_ONCE;
        return new MqttPublishMessage(
                new MqttFixedHeader(MqttMessageType.PUBLISH, duplicate, qos, false, 0),
                new MqttPublishVariableHeader(topic, packetId, properties),
                content);
    }

    private static MqttMessage connack(MqttConnectReturnCode code, boolean sessionPresent, MqttProperties properties) {
        return new MqttConnAckMessage(
                header(MqttMessageType.CONNACK), new MqttConnAckVariableHeader(code, sessionPresent, properties));
    }

    private static MqttFixedHeader header(MqttMessageType type) {
        return new MqttFixedHeader(type, false, MqttQoS.AT_MOST_ONCE, false, 0);
    }
}
