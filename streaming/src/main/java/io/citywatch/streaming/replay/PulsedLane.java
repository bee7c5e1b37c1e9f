package io.citywatch.streaming.replay;

import io.citywatch.model.log.Pulse;
import io.citywatch.streaming.io.LogEvent;
import java.time.Instant;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** A lane with the pulse that its gateway would have written every second, so that time passes. */
final class PulsedLane implements Iterator<LogEvent> {
    private static final String GATEWAY = "replay";
    private static final long EVERY_MILLIS = 1_000;
    /** A gateway that lives is never silent for longer. */
    private static final long RARELY_MILLIS = 5_000;

    private final Iterator<LogEvent> lane;
    private final long matters;
    private final long end;
    private @Nullable LogEvent next;
    private long pulseAt;

    /**
     * @param start of the first pulse, epoch milliseconds
     * @param matters until then pulses are as rare as they can be
     * @param end of the last pulse
     */
    PulsedLane(Iterator<LogEvent> lane, long start, long matters, long end) {
        this.lane = lane;
        this.pulseAt = start;
        this.matters = matters;
        this.end = end;
        this.next = take();
    }

    @Override
    public boolean hasNext() {
        return next != null || pulseAt <= end;
    }

    @Override
    public LogEvent next() {
        LogEvent message = next;
        if (message != null && (message.loggedAt() < pulseAt || pulseAt > end)) {
            next = take();
            return message;
        }
        if (pulseAt > end) {
            throw new NoSuchElementException();
        }
        Instant at = Instant.ofEpochMilli(pulseAt);
        pulseAt = pulseAt == end
                ? Long.MAX_VALUE
                : Math.min(end, pulseAt + (pulseAt < matters ? RARELY_MILLIS : EVERY_MILLIS));
        return LogEvent.pulse(new Pulse(GATEWAY, GATEWAY, at), at.toEpochMilli());
    }

    /** When its next message is; {@link Long#MAX_VALUE} if none is left. */
    long nextMessageAt() {
        return next == null ? Long.MAX_VALUE : next.loggedAt();
    }

    private @Nullable LogEvent take() {
        return lane.hasNext() ? lane.next() : null;
    }
}
