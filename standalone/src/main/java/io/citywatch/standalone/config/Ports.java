package io.citywatch.standalone.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * The ports of one platform.
 *
 * @param http console and API
 * @param mqtt devices and phones
 * @param kafka the log's clients
 * @param kafkaController the log's own quorum
 * @param postgres records
 * @param questdb history
 * @param mqtts devices and phones by TLS
 * @param ws devices and phones by WebSocket
 */
public record Ports(int http, int mqtt, int kafka, int kafkaController, int postgres, int questdb, int mqtts, int ws) {
    /** The ports that {@code run} takes unless its configuration says otherwise. */
    public static final Ports STANDARD = new Ports(8080, 1883, 9092, 9093, 5433, 9000, 8883, 8083);

    private static final int COUNT = 8;

    /** @throws IllegalArgumentException if a port is outside 1 to 65535 */
    public Ports {
        requirePort("http", http);
        requirePort("mqtt", mqtt);
        requirePort("kafka", kafka);
        requirePort("kafka-controller", kafkaController);
        requirePort("postgres", postgres);
        requirePort("questdb", questdb);
        requirePort("mqtts", mqtts);
        requirePort("ws", ws);
    }

    private static void requirePort(String name, int port) {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException(name + ": " + port + " (expected: 1-65535)");
        }
    }

    /**
     * Eight in a row: http, mqtt, kafka, kafkaController, postgres, questdb, mqtts, ws.
     *
     * @throws StartFailure if they are not all ports
     */
    public static Ports from(int base) {
        try {
            return new Ports(base, base + 1, base + 2, base + 3, base + 4, base + 5, base + 6, base + 7);
        } catch (IllegalArgumentException e) {
            throw new StartFailure("--port-base: " + base + " (expected: 1-65528)", e);
        }
    }

    /** Eight that were free a moment ago. */
    public static Ports free() {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < COUNT; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            List<Integer> ports =
                    sockets.stream().map(ServerSocket::getLocalPort).toList();
            return new Ports(
                    ports.get(0),
                    ports.get(1),
                    ports.get(2),
                    ports.get(3),
                    ports.get(4),
                    ports.get(5),
                    ports.get(6),
                    ports.get(7));
        } catch (IOException e) {
            throw new StartFailure("no free ports on this machine: " + e.getMessage(), e);
        } finally {
            sockets.forEach(Ports::closeQuietly);
        }
    }

    /**
     * @param tls whether the port for TLS is wanted
     * @throws StartFailure naming every port that another process holds
     */
    public void requireFree(boolean tls) {
        List<String> taken = new ArrayList<>();
        check("http", http, taken);
        check("mqtt", mqtt, taken);
        check("kafka", kafka, taken);
        check("kafka-controller", kafkaController, taken);
        check("postgres", postgres, taken);
        check("questdb", questdb, taken);
        check("ws", ws, taken);
        if (tls) {
            check("mqtts", mqtts, taken);
        }
        if (!taken.isEmpty()) {
            throw new StartFailure("ports taken by other processes: " + String.join(", ", taken)
                    + " (expected: free ports; choose others with --port-base or in the configuration file)");
        }
    }

    private static void check(String name, int port, List<String> taken) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
        } catch (IOException e) {
            taken.add(name + " " + port);
        }
    }

    private static void closeQuietly(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new StartFailure("port " + socket.getLocalPort() + " cannot be freed: " + e.getMessage(), e);
        }
    }
}
