package io.citywatch.ingest.mqtt;

import io.citywatch.ingest.GatewayConfig;
import io.citywatch.ingest.session.ClientLimits;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttProperties;
import java.time.Duration;

/**
 * What a CONNECT asks for, what of it the gateway grants, and what the gateway says in its CONNACK to an MQTT 5 client.
 *
 * @param clean true if an older session is to be thrown away
 * @param expiry how long the session is kept, as granted
 * @param expiryAsked seconds, as asked
 * @param keepAlive seconds, as granted; 0 is for ever
 * @param keepAliveAsked seconds, as asked
 */
record SessionTerms(boolean clean, Duration expiry, long expiryAsked, int keepAlive, int keepAliveAsked) {
    private static final int MOST_IN_FLIGHT = 65_535;
    private static final long UNSIGNED = 0xFFFF_FFFFL;

    static SessionTerms of(MqttConnectVariableHeader header, boolean mqtt5, GatewayConfig config) {
        int longest = (int) config.longestKeepAlive().toSeconds();
        int asked = header.keepAliveTimeSeconds();
        boolean capped = mqtt5 && (asked == 0 || asked > longest);
        // MQTT 3.1.1 cannot say how long: a session that is not clean is kept as long as any.
        int expiry = mqtt5
                ? PacketProperties.number(header.properties(), MqttProperties.SESSION_EXPIRY_INTERVAL, 0)
                : (header.isCleanSession() ? 0 : -1);
        return new SessionTerms(
                header.isCleanSession(), expiry(expiry, config), expiry & UNSIGNED, capped ? longest : asked, asked);
    }

    /** What is granted of a session expiry interval; its bits are those of an unsigned number. */
    static Duration expiry(int seconds, GatewayConfig config) {
        return Duration.ofSeconds(
                Math.min(seconds & UNSIGNED, config.longestSession().toSeconds()));
    }

    /** The highest topic alias that the client may use; 0 for none. */
    int topicAliases() {
        return clean && expiryAsked == 0 ? TopicAliases.MOST : 0;
    }

    /** What this gateway can do, for a client of MQTT 5; what it does not say holds as the standard's default. */
    MqttProperties offered(int packetLimit, GatewayConfig config) {
        MqttProperties offered = new MqttProperties();
        add(offered, MqttProperties.RECEIVE_MAXIMUM, config.receiveMaximum());
        add(offered, MqttProperties.RETAIN_AVAILABLE, 0);
        add(offered, MqttProperties.MAXIMUM_PACKET_SIZE, packetLimit);
        add(offered, MqttProperties.TOPIC_ALIAS_MAXIMUM, topicAliases());
        add(offered, MqttProperties.SHARED_SUBSCRIPTION_AVAILABLE, 0);
        if (keepAlive != keepAliveAsked) {
            add(offered, MqttProperties.SERVER_KEEP_ALIVE, keepAlive);
        }
        if (expiry.toSeconds() != expiryAsked) {
            add(offered, MqttProperties.SESSION_EXPIRY_INTERVAL, (int) expiry.toSeconds());
        }
        return offered;
    }

    /** What an MQTT 5 client can bear. */
    static ClientLimits limits(MqttProperties properties) {
        int receiveMaximum = PacketProperties.number(properties, MqttProperties.RECEIVE_MAXIMUM, MOST_IN_FLIGHT);
        long maximumPacketSize = PacketProperties.number(properties, MqttProperties.MAXIMUM_PACKET_SIZE, -1) & UNSIGNED;
        boolean problemInformation =
                PacketProperties.number(properties, MqttProperties.REQUEST_PROBLEM_INFORMATION, 1) == 1;
        return new ClientLimits(true, receiveMaximum, maximumPacketSize, problemInformation);
    }

    private static void add(MqttProperties properties, int id, int value) {
        properties.add(new MqttProperties.IntegerProperty(id, value));
    }
}
