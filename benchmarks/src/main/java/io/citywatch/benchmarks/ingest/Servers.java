package io.citywatch.benchmarks.ingest;

import io.citywatch.benchmarks.process.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Starts the contenders, each in a folder of its own below one. */
final class Servers {
    /** What the launcher gives a platform. */
    private static final List<String> JVM = List.of(
            "-XX:+UseG1GC",
            "-Xms256m",
            "-Xmx1600m",
            "-XX:MaxDirectMemorySize=512m",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:+ExplicitGCInvokesConcurrent");
    /** A heap that a collection shrinks to what lives, so that resident memory shows what connections need. */
    private static final List<String> TIGHT_JVM = List.of(
            "-XX:+UseG1GC",
            "-Xms32m",
            "-Xmx1600m",
            "-XX:MinHeapFreeRatio=5",
            "-XX:MaxHeapFreeRatio=10",
            "-XX:MaxDirectMemorySize=512m",
            "-XX:+ExitOnOutOfMemoryError");
    /** Built by the launcher, outside our own build. */
    private static final Path HIVEMQ = Path.of("benchmarks", "peers", "hivemq", "target");

    private static final List<Path> MOSQUITTO =
            List.of(Path.of("/usr/sbin/mosquitto"), Path.of("/usr/local/sbin/mosquitto"));
    private static final String ENDING_WITH_INPUT = "exec 3<&0; (read end <&3; kill $$) & exec \"$0\" -c \"$1\"";
    private static final long LISTEN_SECONDS = 30;
    private static final long LOOK_EVERY_MILLIS = 20;

    private final Path folder;
    private final int devices;
    private int started;

    /** @param devices how many may connect */
    Servers(Path folder, int devices) {
        this.folder = folder;
        this.devices = devices;
    }

    /** @throws ContenderMissing saying how to get it */
    Server start(Contender contender) {
        return switch (contender) {
            case CITYWATCH, CITYWATCH_WITHOUT_LOG -> gateway(contender, JVM);
            case MOSQUITTO -> mosquitto();
            case HIVEMQ_CE -> hiveMq();
        };
    }

    /** Citywatch in a heap that shrinks, to measure memory. */
    Server startTight() {
        return gateway(Contender.CITYWATCH, TIGHT_JVM);
    }

    private Server gateway(Contender contender, List<String> jvm) {
        Path own = ownFolder(contender);
        List<String> command = java(jvm, System.getProperty("java.class.path"));
        command.add("-Dcitywatch.data=" + own);
        command.add("-Dio.netty.tryReflectionSetAccessible=false");
        command.addAll(
                List.of(GatewayProgram.class.getName(), own.toString(), contender.text(), Integer.toString(devices)));
        ServerProcess process = ServerProcess.start(command, own.resolve("stderr"));
        try {
            String[] ports = process.answer("ready").split(" ");
            OptionalInt tls =
                    ports[1].equals("none") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(ports[1]));
            return new Server(contender, process, Integer.parseInt(ports[0]), tls);
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
    }

    private Server hiveMq() {
        if (!Files.isDirectory(HIVEMQ.resolve("lib"))) {
            throw new ContenderMissing("not built (the launcher builds it: mvn -f benchmarks/peers/hivemq/pom.xml"
                    + " process-classes; it needs Maven Central once)");
        }
        Path own = ownFolder(Contender.HIVEMQ_CE);
        int port = freePort();
        List<String> command = java(JVM, HIVEMQ.resolve("classes") + ":" + HIVEMQ.resolve("lib") + "/*");
        command.addAll(List.of("io.citywatch.peers.hivemq.HiveMqProgram", own.toString(), Integer.toString(port)));
        ServerProcess process = ServerProcess.start(command, own.resolve("stderr"));
        try {
            String unused = process.answer("ready");
            return new Server(Contender.HIVEMQ_CE, process, port, OptionalInt.empty());
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
    }

    private Server mosquitto() {
        Path program = MOSQUITTO.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new ContenderMissing(
                        "not installed (Debian: apt-get install --no-install-recommends mosquitto)"));
        Path own = ownFolder(Contender.MOSQUITTO);
        int port = freePort();
        Path configuration = own.resolve("mosquitto.conf");
        try {
            Files.writeString(
                    configuration,
                    String.join(
                            "\n",
                            "listener " + port + " 127.0.0.1",
                            "allow_anonymous true",
                            "persistence false",
                            "log_type none",
                            "max_inflight_messages 0",
                            "max_queued_messages 0",
                            "set_tcp_nodelay true",
                            "user " + System.getProperty("user.name"),
                            ""),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(configuration + " cannot be written", e);
        }
        // It does not read its standard input, so a shell beside it ends it when our end of the pipe closes.
        ServerProcess process = ServerProcess.start(
                List.of("/bin/sh", "-c", ENDING_WITH_INPUT, program.toString(), configuration.toString()),
                own.resolve("stderr"));
        awaitListening(process, port);
        return new Server(Contender.MOSQUITTO, process, port, OptionalInt.empty());
    }

    private static void awaitListening(ServerProcess process, int port) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LISTEN_SECONDS);
        while (process.isAlive() && System.nanoTime() < end) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return;
            } catch (IOException e) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_EVERY_MILLIS));
            }
        }
        process.close();
        throw new IllegalStateException("nobody listens on port " + port + " after " + LISTEN_SECONDS + " s");
    }

    private Path ownFolder(Contender contender) {
        try {
            return Files.createDirectories(folder.resolve(++started + "-" + contender.text()));
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be written", e);
        }
    }

    private static List<String> java(List<String> options, String classPath) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath));
        return command;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port", e);
        }
    }
}
