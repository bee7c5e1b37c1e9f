package io.citywatch.benchmarks;

import io.citywatch.standalone.config.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** {@code run} in a process of its own, as it is operated, so that neither load nor probe counts as the platform. */
final class PlatformProcess implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(5);
    private static final long STOP_TIMEOUT_SECONDS = 60;
    private static final int GOOD = 200;
    private static final long LOOK_EVERY_MILLIS = 50;
    /** What the launcher gives it, save for the heap's least size: a platform at rest shows what it needs. */
    private static final List<String> JVM =
            List.of("-XX:+UseG1GC", "-Xmx1500m", "-XX:MaxDirectMemorySize=512m", "-XX:+ExitOnOutOfMemoryError");

    private final Process process;
    private final Ports ports;
    private final double startSeconds;

    private PlatformProcess(Process process, Ports ports, double startSeconds) {
        this.process = process;
        this.ports = ports;
        this.startSeconds = startSeconds;
    }

    /** Starts it and returns when it says that it is ready. */
    static PlatformProcess start(Path data, Ports ports, Path log) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.add("-Dcitywatch.data=" + data);
        command.add("-Dcitywatch.command=run");
        Stream.of(
                        "com.linecorp.armeria.warnNettyVersions",
                        "com.linecorp.armeria.useOpenSsl",
                        "io.netty.tryReflectionSetAccessible")
                .forEach(name -> command.add("-D" + name + "=false"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.citywatch.standalone.Citywatch"));
        command.addAll(List.of("run", "--config", configuration(data, ports).toString()));
        long before = System.nanoTime();
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            // An interrupted benchmark leaves no platform behind.
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "stop-platform"));
            PlatformProcess started = new PlatformProcess(process, ports, 0);
            try {
                started.awaitReady();
            } catch (RuntimeException e) {
                started.close();
                throw e;
            }
            return new PlatformProcess(process, ports, Math.rint((System.nanoTime() - before) / 1e8) / 10);
        } catch (IOException e) {
            throw new UncheckedIOException("the platform does not start", e);
        }
    }

    private static Path configuration(Path data, Ports ports) {
        Path file = data.resolve("bench.yaml");
        String text = String.join(
                "\n",
                "citywatch:",
                "  data-folder: " + data.resolve("bench"),
                "  ports:",
                "    http: " + ports.http(),
                "    mqtt: " + ports.mqtt(),
                "    kafka: " + ports.kafka(),
                "    kafka-controller: " + ports.kafkaController(),
                "    postgres: " + ports.postgres(),
                "    questdb: " + ports.questdb(),
                "");
        try {
            return Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    /** From the start of the process until it was ready. */
    double startSeconds() {
        return startSeconds;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + ports.http() + "/");
    }

    String mqttUrl() {
        return "tcp://127.0.0.1:" + ports.mqtt();
    }

    int mqttPort() {
        return ports.mqtt();
    }

    /** Resident memory of the process and of those that it started, MB. */
    long residentMegabytes() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                        .mapToLong(one -> residentKilobytes(one.pid()))
                        .sum()
                / 1024;
    }

    /** Proportional, since PostgreSQL's processes share their buffers. */
    private static long residentKilobytes(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup")).stream()
                    .filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .sum();
        } catch (IOException e) {
            return 0; // gone meanwhile
        }
    }

    private void awaitReady() {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(2))
                .build();
        HttpRequest ready = HttpRequest.newBuilder(url().resolve("health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        long end = System.nanoTime() + START_TIMEOUT.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            try {
                if (http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == GOOD) {
                    return;
                }
            } catch (IOException e) {
                // not there yet
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the platform starts", e);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_EVERY_MILLIS));
        }
        throw new IllegalStateException(
                "the platform is not ready after " + START_TIMEOUT.toMinutes() + " min, or it ended");
    }

    /** Stops it as an operator does, and waits. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
