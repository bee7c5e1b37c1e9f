package io.citywatch.streaming.rules.vehicle;

import io.citywatch.streaming.rules.MessageStamp;

/**
 * What a reader heard in a span that ended, while it and its gateway were there.
 *
 * @param span its number, counted since 1970
 * @param squares the sum of the squares of how often each tag was read
 * @param pauseMillis the longest time in it without a word of the reader: what passed then it could not tell
 * @param newest the last message that the reader had said by then
 */
public record HeardSpan(
        String reader, long span, int sightings, double squares, int pauseMillis, MessageStamp newest) {}
