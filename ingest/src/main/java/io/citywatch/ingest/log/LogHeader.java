package io.citywatch.ingest.log;

import org.apache.kafka.common.header.Header;

/** A header of a record, in the form that the log's client takes as it is: no copy a message. */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record LogHeader(String key, byte[] value) implements Header {}
