package io.citywatch.alerts.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The time that a look into the history asks for; the last 24 hours if nothing is said.
 *
 * @param from inclusive
 * @param to exclusive
 */
record TimeRange(Instant from, Instant to) {
    private static final Duration USUAL = Duration.ofHours(24);
    /** A device whose clock is ahead of ours is still heard. */
    private static final Duration AHEAD = Duration.ofMinutes(1);

    static TimeRange of(Call call, Clock clock) {
        Instant to = call.time("to");
        Instant end = to == null ? clock.instant().plus(AHEAD) : to;
        Instant from = call.time("from");
        Instant begin = from == null ? end.minus(USUAL) : from;
        if (begin.isAfter(end)) {
            throw new RefusedCall(Problem.badRequest(
                    "from", Long.toString(begin.toEpochMilli()), "not after to, " + end.toEpochMilli()));
        }
        return new TimeRange(begin, end);
    }
}
