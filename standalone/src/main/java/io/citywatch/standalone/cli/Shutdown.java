package io.citywatch.standalone.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C or SIGTERM: the command is told, and the JVM waits until it has stopped everything. */
final class Shutdown {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);

    private Shutdown() {}

    static Shutdown onSignal() {
        Shutdown shutdown = new Shutdown();
        Runtime.getRuntime().addShutdownHook(new Thread(shutdown::ask, "shutdown"));
        return shutdown;
    }

    private void ask() {
        asked.countDown();
        try {
            boolean unused = done.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the signal. */
    void await() {
        await(Duration.ofDays(36_500));
    }

    /** Waits for the signal, or until the time is over; true if it was the signal. */
    boolean await(Duration atMost) {
        try {
            return asked.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Everything is stopped: the JVM may end. */
    void done() {
        done.countDown();
    }
}
