package io.citywatch.alerts.store;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks each second whether another process changed a table of which this one keeps a picture; one thread. */
public final class Polling implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Polling.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final String what;
    private final Runnable refresh;
    private final ScheduledExecutorService poller;
    private boolean failing;

    private Polling(String what, Runnable refresh) {
        this.what = what;
        this.refresh = refresh;
        poller = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, what);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Begins a second from now.
     *
     * @param what for the log, and the thread's name
     * @param refresh may throw while the database is away: the picture stays as it was, and that is said once
     */
    public static Polling start(String what, Runnable refresh) {
        Polling polling = new Polling(what, refresh);
        var unused = polling.poller.scheduleWithFixedDelay(
                polling::poll, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return polling;
    }

    private void poll() {
        try {
            refresh.run();
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn("{}: as they were until the database is back: {}", what, e.toString());
            }
            failing = true;
        }
    }

    @Override
    public void close() {
        poller.shutdownNow();
    }
}
