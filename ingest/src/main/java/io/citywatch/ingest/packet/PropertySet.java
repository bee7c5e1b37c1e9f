package io.citywatch.ingest.packet;

import static io.netty.handler.codec.mqtt.MqttProperties.AUTHENTICATION_DATA;
import static io.netty.handler.codec.mqtt.MqttProperties.AUTHENTICATION_METHOD;
import static io.netty.handler.codec.mqtt.MqttProperties.CONTENT_TYPE;
import static io.netty.handler.codec.mqtt.MqttProperties.CORRELATION_DATA;
import static io.netty.handler.codec.mqtt.MqttProperties.MAXIMUM_PACKET_SIZE;
import static io.netty.handler.codec.mqtt.MqttProperties.PAYLOAD_FORMAT_INDICATOR;
import static io.netty.handler.codec.mqtt.MqttProperties.PUBLICATION_EXPIRY_INTERVAL;
import static io.netty.handler.codec.mqtt.MqttProperties.REASON_STRING;
import static io.netty.handler.codec.mqtt.MqttProperties.RECEIVE_MAXIMUM;
import static io.netty.handler.codec.mqtt.MqttProperties.REQUEST_PROBLEM_INFORMATION;
import static io.netty.handler.codec.mqtt.MqttProperties.REQUEST_RESPONSE_INFORMATION;
import static io.netty.handler.codec.mqtt.MqttProperties.RESPONSE_TOPIC;
import static io.netty.handler.codec.mqtt.MqttProperties.SESSION_EXPIRY_INTERVAL;
import static io.netty.handler.codec.mqtt.MqttProperties.SUBSCRIPTION_IDENTIFIER;
import static io.netty.handler.codec.mqtt.MqttProperties.TOPIC_ALIAS;
import static io.netty.handler.codec.mqtt.MqttProperties.TOPIC_ALIAS_MAXIMUM;
import static io.netty.handler.codec.mqtt.MqttProperties.USER_PROPERTY;
import static io.netty.handler.codec.mqtt.MqttProperties.WILL_DELAY_INTERVAL;

import io.netty.handler.codec.mqtt.MqttProperties;

/**
 * The properties that a client may put into a packet: each of its type and in its range, and none twice but user
 * properties. One that belongs elsewhere is malformed, a value that is forbidden a protocol error [MQTT 5, 2.2.2.2].
 */
enum PropertySet {
    CONNECT(
            SESSION_EXPIRY_INTERVAL,
            RECEIVE_MAXIMUM,
            MAXIMUM_PACKET_SIZE,
            TOPIC_ALIAS_MAXIMUM,
            REQUEST_RESPONSE_INFORMATION,
            REQUEST_PROBLEM_INFORMATION,
            USER_PROPERTY,
            AUTHENTICATION_METHOD,
            AUTHENTICATION_DATA),
    WILL(
            WILL_DELAY_INTERVAL,
            PAYLOAD_FORMAT_INDICATOR,
            PUBLICATION_EXPIRY_INTERVAL,
            CONTENT_TYPE,
            RESPONSE_TOPIC,
            CORRELATION_DATA,
            USER_PROPERTY),
    PUBLISH(
            PAYLOAD_FORMAT_INDICATOR,
            PUBLICATION_EXPIRY_INTERVAL,
            TOPIC_ALIAS,
            RESPONSE_TOPIC,
            CORRELATION_DATA,
            USER_PROPERTY,
            CONTENT_TYPE),
    ACKNOWLEDGEMENT(REASON_STRING, USER_PROPERTY),
    SUBSCRIBE(SUBSCRIPTION_IDENTIFIER, USER_PROPERTY),
    UNSUBSCRIBE(USER_PROPERTY),
    DISCONNECT(SESSION_EXPIRY_INTERVAL, REASON_STRING, USER_PROPERTY),
    AUTH(AUTHENTICATION_METHOD, AUTHENTICATION_DATA, REASON_STRING, USER_PROPERTY);

    private final long allowed;

