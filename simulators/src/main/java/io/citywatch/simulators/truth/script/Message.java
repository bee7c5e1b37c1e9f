package io.citywatch.simulators.truth.script;

import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;

/**
 * What a device says.
 *
 * @param ts by its own clock
 * @param sentAt by the true one
 * @param receivedAt by the gateway's, which is true
 * @param againAt when the same message arrives once more; 0 if it does not
 * @param fields a JSON object without its braces, and without {@code ts}, {@code boot} and {@code seq}
 */
public record Message(
        String device,
        TelemetryKind kind,
        Lane lane,
        long ts,
        long sentAt,
        long receivedAt,
        long againAt,
        String fields) {}
