package io.citywatch.alerts.notify;

import java.util.concurrent.CompletableFuture;

/** Somebody who can call or text people. Thread-safe. */
@FunctionalInterface
public interface Provider {
    /**
     * Hands one message over. Ends within the configured time; everything that may go wrong is a value. The same {@link
     * Page#id} with the same {@link Page#refusals} is the same message, however often it is handed over.
     */
    CompletableFuture<Attempt> send(Page page);
}
