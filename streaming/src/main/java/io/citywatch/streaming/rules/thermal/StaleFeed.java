package io.citywatch.streaming.rules.thermal;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.ClockParameters;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.SpotParameters;
import io.citywatch.streaming.rules.Statement;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * T7, by camera: its feed goes on, but brings nothing new, because it is the same picture again or its times are old. A
 * camera that sends nothing at all is D1's. One fresh frame ends it.
 */
public final class StaleFeed implements Serializable {
    private static final String SAME_FRAME = "same-frame";
    private static final String OLD_TIMES = "old-timestamps";
    /** Longer than any camera's interval; after it the next frame begins anew. */
    private static final long KEPT = 24 * 60 * 60 * 1_000L;

    private final SpotParameters parameters;
    private final ClockParameters clock;

    public StaleFeed(SpotParameters parameters, ClockParameters clock) {
        this.parameters = parameters;
        this.clock = clock;
    }

    /** Takes a frame. A message that comes twice is the same frame again, but only once. */
    public Judged<OpenFeed> take(@Nullable OpenFeed feed, FeedFrame frame, Instant now) {
        MessageStamp origin = frame.origin();
        if (feed == null) {
            return new Judged<>(fresh(frame), List.of());
        }
        String reason = reasonOf(feed, frame);
        if (reason == null && feed.stale() > 0 && isKnown(feed, origin)) {
            return new Judged<>(feed, List.of());
        }
        if (reason == null) {
            return new Judged<>(fresh(frame), feed.raised() == null ? List.of() : List.of(cleared(feed, frame, now)));
        }
        boolean isOvertaken = isOvertaken(feed, origin);
        if (isOvertaken && frame.pixels() != feed.pixels() && isJustBehind(feed, origin)) {
            return new Judged<>(feed, List.of()); // not new, but no sign of a feed that stands still
        }
        int stale = feed.stale() + 1;
        boolean isStale = stale >= parameters.staleFrames()
                && origin.receivedAt() - feed.fresh().receivedAt()
                        >= parameters.staleAfter().toMillis();
        boolean isRaised = feed.raised() == null && isStale;
        OpenFeed next = new OpenFeed(
                isOvertaken ? feed.pixels() : frame.pixels(),
                isOvertaken ? feed.measuredAt() : origin.measuredAt(),
                feed.fresh(),
                stale,
                reason,
                isRaised ? feed.fresh().episodeId(Rule.T7, origin.device()) : feed.raised(),
                isRaised ? origin.loggedAt() : feed.revision(),
                origin.receivedAt() + KEPT);
        return new Judged<>(next, isRaised ? List.of(raised(next, frame, now)) : List.of());
    }

    private @Nullable String reasonOf(OpenFeed feed, FeedFrame frame) {
        MessageStamp origin = frame.origin();
        if (frame.pixels() == feed.pixels()) {
            return SAME_FRAME;
        }
        // Against the frame before, not the newest: a clock that was set back goes on from there.
        return origin.measuredAt() <= feed.measuredAt() || isLate(origin) ? OLD_TIMES : null;
    }

    /** No newer than the last fresh one, of moments before it: it comes late, or once more. */
    private boolean isKnown(OpenFeed feed, MessageStamp origin) {
        long behind = feed.fresh().measuredAt() - origin.measuredAt();
        return behind >= 0 && behind < parameters.staleAfter().toMillis();
    }

    private boolean isLate(MessageStamp origin) {
        return origin.receivedAt() - origin.measuredAt() > clock.lateAfter().toMillis();
    }

    /** A frame of moments before that came late: the next one is not new for differing from it. */
    private boolean isOvertaken(OpenFeed feed, MessageStamp origin) {
        long behind = feed.measuredAt() - origin.measuredAt();
        return behind > 0 && behind < parameters.staleAfter().toMillis();
    }

    /** What was underway while the last fresh frame came. A film of some seconds that runs round and round lasts longer. */
    private boolean isJustBehind(OpenFeed feed, MessageStamp origin) {
        return !isLate(origin)
                && origin.receivedAt() - feed.fresh().receivedAt()
                        < 2 * parameters.staleAfter().toMillis();
    }

    private static OpenFeed fresh(FeedFrame frame) {
        MessageStamp origin = frame.origin();
        return new OpenFeed(frame.pixels(), origin.measuredAt(), origin, 0, null, null, 0, origin.receivedAt() + KEPT);
    }

    private static Detection raised(OpenFeed feed, FeedFrame frame, Instant now) {
        return statement(feed, Phase.RAISED, frame)
                .fact("reason", feed.reason())
                .fact("since", feed.fresh().receivedAt())
                .fact("frames", feed.stale())
                .say(feed.revision(), frame.origin().receivedAt(), frame.origin(), now);
    }

    private static Detection cleared(OpenFeed feed, FeedFrame frame, Instant now) {
        return statement(feed, Phase.CLEARED, frame)
                .fact("since", feed.fresh().receivedAt())
                .say(
                        Math.max(feed.revision(), frame.origin().loggedAt()),
                        frame.origin().receivedAt(),
                        frame.origin(),
                        now);
    }

    private static Statement statement(OpenFeed feed, Phase phase, FeedFrame frame) {
        return new Statement(
                Rule.T7,
                phase,
                feed.raised() == null ? "" : feed.raised(),
                Subject.device(frame.origin().device()));
    }
}
