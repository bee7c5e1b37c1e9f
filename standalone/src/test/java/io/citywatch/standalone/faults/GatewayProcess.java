package io.citywatch.standalone.faults;

import io.citywatch.ingest.tls.TlsConfig;
import io.citywatch.standalone.config.Ports;
import io.citywatch.standalone.demo.DemoCertificates;
import io.citywatch.standalone.endtoend.Await;
import io.citywatch.standalone.endtoend.JavaProgram;
import io.citywatch.standalone.endtoend.RolePages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The role {@code gateway} as a process of its own with a small heap, always on the same ports, that may be killed. */
final class GatewayProcess implements AutoCloseable {
    static final long MOST_HEAP_BYTES = 256L << 20;

    private static final Duration START = Duration.ofMinutes(2);

    private final Path folder;
    private final Ports ports;
    private final TlsConfig tls;
    private final Path config;
    private final RolePages pages = new RolePages(Duration.ofSeconds(20));
    private JavaProgram program;

    /** @param logTimeout of the gateway, as {@code gateway.log-timeout}; its log silence is as long at most */
    GatewayProcess(Path folder, String log, Ports ports, Duration logTimeout) throws IOException {
        this.folder = folder;
        this.ports = ports;
        this.tls = DemoCertificates.in(folder).config();
        this.config = folder.resolve("citywatch.yaml");
        Files.write(
                config,
                List.of(
                        "citywatch:",
                        "  log: { bootstrap-servers: '" + log + "' }",
                        "  gateway:",
                        "    mqtt-port: " + ports.mqtt(),
                        "    web-socket-port: " + ports.ws(),
                        "    log-timeout: " + logTimeout.toSeconds() + "s",
                        "    log-silence: " + Math.min(5, logTimeout.toSeconds()) + "s",
                        "    tls:",
                        "      port: " + ports.mqtts(),
                        "      certificate-file: " + tls.certificateFile(),
                        "      key-file: " + tls.keyFile(),
                        "    limits: { messages-per-second: 1000 }",
                        "  management: { gateway-port: " + ports.http() + " }"));
        this.program = launch();
    }

    private JavaProgram launch() {
        return JavaProgram.start(
                "gateway",
                folder,
                Map.of("CITYWATCH_LOG_TO", "stderr"),
                List.of(
                        "-Xmx" + MOST_HEAP_BYTES,
                        "-XX:MaxDirectMemorySize=256m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:TieredStopAtLevel=1", // it starts often
                        "-Dcitywatch.data=" + folder,
                        "-Dcom.linecorp.armeria.useOpenSsl=false",
                        "-Dcom.linecorp.armeria.warnNettyVersions=false",
                        "io.citywatch.standalone.Citywatch",
                        "gateway",
                        "--config",
                        config.toString()));
    }

    int mqttPort() {
        return ports.mqtt();
    }

    Transport tcp() {
        return Transport.tcp(ports.mqtt());
    }

    Transport tls() {
        return Transport.tls(ports.mqtts(), tls.clientCaFile());
    }

    Transport webSocket() {
        return Transport.webSocket(ports.ws());
    }

    /** kill -9. */
    void kill() {
        program.kill();
    }

    void startAgain() {
        program = launch();
    }

    long pid() {
        return program.pid();
    }

    String said() {
        return program.said();
    }

    void awaitReady() {
        String unused = Await.until("/health/ready", START, this::ready, body -> body.contains("\"healthy\":true"));
    }

    /** What {@code /health/ready} says; while nobody answers there, why. */
    String ready() {
        if (!program.isAlive()) {
            throw new AssertionError("the gateway ended by itself, said: " + program.said());
        }
        return body("/health/ready");
    }

    /** The sum of a metric over all its tags that hold a text; 0 if there is none. */
    long metric(String name, String tag) {
        return (long) body("/metrics")
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> line.contains(tag))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    long heapBytes() {
        return metric("jvm_memory_used_bytes", "area=\"heap\"");
    }

    /** What the system has given it. */
    long residentBytes() {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid()), "status")).stream()
                            .filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum()
                    << 10;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String body(String path) {
        return pages.body(ports.http(), path);
    }

    @Override
    public void close() {
        program.close();
    }
}
