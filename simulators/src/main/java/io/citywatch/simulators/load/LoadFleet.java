package io.citywatch.simulators.load;

import io.citywatch.simulators.report.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Publishes at a steady rate through many clients in turn, on the clock and not as fast as answers come, so that a slow
 * gateway shows as waiting and not as less load.
 */
public final class LoadFleet implements AutoCloseable {
    private static final long TICK_MICROS = 1_000;

    private final List<NettyConnection> clients;
    private final Feed feed;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "load");
        thread.setDaemon(true);
        return thread;
    });
    private final LongAdder sent = new LongAdder();
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();
    private volatile boolean sampling;
    private @Nullable ScheduledFuture<?> running;
    private long startedAt;
    private long next;

    /** What a client says. */
    @SuppressWarnings("ArrayRecordComponent") // a payload on its way; nobody compares messages
    public record Message(String topic, byte[] payload) {}

    /** Makes the messages; asked from one thread. */
    @FunctionalInterface
    public interface Feed {
        /**
         * @param client index of the client
         * @param number of the message, over all clients
         */
        Message next(int client, long number);
    }

    /**
     * How far it is.
     *
     * @param sent published, acknowledged or not
     * @param acknowledged by the gateway
     * @param refused by the gateway
     */
    public record Counts(long sent, long acknowledged, long refused) {}

    public LoadFleet(List<NettyConnection> clients, Feed feed) {
        this.clients = List.copyOf(clients);
        this.feed = feed;
    }

    /** Connects all clients, so many at a time; done when all are. */
    public CompletableFuture<@Nullable Void> connect() {
        List<CompletableFuture<@Nullable Void>> all = new ArrayList<>();
        clients.forEach(client -> all.add(client.connect()));
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
    }

    /** Begins to publish at that rate, over all clients together. */
    public synchronized void start(double perSecond) {
        if (running != null) {
            throw new IllegalStateException("the load runs already");
        }
        startedAt = System.nanoTime();
        next = 0;
        running = timer.scheduleAtFixedRate(() -> tick(perSecond), 0, TICK_MICROS, TimeUnit.MICROSECONDS);
    }

    /** Publishes no more; what is under way is still acknowledged. */
    public synchronized void stop() {
        if (running != null) {
            running.cancel(false);
            running = null;
        }
    }

    /** Keeps acknowledgement times from now on, forgetting those before. */
    public void sample() {
        nanos.clear();
        sampling = true;
    }

    /** From each publish call to its PUBACK, since {@link #sample()}. */
    public Samples acknowledgements() {
        return Samples.ofNanos(List.copyOf(nanos));
    }

    public Counts counts() {
        return new Counts(sent.sum(), acknowledged.sum(), refused.sum());
    }

    private void tick(double perSecond) {
        long due = (long) ((System.nanoTime() - startedAt) / 1e9 * perSecond);
        while (next < due) {
            int client = (int) (next % clients.size());
            publish(clients.get(client), feed.next(client, next));
            next++;
        }
    }

    private void publish(NettyConnection client, Message message) {
        long before = System.nanoTime();
        sent.increment();
        var unused = client.deliver(message.topic(), message.payload()).whenComplete((done, failure) -> {
            if (failure != null) {
                refused.increment();
                return;
            }
            acknowledged.increment();
            if (sampling) {
                nanos.add(System.nanoTime() - before);
            }
        });
    }

    /** Stops, and says goodbye for all. */
    @Override
    public void close() {
        stop();
        timer.shutdownNow();
        CompletableFuture.allOf(
                        clients.stream().map(NettyConnection::disconnect).toArray(CompletableFuture[]::new))
                .join();
    }
}
