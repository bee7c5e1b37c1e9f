package io.citywatch.ingest.session;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants said when its connection ends without its goodbye.
 *
 * @param client whose will it is
 * @param connection the number of the connection that left it
 * @param contentType as an MQTT 5 client gave it
 * @param delay how long it waits for the client to come back
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record Will(
        String client,
        long connection,
        String topic,
        byte[] payload,
        @Nullable String contentType,
        Duration delay) {}
