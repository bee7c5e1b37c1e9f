package io.citywatch.ingest.log;

import io.citywatch.model.log.LogTopic;
import io.citywatch.model.telemetry.Lane;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A record to append. */
public sealed interface LogEntry permits PlainEntry, MessageEntry, PackEntry {
    /** What a record costs beside its bytes, or a message in it. */
    int OVERHEAD = 256;

    /** Where it belongs. */
    LogTopic topic();

    /** Which producer takes it. */
    Lane lane();

    /** The record's key. */
    byte[] key();

    /** If present, the partition is that of this recipient's pending messages; else by key. */
    @Nullable
    String recipient();

    /** The record's value; not changed after the append. */
    byte[] value();

    /** The record's headers. */
    List<Header> headers();

    /** What it costs of a producer's budget. */
    int cost();
}
