package io.citywatch.benchmarks.ingest;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends at a fixed rate, one message a packet, round the clients of one event loop. What it could not send in time it
 * sends at once, so that a slow server gets no less: the loop is open. Used on that loop alone.
 */
final class Pacer {
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final EventLoop loop;
    private final List<LoadClient> clients;
    private final double perSecond;
    private final Tally tally;
    private @Nullable Future<?> timer;
    private long startNanos;
    private long sent;
    private int next;

    Pacer(EventLoop loop, List<LoadClient> clients, double perSecond, Tally tally) {
        this.loop = loop;
        this.clients = clients;
        this.perSecond = perSecond;
        this.tally = tally;
    }

    void start() {
        startNanos = System.nanoTime();
        timer = loop.scheduleAtFixedRate(this::tick, TICK_NANOS, TICK_NANOS, TimeUnit.NANOSECONDS);
    }

    void stop() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void tick() {
        long due = (long) ((System.nanoTime() - startNanos) / 1e9 * perSecond);
        while (sent < due) {
            LoadClient client = clients.get(next++ % clients.size());
            if (!client.sendOne()) {
                return; // it waits for more than it can tell apart; the others wait with it until the next tick
            }
            sent++;
            tally.late(System.nanoTime() - startNanos - (long) (sent / perSecond * 1e9));
        }
    }
}
