package io.citywatch.streaming.rules.fire;

import java.util.List;

/**
 * Signs of a detector that the registry does not know yet, in their order.
 *
 * @param until event time until which they wait
 */
public record HeldSigns(List<AlarmSign> signs, long until) {}
