package io.citywatch.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** A server that is measured, in a process of its own. It ends when its standard input does, however we end. */
public final class ServerProcess implements AutoCloseable {
    private static final long ANSWER_SECONDS = 120;
    private static final long STOP_SECONDS = 20;

    private final Process process;
    private final Path log;
    private final BufferedReader answers;
    private final Writer questions;

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.questions = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** @param log takes what it says on its standard error */
    public static ServerProcess start(List<String> command, Path log) {
        try {
            return new ServerProcess(
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .start(),
                    log);
        } catch (IOException e) {
            throw new UncheckedIOException(command.get(0) + " does not start", e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public String ask(String question) {
        try {
            questions.write(question + "\n");
            questions.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the server is gone; what it said: " + log, e);
        }
        return answer(question);
    }

    /** The rest of the next line that begins with this word; what else it says is passed over. */
    public String answer(String word) {
        try {
            return CompletableFuture.supplyAsync(() -> find(word))
                    .orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            throw new IllegalStateException(
                    "the server does not say '" + word + "': " + e.getCause() + "; what it said: " + log, e);
        }
    }

    private String find(String word) {
        try {
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                if (line.startsWith(word + " ")) {
                    return line.substring(word.length() + 1);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("it ended");
    }

    /** CPU time since its start. */
    public long cpuMicros() {
        return ProcessUsage.cpuMicros(Path.of("/proc/" + pid()));
    }

    /** Resident memory, bytes. */
    public long residentBytes() {
        return ProcessUsage.residentBytes(Path.of("/proc/" + pid()));
    }

    @Override
    public void close() {
        try {
            questions.close();
        } catch (IOException e) {
            process.destroy(); // it is gone already
        }
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
