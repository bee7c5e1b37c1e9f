package io.citywatch.ingest.packet;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPubAckMessage;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import org.jspecify.annotations.Nullable;

/**
 * Reads one packet of a client to its exact end. Netty's own decoder is kinder than the standard: it skips what it does
 * not expect, and leaves flags, values and duplicates to whoever comes after it.
 */
public final class PacketReader {
    private static final byte SUCCESS = 0x00;

    private PacketReader() {}

    /**
     * Reads a packet. A PUBLISH retains it as its payload, which its reader has to release; nothing else is kept.
     *
     * @param packet one whole packet, as {@link FixedHeader#packetLength} measures it, and nothing else
     * @param greeting what the CONNECT said, absent before there was one
     */
    public static Verdict read(ByteBuf packet, @Nullable Greeting greeting) {
        int first = packet.readUnsignedByte();
        Fault fault = FixedHeader.fault(first, greeting != null);
        if (fault != null) {
            return new Verdict.Malformed(fault);
        }
        try {
            Fields fields = new Fields(packet);
            fields.variable("remaining length");
            return new Verdict.WellFormed(message(header(first, fields.left()), packet, fields, greeting));
        } catch (BadPacket e) {
            return new Verdict.Malformed(e.fault());
        }
    }

    private static MqttFixedHeader header(int first, int length) {
        MqttMessageType type = MqttMessageType.valueOf(first >> 4);
        if (type != MqttMessageType.PUBLISH) {
            return new MqttFixedHeader(type, false, MqttQoS.valueOf((first >> 1) & 0x03), false, length);
        }
        return new MqttFixedHeader(
                type, (first & 0x08) != 0, MqttQoS.valueOf((first >> 1) & 0x03), (first & 0x01) != 0, length);
    }

    private static MqttMessage message(
            MqttFixedHeader fixed, ByteBuf packet, Fields fields, @Nullable Greeting greeting) {
        if (greeting == null) {
            return ConnectReader.read(fixed, fields);
        }
        boolean mqtt5 = greeting.mqtt5();
        if (fixed.messageType() == MqttMessageType.PUBLISH) {
            return PublishReader.read(fixed, packet, fields, mqtt5);
        }
        MqttMessage message = switch (fixed.messageType()) {
            case PUBACK -> new MqttPubAckMessage(fixed, acknowledgement(fixed, fields, mqtt5));
            case PUBREC, PUBREL, PUBCOMP -> new MqttMessage(fixed, acknowledgement(fixed, fields, mqtt5));
            case SUBSCRIBE -> SubscriptionReader.subscribe(fixed, fields, mqtt5);
            case UNSUBSCRIBE -> SubscriptionReader.unsubscribe(fixed, fields, mqtt5);
            case PINGREQ -> MqttMessage.PINGREQ;
            case DISCONNECT -> mqtt5 ? disconnect(fixed, fields, greeting) : MqttMessage.DISCONNECT;
            case AUTH -> authentication(fixed, fields, mqtt5);
            case CONNECT, CONNACK, PUBLISH, SUBACK, UNSUBACK, PINGRESP ->
                throw BadPacket.protocolError("packet type: " + fixed.messageType());
        };
        fields.expectEnd();
        return message;
    }

    /** MQTT 5 may leave out the reason code if it is success, and the properties if there are none. */
    private static MqttMessageIdVariableHeader acknowledgement(MqttFixedHeader fixed, Fields fields, boolean mqtt5) {
        int packetId = fields.packetId();
        if (!mqtt5) {
            return MqttMessageIdVariableHeader.from(packetId);
        }
        byte code = fields.isAtEnd() ? SUCCESS : ReasonCodes.check(fixed.messageType(), fields.oneByte("reason code"));
        return new MqttPubReplyMessageVariableHeader(packetId, code, properties(PropertySet.ACKNOWLEDGEMENT, fields));
    }

    private static MqttMessage disconnect(MqttFixedHeader fixed, Fields fields, Greeting greeting) {
        byte code = fields.isAtEnd()
                ? SUCCESS
                : ReasonCodes.check(MqttMessageType.DISCONNECT, fields.oneByte("reason code"));
        MqttProperties properties = properties(PropertySet.DISCONNECT, fields);
        if (greeting.sessionEnds()
                && properties.getProperty(MqttProperties.SESSION_EXPIRY_INTERVAL)
                        instanceof MqttProperties.IntegerProperty interval
                && interval.value() != 0) {
            throw BadPacket.protocolError("session expiry: raised from 0 (expected: 0, as in the CONNECT)");
        }
        return new MqttMessage(fixed, new MqttReasonCodeAndPropertiesVariableHeader(code, properties));
    }

    private static MqttMessage authentication(MqttFixedHeader fixed, Fields fields, boolean mqtt5) {
        if (!mqtt5) {
            throw BadPacket.malformed("packet type: 15 (expected: 1-14)");
        }
        byte code = ReasonCodes.check(MqttMessageType.AUTH, fields.isAtEnd() ? SUCCESS : fields.oneByte("reason code"));
        MqttProperties properties = properties(PropertySet.AUTH, fields);
        if (properties.getProperty(MqttProperties.AUTHENTICATION_METHOD) == null) {
            throw BadPacket.protocolError("authentication method: missing");
        }
        return new MqttMessage(fixed, new MqttReasonCodeAndPropertiesVariableHeader(code, properties));
    }

    private static MqttProperties properties(PropertySet allowed, Fields fields) {
        return fields.isAtEnd() ? MqttProperties.NO_PROPERTIES : allowed.read(fields);
    }
}
