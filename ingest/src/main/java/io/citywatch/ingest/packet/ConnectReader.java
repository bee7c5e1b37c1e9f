package io.citywatch.ingest.packet;

import io.citywatch.model.PlainText;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttVersion;

/** Reads a CONNECT, which says by itself what version it is of. [MQTT-3.1.4-1] */
final class ConnectReader {
    private static final String NAME = "MQTT";
    private static final String NAME_OF_3_1 = "MQIsdp";
    private static final int RESERVED = 0x01;
    private static final int CLEAN = 0x02;
    private static final int WILL = 0x04;
    private static final int WILL_QOS = 0x18;
    private static final int WILL_RETAIN = 0x20;
    private static final int PASSWORD = 0x40;
    private static final int USER_NAME = 0x80;

    private ConnectReader() {}

    static MqttConnectMessage read(MqttFixedHeader fixed, Fields fields) {
        boolean mqtt5 = version(fields) == MqttVersion.MQTT_5;
        int flags = flags(fields.oneByte("connect flags"), mqtt5);
        int keepAlive = fields.twoBytes("keep alive");
        MqttProperties properties = mqtt5 ? PropertySet.CONNECT.read(fields) : MqttProperties.NO_PROPERTIES;
        if (properties.getProperty(MqttProperties.AUTHENTICATION_DATA) != null
                && properties.getProperty(MqttProperties.AUTHENTICATION_METHOD) == null) {
            throw BadPacket.protocolError("authentication data without an authentication method");
        }
        MqttConnectPayload payload = payload(fields, flags, mqtt5);
        fields.expectEnd();
        MqttVersion version = mqtt5 ? MqttVersion.MQTT_5 : MqttVersion.MQTT_3_1_1;
        MqttConnectVariableHeader header = new MqttConnectVariableHeader(
                NAME,
                version.protocolLevel(),
                (flags & USER_NAME) != 0,
                (flags & PASSWORD) != 0,
                (flags & WILL_RETAIN) != 0,
                (flags & WILL_QOS) >> 3,
                (flags & WILL) != 0,
                (flags & CLEAN) != 0,
                keepAlive,
                properties);
        return new MqttConnectMessage(fixed, header, payload);
    }

    private static MqttVersion version(Fields fields) {
        String name = fields.string("protocol name");
        if (!name.equals(NAME) && !name.equals(NAME_OF_3_1)) {
            throw BadPacket.malformed("protocol name: " + PlainText.quoted(name) + " (expected: MQTT)");
        }
        int level = fields.oneByte("protocol level");
        if (name.equals(NAME) && level == MqttVersion.MQTT_3_1_1.protocolLevel()) {
            return MqttVersion.MQTT_3_1_1;
        }
        if (name.equals(NAME) && level == MqttVersion.MQTT_5.protocolLevel()) {
            return MqttVersion.MQTT_5;
        }
        throw new BadPacket(
                new Fault( // [MQTT-3.1.2-2]
                        Fault.Kind.UNSUPPORTED_VERSION,
                        "protocol: " + name + " level " + level + " (expected: MQTT 4 or 5)"));
    }

    private static int flags(int flags, boolean mqtt5) {
        if ((flags & RESERVED) != 0) { // [MQTT-3.1.2-3]
            throw BadPacket.malformed("connect flags: the reserved bit is set");
        }
        if ((flags & WILL) == 0 && (flags & (WILL_QOS | WILL_RETAIN)) != 0) { // [MQTT-3.1.2-11, -13], 3.1.1 also -15
            throw BadPacket.malformed("connect flags: will QoS or will retain without a will");
        }
        if ((flags & WILL_QOS) == WILL_QOS) { // [MQTT-3.1.2-12], 3.1.1 -14
            throw BadPacket.malformed("connect flags: will QoS 3 (expected: 0-2)");
        }
        if (!mqtt5 && (flags & PASSWORD) != 0 && (flags & USER_NAME) == 0) { // 3.1.1 [MQTT-3.1.2-22]
            throw BadPacket.malformed("connect flags: a password without a user name");
        }
        return flags;
    }

    /** In the one order that there is. [MQTT-3.1.3-1] */
    private static MqttConnectPayload payload(Fields fields, int flags, boolean mqtt5) {
        String client = fields.string("client id");
        MqttProperties willProperties = MqttProperties.NO_PROPERTIES;
        String willTopic = null;
        byte[] willPayload = null;
        if ((flags & WILL) != 0) {
            willProperties = mqtt5 ? PropertySet.WILL.read(fields) : willProperties;
            willTopic = willTopic(fields.string("will topic"));
            willPayload = fields.binary("will payload");
        }
        String userName = (flags & USER_NAME) != 0 ? fields.string("user name") : null;
        byte[] password = (flags & PASSWORD) != 0 ? fields.binary("password") : null;
        return new MqttConnectPayload(client, willProperties, willTopic, willPayload, userName, password);
    }

    private static String willTopic(String topic) {
        if (topic.isEmpty()) { // [MQTT-4.7.3-1]
            throw BadPacket.malformed("will topic: '' (expected: at least one character)");
        }
        return TopicSyntax.name(topic, "will topic");
    }
}
