package io.citywatch.streaming.rules.fire;

/** Where the registry says that a detector hangs. */
public record DetectorPlace(String premises, double lat, double lon) {}
