package io.citywatch.streaming.rules.ride;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a tag said that its battery is low.
 *
 * @param times epoch milliseconds, oldest first; as many as raise at most
 * @param open the open episode, if there is one
 * @param endsAt event time at which all this is forgotten
 */
public record BatteryReads(List<Long> times, @Nullable Episode open, long endsAt) {}
