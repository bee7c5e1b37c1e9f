package io.citywatch.standalone.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.model.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The real {@code demo} in a process of its own, with a small city, always on the same data and the same ports. */
final class DemoProcess implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(4);

    private final Path data;
    private final int portBase;
    private JavaProgram program;

    DemoProcess(Path data, int portBase) {
        this.data = data;
        this.portBase = portBase;
        this.program = launch();
    }

    private JavaProgram launch() {
        // The demo deletes it too, but only once its JVM has come that far.
        delete(folder().resolve("access.json"));
        return JavaProgram.start(
                "demo",
                data,
                Map.of(),
                List.of(
                        "-Xms256m",
                        "-Xmx1200m",
                        "-XX:MaxDirectMemorySize=512m",
                        "-XX:+ExplicitGCInvokesConcurrent",
                        "-Dcitywatch.data=" + data,
                        "-Dcitywatch.command=demo",
                        "-Dcom.linecorp.armeria.useOpenSsl=false",
                        "-Dcom.linecorp.armeria.warnNettyVersions=false",
                        "io.citywatch.standalone.Citywatch",
                        "demo",
                        "--seed",
                        "5",
                        "--size",
                        "small",
                        "--port-base",
                        Integer.toString(portBase)));
    }

    String consoleUrl() {
        return "http://127.0.0.1:" + portBase + "/";
    }

    int mqttPort() {
        return portBase + 1;
    }

    int recordsPort() {
        return portBase + 4;
    }

    Path folder() {
        return data.resolve("demo");
    }

    /** What a running demo tells of itself, once it is ready; it is deleted at each start. */
    JsonNode awaitAccess() {
        Path file = folder().resolve("access.json");
        return Await.until(
                        "access.json",
                        START,
                        () -> {
                            if (!program.isAlive()) {
                                throw new AssertionError("the demo ended by itself, said: " + program.said());
                            }
                            return read(file);
                        },
                        Optional::isPresent)
                .orElseThrow();
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<JsonNode> read(Path file) {
        try {
            return Files.exists(file)
                    ? Optional.of(Json.mapper().readTree(Files.readAllBytes(file)))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** kill -9 of the demo; its PostgreSQL, a process of its own, lives on or goes with it. */
    void kill(boolean postgresToo) {
        Optional<ProcessHandle> postgres = postgres();
        program.kill();
        if (postgresToo) {
            postgres.ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private Optional<ProcessHandle> postgres() {
        Path pidFile = folder().resolve("postgres").resolve("postmaster.pid");
        try {
            return Files.exists(pidFile)
                    ? ProcessHandle.of(
                            Long.parseLong(Files.readAllLines(pidFile).get(0).strip()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void startAgain() {
        program.close();
        program = launch();
    }

    int stop() {
        return program.stop();
    }

    String said() {
        return program.said();
    }

    /** Ends the demo and its PostgreSQL, whatever happened. */
    @Override
    public void close() {
        program.close();
        postgres().ifPresent(ProcessHandle::destroyForcibly);
    }
}
