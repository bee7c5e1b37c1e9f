package io.citywatch.ingest.mqtt;

import io.citywatch.ingest.session.Sessions;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Several times a second ends the sessions whose time is over, and fires the wills whose delay is. */
public final class SessionSweep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SessionSweep.class);
    private static final long INTERVAL_MILLIS = 250;
    private static final long CLOSE_MILLIS = 5_000;

    private final Sessions sessions;
    private final Wills wills;
    private final Clock clock;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("gateway-sessions", true));

    public SessionSweep(Sessions sessions, Wills wills, Clock clock) {
        this.sessions = sessions;
        this.wills = wills;
        this.clock = clock;
        var unused = timer.scheduleWithFixedDelay(this::sweep, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Nothing expires and no will fires any more. */
    @Override
    public void close() {
        timer.shutdownNow();
        try {
            if (!timer.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.warn("the sweep of sessions did not end in {} ms", CLOSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A task that throws would not run again. */
    private void sweep() {
        try {
            sessions.sweep(clock.instant(), wills::fire);
        } catch (RuntimeException e) {
            LOG.error("the sweep of sessions failed", e);
        }
    }
}
