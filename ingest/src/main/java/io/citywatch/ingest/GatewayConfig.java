package io.citywatch.ingest;

import io.citywatch.ingest.limit.LimitConfig;
import io.citywatch.ingest.tls.TlsConfig;
import io.citywatch.model.IdSyntax;
import java.time.Duration;
import java.util.Objects;

/**
 * What a gateway is told at its start.
 *
 * @param id the gateway's own id, in presence, pulses and audit
 * @param host the address to listen on
 * @param mqttPort the port for MQTT over TCP; 0 takes a free one
 * @param bootstrapServers the log
 * @param packetBytes the longest packet of a client
 * @param thermalPacketBytes the longest packet of a thermal camera
 * @param connectBytes the longest CONNECT; nothing else is read before one
 * @param connectTimeout how long a new connection may take to send its CONNECT
 * @param longestKeepAlive MQTT 5 clients that ask for more, or for none, are told this
 * @param receiveMaximum unacknowledged messages of a connection at which reading stops
 * @param logTimeout how long the log may take for a message before its connection is closed unacknowledged
 * @param logSilence without an acknowledged pulse for this long the log counts as not available
 * @param emergencyBufferBytes messages of the emergency lane on their way to the log
 * @param bulkBufferBytes messages of the bulk lane on their way to the log
 * @param bulkLinger how long a bulk message waits for company, beyond the time that the log takes for those before it
 * @param closeTimeout how long a graceful close waits for the log
 * @param longestSession the longest that a session is kept after its connection; clients that ask for more are told
 * @param keptSessions sessions to keep of clients that are not connected; those that expire first go first
 * @param webSocketPort the port for MQTT over WebSocket, path {@code /mqtt}; 0 takes a free one, -1 offers none
 * @param tls MQTT over TLS
 * @param limits how much may be asked of it
 */
public record GatewayConfig(
        String id,
        String host,
        int mqttPort,
        String bootstrapServers,
        int packetBytes,
        int thermalPacketBytes,
        int connectBytes,
        Duration connectTimeout,
        Duration longestKeepAlive,
        int receiveMaximum,
        Duration logTimeout,
        Duration logSilence,
        long emergencyBufferBytes,
        long bulkBufferBytes,
        Duration bulkLinger,
        Duration closeTimeout,
        Duration longestSession,
        int keptSessions,
        int webSocketPort,
        TlsConfig tls,
        LimitConfig limits) {
    /** @throws IllegalArgumentException naming the setting, its value and the expectation */
    public GatewayConfig {
        IdSyntax.check("id", id);
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(bootstrapServers, "bootstrap-servers");
        range("mqtt-port", mqttPort, 0, 65_535);
        range("packet-bytes", packetBytes, 1_024, 2 << 20);
        range("thermal-packet-bytes", thermalPacketBytes, packetBytes, 2 << 20);
        range("connect-bytes", connectBytes, 256, packetBytes);
        range("connect-timeout-millis", connectTimeout.toMillis(), 100, 600_000);
        range("longest-keep-alive-seconds", longestKeepAlive.toSeconds(), 1, 65_535);
        range("receive-maximum", receiveMaximum, 1, 65_535);
        range("log-timeout-millis", logTimeout.toMillis(), 1_000, 600_000);
        range("log-silence-millis", logSilence.toMillis(), 1_500, 600_000);
        range("emergency-buffer-bytes", emergencyBufferBytes, 8 << 20, 1L << 32);
        range("bulk-buffer-bytes", bulkBufferBytes, 8 << 20, 1L << 32);
        range("bulk-linger-millis", bulkLinger.toMillis(), 0, 1_000);
        range("close-timeout-millis", closeTimeout.toMillis(), 0, 600_000);
        range("longest-session-seconds", longestSession.toSeconds(), 0, 30 * 86_400);
        range("kept-sessions", keptSessions, 0, 10_000_000);
        range("web-socket-port", webSocketPort, -1, 65_535);
    }

    /** Everything else by default. */
    public static GatewayConfig of(String id, String host, int mqttPort, String bootstrapServers) {
        return new GatewayConfig(
                id,
                host,
                mqttPort,
                bootstrapServers,
                64 << 10,
                1 << 20,
                8 << 10,
                Duration.ofSeconds(10),
                Duration.ofHours(1),
                1_000,
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                16 << 20,
                64 << 20,
                Duration.ZERO,
                Duration.ofSeconds(5),
                Duration.ofDays(1),
                50_000,
                -1,
                TlsConfig.NONE,
                LimitConfig.DEFAULTS);
    }

    /** The same at another address, before another log. */
    public GatewayConfig at(String otherHost, int otherPort, String otherServers) {
        return copy(
                otherHost,
                otherPort,
                otherServers,
                logTimeout,
                logSilence,
                longestSession,
                keptSessions,
                webSocketPort,
                tls,
                limits);
    }

    /** The same with other doors and limits. */
    public GatewayConfig with(int otherWebSocketPort, TlsConfig otherTls, LimitConfig otherLimits) {
        return copy(
                host,
                mqttPort,
                bootstrapServers,
                logTimeout,
                logSilence,
                longestSession,
                keptSessions,
                otherWebSocketPort,
                otherTls,
                otherLimits);
    }

    /** The same with other limits of time for the log. */
    public GatewayConfig withLogTimeouts(Duration timeout, Duration silence) {
        return copy(
                host,
                mqttPort,
                bootstrapServers,
                timeout,
                silence,
                longestSession,
                keptSessions,
                webSocketPort,
                tls,
                limits);
    }

    /** The same with other bounds for sessions. */
    public GatewayConfig withSessions(Duration longest, int kept) {
        return copy(
                host, mqttPort, bootstrapServers, logTimeout, logSilence, longest, kept, webSocketPort, tls, limits);
    }

    /** The same but for what others may change. */
    private GatewayConfig copy(
            String otherHost,
            int otherPort,
            String otherServers,
            Duration timeout,
            Duration silence,
            Duration longest,
            int kept,
            int otherWebSocketPort,
            TlsConfig otherTls,
            LimitConfig otherLimits) {
        return new GatewayConfig(
                id,
                otherHost,
                otherPort,
                otherServers,
                packetBytes,
                thermalPacketBytes,
                connectBytes,
                connectTimeout,
                longestKeepAlive,
                receiveMaximum,
                timeout,
                silence,
                emergencyBufferBytes,
                bulkBufferBytes,
                bulkLinger,
                closeTimeout,
                longest,
                kept,
                otherWebSocketPort,
                otherTls,
                otherLimits);
    }

    private static void range(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + least + "-" + most + ")");
        }
    }
}
