package io.citywatch.streaming.replay;

import java.util.Iterator;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * What one source of a replay reads.
 *
 * @param records in the order of their times
 * @param time epoch milliseconds of a record
 */
record Feed<T>(Supplier<Iterator<T>> records, ToLongFunction<T> time, Pace pace) {}
