package io.citywatch.streaming.rules.vehicle;

import io.citywatch.streaming.rules.MessageStamp;
import org.jspecify.annotations.Nullable;

/**
 * Pairs of readers that a tag passed against one-way streets.
 *
 * @param id of the episode; null until there is enough to raise one
 * @param vehicle the subject's id
 * @param clearsAt event time at which all is forgotten, if no further pair comes
 */
public record OpenWrongWay(
        @Nullable String id, long revision, String vehicle, int pairs, MessageStamp newest, long clearsAt) {}
