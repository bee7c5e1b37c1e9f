package io.citywatch.streaming.rules.vehicle;

import io.citywatch.streaming.rules.MessageStamp;

/**
 * An open episode of R1.
 *
 * @param reads that count
 * @param newest of them
 * @param clearsAt event time at which it is over, if no further read comes
 */
public record OpenPursuit(
        String id,
        long revision,
        String tag,
        String plate,
        String caseNumber,
        int reads,
        MessageStamp newest,
        double rssi,
        long clearsAt) {}
