package io.citywatch.standalone.replay;

import io.citywatch.ingest.log.LogEntry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of one line of recorded telemetry.
 *
 * @param line from 1
 * @param receivedAt null if the line does not say
 * @param entry what the gateway would have logged; null if it would have refused the client or the topic
 * @param fault why the message is a dead letter; null if it is none
 */
record RecordedMessage(
        long line,
        @Nullable Instant receivedAt,
        @Nullable LogEntry entry,
        @Nullable String fault) {}
