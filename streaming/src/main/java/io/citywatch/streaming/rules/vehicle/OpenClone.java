package io.citywatch.streaming.rules.vehicle;

import io.citywatch.streaming.rules.MessageStamp;

/**
 * An open episode of R6.
 *
 * @param vehicle the plate, else the tag, that it was raised for
 * @param pairs impossible ones so far
 * @param clearsAt event time at which it is over, if no further pair comes
 */
public record OpenClone(String id, long revision, String vehicle, int pairs, MessageStamp newest, long clearsAt) {}
