package io.citywatch.streaming.rules.vehicle;

import io.citywatch.streaming.rules.MessageStamp;
import org.jspecify.annotations.Nullable;

/**
 * What a reader hears in spans that have not ended yet. -1 stands for a span in which it said nothing at all.
 *
 * @param span the number of the first of them, counted since 1970
 * @param counts sightings in that span and in those after it that were begun; empty while there is none
 * @param tallies of each of these spans, sixteen numbers each, by which it is known how much of it was one and the same tag
 * @param pauses the longest time without a word in each of these spans, milliseconds; null in what an older release left
 * @param gateway that received its last message
 * @param newest its last message
 */
@SuppressWarnings("ArrayRecordComponent") // kept as they are, never compared
public record Hearing(
        long span, int[] counts, int[] tallies, int @Nullable [] pauses, String gateway, MessageStamp newest) {}
