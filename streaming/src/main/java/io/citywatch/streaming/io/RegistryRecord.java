package io.citywatch.streaming.io;

import org.jspecify.annotations.Nullable;

/**
 * One record of a registry topic as it stands in the log.
 *
 * @param value JSON; null if the entry was withdrawn. Treat as read-only
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record RegistryRecord(String key, byte @Nullable [] value, long loggedAt) {}
