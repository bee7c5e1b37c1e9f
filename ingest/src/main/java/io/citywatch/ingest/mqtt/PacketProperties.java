package io.citywatch.ingest.mqtt;

import io.netty.handler.codec.mqtt.MqttProperties;
import org.jspecify.annotations.Nullable;

/** Reads the properties of a packet. The decoder has let through only what is allowed there, of its type and once. */
final class PacketProperties {
    private PacketProperties() {}

    /** A number as its bits, of which some properties use all 32 without a sign. */
    static int number(MqttProperties properties, int id, int otherwise) {
        return properties.getProperty(id) instanceof MqttProperties.IntegerProperty property
                ? property.value()
                : otherwise;
    }

    static @Nullable String text(MqttProperties properties, int id) {
        return properties.getProperty(id) instanceof MqttProperties.StringProperty property ? property.value() : null;
    }
}
