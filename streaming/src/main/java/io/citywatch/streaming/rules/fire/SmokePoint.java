package io.citywatch.streaming.rules.fire;

/** How dense the smoke was at a time, epoch milliseconds; in per cent a metre. */
public record SmokePoint(long at, double obscuration) {}
