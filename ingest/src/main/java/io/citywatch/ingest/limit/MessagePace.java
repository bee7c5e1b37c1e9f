package io.citywatch.ingest.limit;

import io.citywatch.ingest.log.AppendListener;
import io.citywatch.model.registry.Credential;
import io.citywatch.model.telemetry.Lane;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Holds a client to its rate by holding back acknowledgements: what it sends goes to the log at once, but the answer to
 * a message that came too early waits until it would have been in time, and a client that has too many without answer
 * sends no more. An alarm waits for no bulk: since answers keep their order, one that is within its own rate sets free
 * what was held back before it. For the event loop of its connection, but for the listeners.
 */
public final class MessagePace {
    private static final long COMPLAINT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final DeviceRates rates;
    private final EventExecutor executor;
    private final Runnable complaint;
    private final Queue<Held> held = new ArrayDeque<>(0);
    private @Nullable DeviceRate rate;
    private long complainedNanos;
    private boolean complained;

    /** @param complaint hears, at most each 10 s, that the client is over its rate */
    public MessagePace(DeviceRates rates, EventExecutor executor, Runnable complaint) {
        this.rates = rates;
        this.executor = executor;
        this.complaint = complaint;
    }

    /** True if a message without acknowledgement is to be thrown away, because the client is over its rate. */
    public boolean sheds(Credential credential, String topic) {
        long now = now();
        if (!rateOf(credential, now).of(laneOf(topic)).isExceeded(now)) {
            return false;
        }
        complain(now);
        return true;
    }

    /** Counts a message; the listener that comes back answers no sooner than the rate allows. */
    public AppendListener charge(Credential credential, Lane lane, AppendListener answer) {
        long now = now();
        long wait = rateOf(credential, now).of(lane).charge(now);
        if (wait > 0) {
            complain(now);
            Held message = new Held(lane, answer);
            message.holdFor(wait);
            return message;
        }
        if (lane == Lane.EMERGENCY) {
            for (Held message = held.poll(); message != null; message = held.poll()) {
                message.release();
            }
        }
        return answer;
    }

    /** The client may send at another rate from now on, by which what is held back is counted anew. */
    public void change(Credential credential) {
        long now = now();
        DeviceRate changed = rates.of(credential, now);
        if (changed == rate) {
            return;
        }
        rate = changed;
        List<Held> waiting = List.copyOf(held);
        held.clear();
        for (Held message : waiting) {
            message.holdFor(changed.of(message.lane).charge(now));
        }
    }

    /** An answer that waits for its time, and for the log. */
    private final class Held implements AppendListener {
        private final Lane lane;
        private final AppendListener answer;
        private @Nullable Future<?> timer;
        private boolean due;
        private boolean logged;

        Held(Lane lane, AppendListener answer) {
            this.lane = lane;
            this.answer = answer;
        }

        private void holdFor(long nanos) {
            if (timer != null) {
                timer.cancel(false);
            }
            held.add(this);
            timer = executor.schedule(
                    () -> {
                        held.remove(this);
                        release();
                    },
                    nanos,
                    TimeUnit.NANOSECONDS);
        }

        @Override
        public void appended(@Nullable Throwable failure) {
            if (failure != null) {
                answer.appended(failure);
                return;
            }
            executor.execute(() -> {
                logged = true;
                if (due) {
                    answer.appended(null);
                }
            });
        }

        private void release() {
            if (due) {
                return;
            }
            due = true;
            if (logged) {
                answer.appended(null);
            }
        }
    }

    private DeviceRate rateOf(Credential credential, long now) {
        DeviceRate known = rate;
        if (known == null) {
            known = rates.of(credential, now);
            rate = known;
        }
        return known;
    }

    private void complain(long now) {
        if (!complained || now - complainedNanos >= COMPLAINT_NANOS) {
            complained = true;
            complainedNanos = now;
            complaint.run();
        }
    }

    private long now() {
        return executor.ticker().nanoTime();
    }

    /** Ids hold no slash, so no client writes another lane into its topic. */
    private static Lane laneOf(String topic) {
        return topic.contains("/events/") || topic.contains("/offers/") ? Lane.EMERGENCY : Lane.BULK;
    }
}
