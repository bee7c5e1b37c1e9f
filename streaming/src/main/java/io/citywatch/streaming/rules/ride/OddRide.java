package io.citywatch.streaming.rules.ride;

import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a vehicle that rides at an odd hour, or is in a convoy or at a way out.
 *
 * @param id of the open episode; null if its hour is not odd
 * @param odd its newest ride at an odd hour; null if its hour is not odd
 * @param seriousUntil event time until which it counts as in a convoy or leaving
 * @param clearsAt event time at which all this is over
 */
public record OddRide(
        String tag,
        @Nullable String id,
        long revision,
        @Nullable Ride odd,
        long seriousUntil,
        long clearsAt) {}
