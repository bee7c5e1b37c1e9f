package io.citywatch.simulators.device;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a client owes until the gateway has acknowledged it: kept in order, at most {@value #MOST}, and sent again on
 * each new connection. Thread-safe.
 */
public final class Outbox {
    static final int MOST = 1_000;

    private final BiFunction<String, byte[], CompletableFuture<@Nullable Void>> publish;
    private final Map<Long, Letter> owed = new LinkedHashMap<>();
    private long next;

    @SuppressWarnings("ArrayRecordComponent") // a payload on its way; nobody compares letters
    private record Letter(String topic, byte[] payload, CompletableFuture<@Nullable Void> done) {}

    /** @param publish one attempt; done when acknowledged */
    public Outbox(BiFunction<String, byte[], CompletableFuture<@Nullable Void>> publish) {
        this.publish = publish;
    }

    /** Done when acknowledged, by whichever attempt; failed only if newer ones push it out. */
    public CompletableFuture<@Nullable Void> deliver(String topic, byte[] payload) {
        Letter letter = new Letter(topic, payload, new CompletableFuture<>());
        long number;
        Letter pushedOut = null;
        synchronized (this) {
            number = next++;
            owed.put(number, letter);
            if (owed.size() > MOST) {
                pushedOut = owed.remove(owed.keySet().iterator().next());
            }
        }
        if (pushedOut != null) {
            pushedOut.done().completeExceptionally(new IllegalStateException("more than " + MOST + " are owed"));
        }
        attempt(number, letter);
        return letter.done();
    }

    /** There is a new connection: everything owed leaves once more, the oldest first. */
    public void resend() {
        List<Map.Entry<Long, Letter>> all;
        synchronized (this) {
            all = new ArrayList<>(owed.entrySet());
        }
        all.forEach(entry -> attempt(entry.getKey(), entry.getValue()));
    }

    /** How many wait for an acknowledgement. */
    public synchronized int owed() {
        return owed.size();
    }

    private void attempt(long number, Letter letter) {
        var unused = publish.apply(letter.topic(), letter.payload()).whenComplete((done, failure) -> {
            // A failed attempt stays owed: the next connection takes it.
            if (failure == null) {
                synchronized (this) {
                    owed.remove(number);
                }
                letter.done().complete(null);
            }
        });
    }
}
