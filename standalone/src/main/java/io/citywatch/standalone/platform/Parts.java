package io.citywatch.standalone.platform;

import io.citywatch.standalone.config.StartFailure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running parts of a platform, in the order they came up; closed in reverse. */
final class Parts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);
    /** Long: after a kill on a busy machine, much of the log is read again, and who gives up then helps nobody. */
    static final Duration READY_TIMEOUT = Duration.ofMinutes(5);

    private final Progress progress;
    private final ExecutorService starter = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "start");
        thread.setDaemon(true);
        return thread;
    });
    private final Deque<Part> running = new ArrayDeque<>();
    private boolean closed;

    private record Part(String name, AutoCloseable closeable) {}

    Parts(Progress progress) {
        this.progress = progress;
    }

    /** Starts a part on a thread of its own; it is ready when the future is. */
    <T extends AutoCloseable> CompletableFuture<T> begin(String name, Supplier<T> start, Function<T, String> where) {
        return CompletableFuture.supplyAsync(
                () -> {
                    long from = System.nanoTime();
                    T part = start.get();
                    keep(name, part);
                    progress.started(name, where.apply(part), Duration.ofNanos(System.nanoTime() - from));
                    return part;
                },
                starter);
    }

    /** Keeps what was made at once, so that it is closed with the others. */
    <T extends AutoCloseable> T kept(String name, T part) {
        keep(name, part);
        return part;
    }

    private synchronized void keep(String name, AutoCloseable part) {
        if (closed) {
            // Another part failed meanwhile: what comes up late goes down at once.
            stop(new Part(name, part));
            throw new StartFailure(name + ": stopped, because another part did not start");
        }
        running.push(new Part(name, part));
    }

    /** @throws StartFailure with what stood in the way */
    <T> T await(String name, CompletableFuture<T> part) {
        try {
            return part.orTimeout(READY_TIMEOUT.toSeconds(), TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            Throwable cause = e;
            while (cause instanceof CompletionException && cause.getCause() != null) {
                cause = cause.getCause();
            }
            if (cause instanceof StartFailure failure) {
                throw failure;
            }
            if (cause instanceof TimeoutException) {
                throw new StartFailure(
                        name + ": not ready after " + READY_TIMEOUT.toSeconds()
                                + " s (expected: sooner; the log tells what it waits for)",
                        cause);
            }
            throw new StartFailure(name + ": does not start: " + cause, cause);
        }
    }

    private static void stop(Part part) {
        try {
            part.closeable().close();
        } catch (Exception e) {
            LOG.warn("{} did not stop cleanly", part.name(), e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!running.isEmpty()) {
            stop(running.pop());
        }
        starter.shutdown();
    }
}
