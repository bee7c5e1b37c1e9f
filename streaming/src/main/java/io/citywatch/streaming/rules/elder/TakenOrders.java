package io.citywatch.streaming.rules.elder;

import io.citywatch.streaming.rules.SeenMessage;
import java.util.List;

/** The orders of a terminal whose repeats can still come. */
public record TakenOrders(List<SeenMessage> seen) {}
