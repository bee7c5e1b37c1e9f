package io.citywatch.streaming.rules.vehicle;

import io.citywatch.streaming.rules.TagRead;
import java.util.List;

/** Faint reads of one tag of which it is not known yet whether the vehicle was there; of the last half minute. */
public record DoubtfulReads(List<TagRead> reads) {}
