package io.citywatch.ingest.limit;

import io.netty.util.internal.PlatformDependent;

/**
 * How much may be asked of a gateway.
 *
 * @param connections clients that may be logged in; 0 takes as many as half of the heap bears at 32 KB each
 * @param connectsPerSecond new connections by TCP, and as many by WebSocket; what is more waits in the system's queue
 * @param handshakesPerSecond new connections by TLS
 * @param halfOpen connections that have not logged in yet; of more the oldest has to go
 * @param halfOpenPerAddress the same of one address (IPv6: of one /64), behind which many devices may stand
 * @param begunBytes memory of packets of which only a beginning came, of all connections together; of more the one that
 *     waits longest has to go. 0 takes half of the direct memory
 * @param messagesPerSecond of a device that is registered without a rate; acknowledgements of more are held back
 */
public record LimitConfig(
        int connections,
        int connectsPerSecond,
        int handshakesPerSecond,
        int halfOpen,
        int halfOpenPerAddress,
        int begunBytes,
        int messagesPerSecond) {
    public static final LimitConfig DEFAULTS = new LimitConfig(0, 4_000, 1_000, 10_000, 4_000, 0, 50);

    private static final int MOST = 10_000_000;
    private static final long BYTES_PER_CONNECTION = 32 << 10;

    /** @throws IllegalArgumentException naming the setting, its value and the expectation */
    public LimitConfig {
        range("connections", connections, 0);
        range("connects-per-second", connectsPerSecond, 1);
        range("handshakes-per-second", handshakesPerSecond, 1);
        range("half-open", halfOpen, 1);
        range("half-open-per-address", halfOpenPerAddress, 1);
        range("begun-bytes", begunBytes, 0, Integer.MAX_VALUE);
        range("messages-per-second", messagesPerSecond, 1);
    }

    /** How many clients may be logged in on this machine. */
    public long mostConnections() {
        return connections > 0 ? connections : Runtime.getRuntime().maxMemory() / 2 / BYTES_PER_CONNECTION;
    }

    /** How many bytes of begun packets may be held. */
    public long mostBegunBytes() {
        return begunBytes > 0 ? begunBytes : PlatformDependent.maxDirectMemory() / 2;
    }

    private static void range(String name, int value, int least) {
        range(name, value, least, MOST);
    }

    private static void range(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + least + "-" + most + ")");
        }
    }
}
