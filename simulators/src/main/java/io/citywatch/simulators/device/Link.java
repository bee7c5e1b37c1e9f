package io.citywatch.simulators.device;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client's connection to the gateway, which comes back by itself when it is lost. Thread-safe. */
public interface Link {
    /** Ready when connected and, if it wants to hear anything, subscribed. Fails if the first attempt does. */
    CompletableFuture<@Nullable Void> connect();

    /** Publishes with QoS 1; done when acknowledged, failed when the connection is lost before. */
    CompletableFuture<@Nullable Void> publish(String topic, byte[] payload);

    /** As {@link #publish}, but sent again on each new connection until it is acknowledged. */
    CompletableFuture<@Nullable Void> deliver(String topic, byte[] payload);

    /** Says goodbye and stays away until the next {@link #connect}; done when the connection is closed, well or not. */
    CompletableFuture<@Nullable Void> disconnect();

    /** Lets go of everything at once; say goodbye first. */
    void close();

    /** Opens links of one sort. */
    interface Factory {
        /**
         * @param id the device's or responder's id
         * @param filter what to subscribe to, or null for nothing
         * @param onMessage takes the payloads that arrive on it
         */
        Link open(String id, String token, @Nullable String filter, Consumer<byte[]> onMessage);
    }
}
