package io.citywatch.streaming.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Keeps the lanes of a replay together: none is read further ahead than a few seconds of what the last step has seen,
 * as none ever is while a city runs. Thread-safe.
 */
final class Pace {
    /** More than a pulse and its delay, or time would stand still. */
    private static final long AHEAD_MILLIS = Duration.ofSeconds(5).toMillis();

    private final long end;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    /** Guarded by this. */
    private final List<Waiting> waiting = new ArrayList<>();

    private volatile long limit;

    private record Waiting(long at, CompletableFuture<Void> passed) {}

    /**
     * @param start when time begins, epoch milliseconds
     * @param end when it ends
     */
    Pace(long start, long end) {
        this.limit = start + AHEAD_MILLIS;
        this.end = end;
    }

    /** Whether a record of this time may be read now. */
    boolean isDue(long at) {
        return at <= limit;
    }

    /** Done when a record of this time may be read. */
    synchronized CompletableFuture<Void> whenDue(long at) {
        CompletableFuture<Void> passed = new CompletableFuture<>();
        if (isDue(at)) {
            passed.complete(null);
        } else {
            waiting.add(new Waiting(at, passed));
        }
        return passed;
    }

    /** The last step has seen everything up to this event time. */
    void reached(long eventTime) {
        List<Waiting> due = new ArrayList<>();
        synchronized (this) {
            if (eventTime > limit - AHEAD_MILLIS) {
                limit = Math.min(eventTime, end) + AHEAD_MILLIS;
            }
            waiting.removeIf(one -> isDue(one.at()) && due.add(one));
        }
        due.forEach(one -> one.passed().complete(null));
        if (eventTime >= end) {
            ended.complete(null);
        }
    }

    /** Done when the last step has seen the end. */
    CompletableFuture<Void> ended() {
        return ended;
    }
}
