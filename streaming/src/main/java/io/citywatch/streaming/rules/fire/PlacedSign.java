package io.citywatch.streaming.rules.fire;

/** A sign of alarm with the premises that its detector is registered at, and where those are. */
public record PlacedSign(String premises, double lat, double lon, AlarmSign sign) {}
