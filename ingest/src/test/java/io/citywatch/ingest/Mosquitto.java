package io.citywatch.ingest;

import io.citywatch.ingest.bridge.BridgeConfig;
import io.citywatch.ingest.tls.TestAuthority;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real Mosquitto, as a city runs it, on a free port of the loopback address. */
final class Mosquitto implements AutoCloseable {
    private static final List<Path> PROGRAMS = Stream.of(
                    "/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/usr/bin/mosquitto")
            .map(Path::of)
            .toList();

    private static final String USER = "citywatch";
    private static final String PASSWORD = "only for the bridge";

    private final int port;
    private final Process process;
    private final List<String> login;
    private final Path caFile;

    private Mosquitto(int port, Process process, List<String> login, Path caFile) {
        this.port = port;
        this.process = process;
        this.login = login;
        this.caFile = caFile;
    }

    /** One that lets anybody in. */
    static Mosquitto start(Path folder) throws Exception {
        return start(folder, "allow_anonymous true\n", List.of(), null);
    }

    /** One that speaks TLS alone, and lets in who knows the password. */
    static Mosquitto startSecured(Path folder, TestAuthority authority) throws Exception {
        Path passwords = folder.resolve("passwords");
        run(List.of("mosquitto_passwd", "-b", "-c", passwords.toString(), USER, PASSWORD), List.of());
        Path caFile = TestAuthority.write(folder.resolve("ca.pem"), authority.certificatePem());
        TestAuthority.Holder server = authority.server();
        String settings = """
                allow_anonymous false
                password_file %s
                certfile %s
                keyfile %s
                """.formatted(
                        passwords,
                        TestAuthority.write(folder.resolve("server.pem"), server.certificatePem()),
                        TestAuthority.write(folder.resolve("server-key.pem"), server.keyPem()));
        return start(folder, settings, List.of("--cafile", caFile.toString(), "-u", USER, "-P", PASSWORD), caFile);
    }

    private static Mosquitto start(Path folder, String more, List<String> login, Path caFile) throws Exception {
        Path program = PROGRAMS.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("mosquitto: missing (expected: in " + PROGRAMS + ")"));
        int port = freePort();
        Path settings = folder.resolve("mosquitto.conf");
        Files.writeString(settings, """
                user root
                persistence false
                max_queued_messages 0
                listener %d 127.0.0.1
                """.formatted(port) + more);
        Process process = new ProcessBuilder(program.toString(), "-c", settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("mosquitto.log").toFile())
                .start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!isListening(port)) {
            if (System.nanoTime() > deadline || !process.isAlive()) {
                process.destroyForcibly();
                throw new IllegalStateException("mosquitto does not listen on " + port);
            }
            Thread.onSpinWait();
        }
        return new Mosquitto(port, process, login, caFile);
    }

    int port() {
        return port;
    }

    /** How a bridge gets in. */
    BridgeConfig bridge(String group) {
        BridgeConfig standard = BridgeConfig.to((caFile == null ? "mqtt" : "mqtts") + "://127.0.0.1:" + port);
        return new BridgeConfig(
                standard.url(),
                login.isEmpty() ? "" : USER,
                login.isEmpty() ? "" : PASSWORD,
                caFile,
                group,
                standard.connections(),
                standard.receiveMaximum(),
                standard.sessionExpiry(),
                true);
    }

    /** Publishes with somebody else's client; returns once the broker has it. */
    void publish(String topic, String payload, String... more) throws Exception {
        List<String> options = new ArrayList<>(List.of("-m", payload));
        options.addAll(Arrays.asList(more));
        run(topic, options, List.of());
    }

    /** Each line is a message. */
    void publishLines(String topic, List<String> payloads) throws Exception {
        run(topic, List.of("-l"), payloads);
    }

    private void run(String topic, List<String> options, List<String> lines) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("mosquitto_pub", "-h", "127.0.0.1", "-p", Integer.toString(port), "-q", "1", "-t", topic));
        command.addAll(login);
        command.addAll(options);
        run(command, lines);
    }

    private static void run(List<String> command, List<String> lines) throws Exception {
        Process client = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (Writer input = client.outputWriter()) {
            for (String line : lines) {
                input.write(line + "\n");
            }
        }
        if (!client.waitFor(60, TimeUnit.SECONDS) || client.exitValue() != 0) {
            client.destroyForcibly();
            throw new IllegalStateException(command.get(0) + " failed: " + command);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private static boolean isListening(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
