package io.citywatch.ingest.packet;

import io.citywatch.model.PlainText;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessageIdAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttSubscribePayload;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import io.netty.handler.codec.mqtt.MqttUnsubscribePayload;
import java.util.ArrayList;
import java.util.List;

/** Reads SUBSCRIBE and UNSUBSCRIBE. */
final class SubscriptionReader {
    private static final int QOS = 0x03;
    private static final int NO_LOCAL = 0x04;
    private static final int RETAIN_AS_PUBLISHED = 0x08;
    private static final int RESERVED = 0xC0;
    private static final int RESERVED_IN_3_1_1 = 0xFC;

    private SubscriptionReader() {}

    static MqttSubscribeMessage subscribe(MqttFixedHeader fixed, Fields fields, boolean mqtt5) {
        MqttMessageIdAndPropertiesVariableHeader header = header(fields, PropertySet.SUBSCRIBE, mqtt5);
        List<MqttTopicSubscription> asked = new ArrayList<>(1);
        do { // at least one [MQTT-3.8.3-2], in 3.1.1 [MQTT-3.8.3-3]
            String filter = filter(fields);
            int options = fields.oneByte("subscription options");
            asked.add(new MqttTopicSubscription(filter, mqtt5 ? options(filter, options) : qosAlone(options)));
        } while (!fields.isAtEnd());
        return new MqttSubscribeMessage(fixed, header, new MqttSubscribePayload(asked));
    }

    static MqttUnsubscribeMessage unsubscribe(MqttFixedHeader fixed, Fields fields, boolean mqtt5) {
        MqttMessageIdAndPropertiesVariableHeader header = header(fields, PropertySet.UNSUBSCRIBE, mqtt5);
        List<String> filters = new ArrayList<>(1);
        do { // at least one [MQTT-3.10.3-2]
            filters.add(filter(fields));
        } while (!fields.isAtEnd());
        return new MqttUnsubscribeMessage(fixed, header, new MqttUnsubscribePayload(filters));
    }

    private static MqttMessageIdAndPropertiesVariableHeader header(Fields fields, PropertySet allowed, boolean mqtt5) {
        int packetId = fields.packetId();
        return new MqttMessageIdAndPropertiesVariableHeader(
                packetId, mqtt5 ? allowed.read(fields) : MqttProperties.NO_PROPERTIES);
    }

    private static String filter(Fields fields) {
        if (fields.isAtEnd()) {
            throw BadPacket.protocolError("topic filters: none (expected: at least one)");
        }
        return TopicSyntax.filter(fields.string("topic filter"));
    }

    private static MqttSubscriptionOption options(String filter, int options) {
        if ((options & RESERVED) != 0) { // [MQTT-3.8.3-5]
            throw BadPacket.malformed("subscription options: a reserved bit is set");
        }
        int retainHandling = options >> 4;
        if (retainHandling > 2) {
            throw BadPacket.protocolError("retain handling: 3 (expected: 0-2)");
        }
        boolean noLocal = (options & NO_LOCAL) != 0;
        if (noLocal && TopicSyntax.isShared(filter)) { // [MQTT-3.8.3-4]
            throw BadPacket.protocolError("no local: set for " + PlainText.quoted(filter) + " (expected: not shared)");
        }
        return new MqttSubscriptionOption(
                qos(options),
                noLocal,
                (options & RETAIN_AS_PUBLISHED) != 0,
                MqttSubscriptionOption.RetainedHandlingPolicy.valueOf(retainHandling));
    }

    /** 3.1.1 [MQTT-3.8.3-4] */
    private static MqttSubscriptionOption qosAlone(int options) {
        if ((options & RESERVED_IN_3_1_1) != 0) {
            throw BadPacket.malformed("requested QoS: a reserved bit is set");
        }
        return MqttSubscriptionOption.onlyFromQos(qos(options));
    }

    private static MqttQoS qos(int options) {
        if ((options & QOS) == QOS) {
            throw BadPacket.protocolError("requested QoS: 3 (expected: 0-2)");
        }
        return MqttQoS.valueOf(options & QOS);
    }
}
