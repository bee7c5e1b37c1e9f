package io.citywatch.standalone.config;

/**
 * Where gateway and detection answer for {@code /metrics}, {@code /health/live} and {@code /health/ready}; dispatch
 * answers on its own HTTP port. There is no sign-in, so keep it inside.
 *
 * @param host the address to listen on
 * @param gatewayPort the gateway's; 0 takes any that is free
 * @param detectionPort detection's; 0 takes any that is free
 */
public record ManagementConfig(String host, int gatewayPort, int detectionPort) {
    public static final ManagementConfig DEFAULTS = new ManagementConfig("127.0.0.1", 9101, 9102);

    /** @throws IllegalArgumentException naming the setting, its value and the expectation */
    public ManagementConfig {
        if (host.isBlank()) {
            throw new IllegalArgumentException("host: '' (expected: an address to listen on)");
        }
        requirePort("gateway-port", gatewayPort);
        requirePort("detection-port", detectionPort);
    }

    private static void requirePort(String name, int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(name + ": " + port + " (expected: 0-65535)");
        }
    }
}
