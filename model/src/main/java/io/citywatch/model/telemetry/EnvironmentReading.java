package io.citywatch.model.telemetry;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** @param readings by name, in the units of the contract; unknown names are kept */
public record EnvironmentReading(
        Instant measuredAt, @Nullable Sequence sequence, Map<String, Double> readings) implements Telemetry {}
