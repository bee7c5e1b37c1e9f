package io.citywatch.streaming.rules.health;

import io.citywatch.streaming.rules.MessageStamp;

/**
 * A device's alarms cannot be read.
 *
 * @param count of different messages
 * @param clearsAt event time at which it is over, if no further one comes
 */
public record OpenUnreadable(String id, long revision, int count, MessageStamp newest, long clearsAt) {}
