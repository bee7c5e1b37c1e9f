package io.citywatch.streaming.rules.health;

/** When a gateway was away, or its devices on their way back to it; epoch milliseconds. */
public record Gap(long from, long to) {}
