package io.citywatch.streaming.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Keeps the feeds of a replay together: where two of them have something to say, none is read further ahead than a few
 * seconds of what the last step has seen, as none ever is while a city runs. Where one alone has, it runs ahead until
 * the next message of another, for a wait at each few seconds would cost more than all the rules. Thread-safe.
 */
final class Pace {
    /** More than a pulse and its delay, or time would stand still. */
    private static final long AHEAD_MILLIS = Duration.ofSeconds(5).toMillis();

    /** The same while pulses are rare. */
    private static final long RARELY_AHEAD_MILLIS = Duration.ofSeconds(10).toMillis();

    /** What is on its way between two steps meanwhile fits into memory. */
    private static final long ALONE_AHEAD_MILLIS = Duration.ofMinutes(10).toMillis();

    private static final long UNKNOWN = Long.MIN_VALUE;

    private final long start;
    private final long matters;
    private final long end;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    /** Guarded by this. */
    private final List<Waiting> waiting = new ArrayList<>();
    /** By rare feed: when its next message is; guarded by this. */
    private final Map<Object, Long> announced = new HashMap<>();

    private volatile long limit;
    private volatile long pulseLimit;
    private volatile long aloneLimit;
    private long nextRare = Long.MAX_VALUE;

    private record Waiting(What what, long at, CompletableFuture<Void> passed) {}

    /** What is to be read. */
    enum What {
        /** A message of a feed that has few: others wait for it. */
        RARE,
        /** A message of the one feed that has many. */
        OFTEN,
        /** It only says that time passes. */
        PULSE
    }

    /**
     * @param start when time begins, epoch milliseconds
     * @param matters until then pulses are rare
     * @param end when it ends
     */
    Pace(long start, long matters, long end) {
        this.start = start;
        this.matters = matters;
        this.limit = start + ahead(start);
        this.pulseLimit = limit;
        this.aloneLimit = limit;
        this.end = end;
    }

    /** A feed will have messages that others must wait for. */
    synchronized void awaits(Object feed) {
        announce(feed, UNKNOWN);
    }

    /** The next message of a rare feed is at that time; {@link Long#MAX_VALUE} if there is none. */
    void announce(Object feed, long at) {
        List<Waiting> due;
        synchronized (this) {
            announced.put(feed, at);
            nextRare =
                    announced.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
            due = settle();
        }
        due.forEach(one -> one.passed().complete(null));
    }

    /** Whether a record of this time may be read now. */
    boolean isDue(What what, long at) {
        return switch (what) {
            case RARE -> at <= limit;
            case OFTEN -> at <= aloneLimit;
            case PULSE -> at <= pulseLimit;
        };
    }

    /** Done when a record of this time may be read. */
    synchronized CompletableFuture<Void> whenDue(What what, long at) {
        CompletableFuture<Void> passed = new CompletableFuture<>();
        if (isDue(what, at)) {
            passed.complete(null);
        } else {
            waiting.add(new Waiting(what, at, passed));
        }
        return passed;
    }

    /** The last step has seen everything up to this event time. */
    void reached(long eventTime) {
        List<Waiting> due;
        synchronized (this) {
            long reached = Math.min(eventTime, end);
            if (eventTime >= start && reached + ahead(reached) >= limit) {
                limit = reached + ahead(reached);
                // Not before the registries were read.
                pulseLimit = reached + ALONE_AHEAD_MILLIS;
            }
            due = settle();
        }
        due.forEach(one -> one.passed().complete(null));
        if (eventTime >= end) {
            ended.complete(null);
        }
    }

    private long ahead(long at) {
        return at < matters ? RARELY_AHEAD_MILLIS : AHEAD_MILLIS;
    }

    private List<Waiting> settle() {
        aloneLimit = Math.max(limit, Math.min(nextRare, pulseLimit));
        List<Waiting> due = new ArrayList<>();
        waiting.removeIf(one -> isDue(one.what(), one.at()) && due.add(one));
        return due;
    }

    /** Done when the last step has seen the end. */
    CompletableFuture<Void> ended() {
        return ended;
    }
}
