package io.citywatch.streaming.rules.thermal;

import org.jspecify.annotations.Nullable;

/**
 * How large a followed spot was.
 *
 * @param at epoch milliseconds
 * @param size square metres of ground, or pixels where no place can be told
 * @param kilowatts if they can be told
 */
public record SpotSample(long at, double size, @Nullable Double kilowatts) {}
