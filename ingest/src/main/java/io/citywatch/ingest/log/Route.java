package io.citywatch.ingest.log;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The way of one client's one topic into the log; made once, used for each message. */
@FunctionalInterface
public interface Route {
    /**
     * Reads and checks a payload.
     *
     * @param contentType as an MQTT 5 client gave it
     * @param receivedAt when the gateway received it
     */
    Intake take(byte[] payload, @Nullable String contentType, Instant receivedAt);
}
