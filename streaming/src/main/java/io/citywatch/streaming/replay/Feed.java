package io.citywatch.streaming.replay;

import java.util.Iterator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * What one source of a replay reads.
 *
 * @param records in the order of their times
 * @param time epoch milliseconds of a record
 * @param what a record is for the pace
 * @param next when the next message of rare ones is, that others wait for; {@link Long#MAX_VALUE} for none
 */
record Feed<T, I extends Iterator<T>>(
        Supplier<I> records, ToLongFunction<T> time, Function<T, Pace.What> what, ToLongFunction<I> next, Pace pace) {}
