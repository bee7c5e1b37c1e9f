package io.citywatch.ingest.clients;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** How long a test waits for what must come. */
final class Patience {
    static final long MILLIS = Boolean.getBoolean("citywatch.long") ? 150_000 : 30_000;

    private Patience() {}

    static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(MILLIS, TimeUnit.MILLISECONDS);
    }

    static <T> T take(BlockingQueue<T> arrived) throws InterruptedException {
        T next = arrived.poll(MILLIS, TimeUnit.MILLISECONDS);
        if (next == null) {
            throw new AssertionError("no message in " + MILLIS + " ms");
        }
        return next;
    }
}