    PropertySet(int... ids) {
        long bits = 0;
        for (int id : ids) {
            bits |= 1L << id;
        }
        this.allowed = bits;
    }

    /** Reads the length of the properties and as many bytes. */
    MqttProperties read(Fields packet) {
        int length = packet.variable("property length");
        if (length == 0) {
            return MqttProperties.NO_PROPERTIES;
        }
        Fields fields = packet.part(length, "properties");
        MqttProperties properties = new MqttProperties();
        long seen = 0;
        while (!fields.isAtEnd()) {
            int id = fields.variable("property id");
            if (id >= Long.SIZE || ((allowed >> id) & 1) == 0) {
                throw misplaced(id);
            }
            if (((seen >> id) & 1) != 0 && id != USER_PROPERTY) {
                throw BadPacket.protocolError("property " + id + ": twice (expected: at most once)");
            }
            seen |= 1L << id;
            properties.add(one(id, fields));
        }
        return properties;
    }

    private BadPacket misplaced(int id) {
        // A client that sends a subscription identifier makes a mistake of its own kind. [MQTT-3.3.4-6]
        return this == PUBLISH && id == SUBSCRIPTION_IDENTIFIER
                ? BadPacket.protocolError("property " + id + " of PUBLISH (expected: from a server alone)")
                : BadPacket.malformed("property " + id + " of " + this + " (expected: one that is defined there)");
    }

    private static MqttProperties.MqttProperty<?> one(int id, Fields fields) {
        String field = "property " + id;
        return switch (id) {
            case PAYLOAD_FORMAT_INDICATOR, REQUEST_PROBLEM_INFORMATION, REQUEST_RESPONSE_INFORMATION -> {
                int value = fields.oneByte(field);
                if (value > 1) {
                    throw BadPacket.protocolError(field + ": " + value + " (expected: 0 or 1)");
                }
                yield new MqttProperties.IntegerProperty(id, value);
            }
            case RECEIVE_MAXIMUM -> new MqttProperties.IntegerProperty(id, notZero(fields.twoBytes(field), field));
            case TOPIC_ALIAS -> new MqttProperties.IntegerProperty(id, alias(fields.twoBytes(field)));
            case TOPIC_ALIAS_MAXIMUM -> new MqttProperties.IntegerProperty(id, fields.twoBytes(field));
            case MAXIMUM_PACKET_SIZE -> new MqttProperties.IntegerProperty(id, notZero(fields.fourBytes(field), field));
            case SESSION_EXPIRY_INTERVAL, WILL_DELAY_INTERVAL, PUBLICATION_EXPIRY_INTERVAL ->
                new MqttProperties.IntegerProperty(id, fields.fourBytes(field));
            case SUBSCRIPTION_IDENTIFIER ->
                new MqttProperties.IntegerProperty(id, notZero(fields.variable(field), field));
            case CONTENT_TYPE, AUTHENTICATION_METHOD, REASON_STRING ->
                new MqttProperties.StringProperty(id, fields.string(field));
            case RESPONSE_TOPIC -> // [MQTT-3.3.2-14]
                new MqttProperties.StringProperty(id, TopicSyntax.name(fields.string(field), field));
            case CORRELATION_DATA, AUTHENTICATION_DATA -> new MqttProperties.BinaryProperty(id, fields.binary(field));
            case USER_PROPERTY -> new MqttProperties.UserProperty(fields.string(field), fields.string(field));
            default -> throw BadPacket.malformed(field + " (expected: one that is defined)");
        };
    }

    private static int notZero(int value, String field) {
        if (value == 0) {
            throw BadPacket.protocolError(field + ": 0 (expected: above 0)");
        }
        return value;
    }

    /** [MQTT-3.3.2-8] */
    private static int alias(int value) {
        if (value == 0) {
            throw new BadPacket(new Fault(Fault.Kind.TOPIC_ALIAS_INVALID, "topic alias: 0 (expected: 1-65535)"));
        }
        return value;
    }
}
