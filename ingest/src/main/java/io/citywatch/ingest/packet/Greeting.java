package io.citywatch.ingest.packet;

import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttVersion;

/**
 * What the CONNECT said that later packets of its connection are read by.
 *
 * @param mqtt5 true for MQTT 5, false for 3.1.1
 * @param sessionEnds true if it asked for a session that ends with the connection
 */
public record Greeting(boolean mqtt5, boolean sessionEnds) {
    public static Greeting of(MqttConnectMessage connect) {
        MqttConnectVariableHeader header = connect.variableHeader();
        boolean expires = header.properties().getProperty(MqttProperties.SESSION_EXPIRY_INTERVAL)
                        instanceof MqttProperties.IntegerProperty interval
                && interval.value() != 0;
        return new Greeting(header.version() == MqttVersion.MQTT_5.protocolLevel(), !expires);
    }
}
