package io.citywatch.standalone.endtoend;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A foreign program that a test starts, listens to line by line, and always ends. */
final class Program implements AutoCloseable {
    private final Process process;
    private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Queue<String> transcript = new ConcurrentLinkedQueue<>();
    private final Thread reader;

    Program(List<String> command) {
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reader = new Thread(this::read, "program-" + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** Runs it to its end and returns what it said. */
    static String run(Duration atMost, List<String> command) {
        try (Program program = new Program(command)) {
            int exit = program.exit(atMost);
            if (exit != 0) {
                throw new AssertionError(command.get(0) + " ended with " + exit + ": " + program.transcript());
            }
            return program.transcript();
        }
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                transcript.add(line);
                lines.add(line);
            }
        } catch (IOException e) {
            transcript.add(e.toString());
        }
    }

    /** The next line that is as wanted. */
    String line(Duration atMost, Predicate<String> wanted) {
        long end = System.nanoTime() + atMost.toNanos();
        try {
            while (true) {
                String line = lines.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (line == null) {
                    throw new AssertionError("no such line within " + atMost + ", said: " + transcript());
                }
                if (wanted.test(line)) {
                    return line;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    int exit(Duration atMost) {
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("did not end within " + atMost + ", said: " + transcript());
            }
            reader.join(atMost.toMillis());
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    String transcript() {
        return String.join("\n", transcript);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
