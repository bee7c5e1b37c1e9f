package io.citywatch.streaming.rules;

import io.citywatch.model.log.LogRecord;

/**
 * A device was heard: any message of either lane but a will. Times are epoch milliseconds.
 *
 * @param gateway who received it; empty if nobody says
 * @param sightings how many tags it reports, of a reader
 */
public record SignOfLife(
        String device,
        String gateway,
        String identity,
        long receivedAt,
        long loggedAt,
        long measuredAt,
        int sightings) {
    public static SignOfLife of(LogRecord message, long measuredAt, int sightings) {
        return new SignOfLife(
                message.device().value(),
                message.gateway(),
                message.identity(),
                message.receivedAt().toEpochMilli(),
                message.loggedAt().toEpochMilli(),
                measuredAt,
                sightings);
    }
}
