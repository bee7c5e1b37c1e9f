package io.citywatch.streaming.rules;

import io.citywatch.model.log.LogRecord;

/**
 * A device was heard: any message of either lane but a will. Times are epoch milliseconds.
 *
 * @param gateway who received it; empty if nobody says
 * @param tags that it reports, of a reader: a number for each, which two of them hardly share
 */
@SuppressWarnings("ArrayRecordComponent") // never changed, never compared
public record SignOfLife(
        String device, String gateway, String identity, long receivedAt, long loggedAt, long measuredAt, int[] tags) {
    /** Of a message that reports none. */
    public static final int[] NO_TAGS = {};

    public static SignOfLife of(LogRecord message, long measuredAt, int[] tags) {
        return new SignOfLife(
                message.device().value(),
                message.gateway(),
                message.identity(),
                message.receivedAt().toEpochMilli(),
                message.loggedAt().toEpochMilli(),
                measuredAt,
                tags);
    }
}
