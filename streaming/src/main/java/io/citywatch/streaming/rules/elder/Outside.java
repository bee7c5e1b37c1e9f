package io.citywatch.streaming.rules.elder;

import org.jspecify.annotations.Nullable;

/**
 * A pendant is outside its safe zone.
 *
 * @param fixes in a row
 * @param since the first of them, epoch milliseconds
 * @param last the newest of them
 * @param open null while they are not enough
 */
public record Outside(
        int fixes, long since, long last, @Nullable OpenCase open) {}
