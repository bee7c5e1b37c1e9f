package io.citywatch.ingest.packet;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;

/** Reads a PUBLISH. Its payload is the packet itself, read as far as the payload: nothing is copied or sliced again. */
final class PublishReader {
    private PublishReader() {}

    static MqttPublishMessage read(MqttFixedHeader fixed, ByteBuf packet, Fields fields, boolean mqtt5) {
        String topic = TopicSyntax.name(fields.string("topic"), "topic");
        int packetId = fixed.qosLevel() == MqttQoS.AT_MOST_ONCE ? 0 : fields.packetId();
        MqttProperties properties = mqtt5 ? PropertySet.PUBLISH.read(fields) : MqttProperties.NO_PROPERTIES;
        if (topic.isEmpty() && properties.getProperty(MqttProperties.TOPIC_ALIAS) == null) { // [MQTT-4.7.3-1]
            throw BadPacket.protocolError("topic: '' (expected: at least one character, or a topic alias)");
        }
        return new MqttPublishMessage(
                fixed, new MqttPublishVariableHeader(topic, packetId, properties), packet.retain());
    }
}
