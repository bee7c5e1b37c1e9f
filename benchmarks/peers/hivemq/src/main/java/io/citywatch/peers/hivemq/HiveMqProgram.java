package io.citywatch.peers.hivemq;

import com.hivemq.embedded.EmbeddedHiveMQ;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * HiveMQ CE in memory on the loopback address; embedded, it lets everybody in. Says {@code ready PORT} when it listens, and ends when
 * its standard input does.
 */
public final class HiveMqProgram {
    /** Nothing of it limits the load: a receive maximum and queues that no run fills, and nothing kept on disk. */
    private static final String CONFIGURATION =
            """
            <?xml version="1.0" encoding="UTF-8" ?>
            <hivemq>
                <listeners>
                    <tcp-listener>
                        <port>%d</port>
                        <bind-address>127.0.0.1</bind-address>
                    </tcp-listener>
                </listeners>
                <mqtt>
                    <receive-maximum>
                        <server-receive-maximum>65535</server-receive-maximum>
                    </receive-maximum>
                </mqtt>
                <persistence>
                    <mode>in-memory</mode>
                </persistence>
                <anonymous-usage-statistics>
                    <enabled>false</enabled>
                </anonymous-usage-statistics>
            </hivemq>
            """;

    private HiveMqProgram() {}

    /** @param arguments a folder of its own, and the port */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int port = Integer.parseInt(arguments[1]);
        try (EmbeddedHiveMQ server = EmbeddedHiveMQ.builder()
                .withConfigurationFolder(configuration(folder, port))
                .withDataFolder(Files.createDirectories(folder.resolve("data")))
                .withExtensionsFolder(Files.createDirectories(folder.resolve("extensions")))
                .build()) {
            server.start().join();
            System.out.println("ready " + port);
            while (System.in.read() >= 0) {
                // until whoever started it closes the pipe, or dies
            }
        }
        System.exit(0);
    }

    private static Path configuration(Path folder, int port) throws IOException {
        Path configuration = Files.createDirectories(folder.resolve("conf"));
        Files.writeString(configuration.resolve("config.xml"), CONFIGURATION.formatted(port), StandardCharsets.UTF_8);
        return configuration;
    }
}
