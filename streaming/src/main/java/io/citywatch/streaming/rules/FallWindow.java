package io.citywatch.streaming.rules;

import io.citywatch.model.telemetry.CallEvent;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * First half of E2, by terminal: which falls stand. Each fall can be cancelled at its own device for 20 s from its
 * receipt and counts only when that window has ended, so a cancelled fall is no evidence of anything. The window ends
 * by event time, which proves that a cancel would have been read; by the clock 5 s later at the latest, because a life
 * alarm does not wait for a stalled watermark.
 */
public final class FallWindow implements Serializable {
    private final long window;
    private final long grace;
    private final long repeat;

    public FallWindow(FallParameters parameters) {
        window = parameters.cancelWindow().toMillis();
        grace = parameters.clockGrace().toMillis();
        repeat = parameters.repeatWindow().toMillis();
    }

    /**
     * What a step came to.
     *
     * @param standing falls whose window ended, oldest first
     */
    public record Step(TerminalFalls state, List<PendingFall> standing) {}

    /** Takes a fall or a cancel; other events and repeats change nothing. */
    public TerminalFalls take(TerminalFalls state, Call call, long now) {
        boolean isFall = call.event() == CallEvent.Event.FALL;
        if ((!isFall && call.event() != CallEvent.Event.CANCEL) || isRepeat(state, call)) {
            return state;
        }
        List<SeenMessage> seen = new ArrayList<>(state.seen());
        seen.removeIf(one -> one.identity().equals(call.identity()));
        seen.add(new SeenMessage(call.identity(), call.receivedAt(), call.receivedAt() + repeat));
        List<PendingFall> pending = new ArrayList<>(state.pending());
        if (isFall) {
            pending.add(new PendingFall(call, call.receivedAt() + window, latestEnd(call, now)));
        } else {
            pending.removeIf(fall -> fall.isCancelledBy(call));
        }
        return new TerminalFalls(pending, seen);
    }

    /** Event time came to {@code eventTime}: everything received before it was read. */
    public Step atEventTime(TerminalFalls state, long eventTime) {
        List<PendingFall> pending = new ArrayList<>();
        List<PendingFall> standing = new ArrayList<>();
        for (PendingFall fall : state.pending()) {
            (fall.endsAt() <= eventTime ? standing : pending).add(fall);
        }
        List<SeenMessage> seen = state.seen().stream()
                .filter(message -> message.forgottenAt() > eventTime)
                .toList();
        return step(pending, seen, standing);
    }

    /**
     * The clock came to {@code now}.
     *
     * @param runningSince when this process began to read the log: after a restart it first gets the grace to read a
     *     cancel that arrived while it was down
     */
    public Step atClock(TerminalFalls state, long now, long runningSince) {
        List<PendingFall> pending = new ArrayList<>();
        List<PendingFall> standing = new ArrayList<>();
        for (PendingFall fall : state.pending()) {
            long endsAt = Math.max(fall.endsAtTheLatest(), runningSince + grace);
            if (fall.endsAtTheLatest() > now) {
                pending.add(fall);
            } else if (endsAt > now) {
                pending.add(new PendingFall(fall.fall(), fall.endsAt(), endsAt));
            } else {
                standing.add(fall);
            }
        }
        return step(pending, state.seen(), standing);
    }

    /** By receipt, but never sooner than the grace (an old record is being caught up), never later than both together (a gateway's clock runs ahead). */
    private long latestEnd(Call fall, long now) {
        long byReceipt = fall.receivedAt() + window + grace;
        return Math.min(Math.max(byReceipt, now + grace), now + window + grace);
    }

    private boolean isRepeat(TerminalFalls state, Call call) {
        return state.seen().stream()
                .anyMatch(message -> message.identity().equals(call.identity())
                        && Math.abs(call.receivedAt() - message.receivedAt()) < repeat);
    }

    private static Step step(List<PendingFall> pending, List<SeenMessage> seen, List<PendingFall> standing) {
        standing.sort(Comparator.comparingLong(PendingFall::endsAt));
        return new Step(new TerminalFalls(pending, seen), standing);
    }
}
