package io.citywatch.standalone.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM of its own on this test's class path, ended by its id. What it says goes to a file. */
public final class JavaProgram implements AutoCloseable {
    private final String name;
    private final Process process;
    private final Path said;

    private JavaProgram(String name, Process process, Path said) {
        this.name = name;
        this.process = process;
        this.said = said;
    }

    /** The class path of the tests: Maven's artifacts and nothing else. */
    public static String classPath() {
        String all = System.getProperty("surefire.test.class.path");
        return all == null ? System.getProperty("java.class.path") : all;
    }

    public static JavaProgram start(String name, Path folder, Map<String, String> environment, List<String> arguments) {
        return start(name, folder, classPath(), environment, arguments);
    }

    public static JavaProgram start(
            String name, Path folder, String classPath, Map<String, String> environment, List<String> arguments) {
        return start(List.of(), name, folder, classPath, environment, arguments);
    }

    /** @param before a command that becomes the program it is given, such as {@code prlimit} or {@code nsenter} */
    public static JavaProgram start(
            List<String> before,
            String name,
            Path folder,
            String classPath,
            Map<String, String> environment,
            List<String> arguments) {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Of its own, so that what a killed process leaves there goes with the folder.
        Path temporary = folder.resolve("tmp");
        command.add("-Djava.io.tmpdir=" + temporary);
        command.addAll(arguments);
        Path said = folder.resolve(name + ".out");
        try {
            Files.createDirectories(temporary);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(said.toFile()));
            // The class path is longer than a command line should be.
            builder.environment().put("CLASSPATH", classPath);
            builder.environment().putAll(environment);
            return new JavaProgram(name, builder.start(), said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** kill -9. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd(20);
    }

    /** SIGTERM, as an operator or a service manager stops it; returns its exit code. */
    public int stop() {
        process.destroy();
        awaitEnd(60);
        return process.exitValue();
    }

    /** Of one that ends by itself. */
    public int exitCode() {
        awaitEnd(60);
        return process.exitValue();
    }

    private void awaitEnd(long seconds) {
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                throw new AssertionError(name + " does not end, said: " + said());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** All that it said so far. */
    public String said() {
        try {
            return Files.readString(said);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public String toString() {
        return name + " " + pid();
    }

    /** Leaves no process behind, whatever happened. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
