package io.citywatch.ingest.bridge;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The broker that a city already runs.
 *
 * @param url {@code mqtt://host:port} or {@code mqtts://host:port}; empty for no bridge
 * @param user who the bridge is at the broker; it must be let subscribe to all devices and publish their commands
 * @param password empty if the broker asks for none
 * @param caFile certificates to trust, PEM; those of the JVM if absent
 * @param group of the shared subscription; gateways with the same group share the messages
 * @param connections to the broker: one for the emergency lane, the others for bulk
 * @param receiveMaximum unacknowledged messages a connection, at which the broker stops sending
 * @param sessionExpiry how long the broker keeps for a bridge that is away
 * @param commands whether this gateway carries commands and offers out; of several gateways one should
 */
public record BridgeConfig(
        String url,
        String user,
        String password,
        @Nullable Path caFile,
        String group,
        int connections,
        int receiveMaximum,
        Duration sessionExpiry,
        boolean commands) {
    private static final Pattern GROUP = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final int MOST_CONNECTIONS = 32;

    /** No bridge, and the defaults of one. */
    public static final BridgeConfig NONE =
            new BridgeConfig("", "", "", null, "citywatch", 4, 64, Duration.ofHours(24), true);

    /** @throws IllegalArgumentException naming the setting, its value and the expectation */
    public BridgeConfig {
        if (!url.isEmpty() && serverOf(url).isEmpty()) {
            throw new IllegalArgumentException("url: '" + url + "' (expected: mqtt://host:port or mqtts://host:port)");
        }
        if (!GROUP.matcher(group).matches()) {
            throw new IllegalArgumentException("group: '" + group + "' (expected: " + GROUP.pattern() + ")");
        }
        range("connections", connections, 2, MOST_CONNECTIONS);
        range("receive-maximum", receiveMaximum, 1, 65_535);
        range("session-expiry-seconds", sessionExpiry.toSeconds(), 1, 0xFFFF_FFFEL);
    }

    public boolean isOn() {
        return !url.isEmpty();
    }

    /** The address as Paho writes it. */
    String server() {
        return serverOf(url)
                .orElseThrow(() -> new IllegalStateException("url: none (expected: mqtt://host:port or mqtts://...)"));
    }

    /** The same at one broker, with everything else by default. */
    public static BridgeConfig to(String url) {
        return new BridgeConfig(
                url,
                NONE.user,
                NONE.password,
                NONE.caFile,
                NONE.group,
                NONE.connections,
                NONE.receiveMaximum,
                NONE.sessionExpiry,
                NONE.commands);
    }

    private static Optional<String> serverOf(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (uri.getHost() == null || uri.getScheme() == null) {
            return Optional.empty();
        }
        return switch (uri.getScheme()) {
            case "mqtt" -> Optional.of("tcp://" + uri.getHost() + ":" + (uri.getPort() < 0 ? 1883 : uri.getPort()));
            case "mqtts" -> Optional.of("ssl://" + uri.getHost() + ":" + (uri.getPort() < 0 ? 8883 : uri.getPort()));
            default -> Optional.empty();
        };
    }

    private static void range(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + least + "-" + most + ")");
        }
    }
}
