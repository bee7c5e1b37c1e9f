package io.citywatch.model.message;

import io.citywatch.model.Position;
import io.citywatch.model.Required;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The payload of {@code responders/{id}/position}.
 *
 * @param ts by the phone's clock
 * @param accuracy m
 * @param speed m/s
 * @param heading degrees clockwise from true north
 */
public record PositionReport(
        Instant ts,
        Double lat,
        Double lon,
        @Nullable Double accuracy,
        @Nullable Double speed,
        @Nullable Double heading) {
    /**
     * Speed and heading below 0 are taken: phones say -1 for unknown.
     *
     * @throws IllegalArgumentException naming the field that is missing or outside its range
     */
    public PositionReport {
        Required.check("ts", ts, "epoch milliseconds");
        Required.position(lat, lon);
        Required.range("accuracy", accuracy, 0, 1e6, "m");
        Required.range("speed", speed, -1, 1000, "m/s");
        Required.range("heading", heading, -360, 360, "degrees");
    }

    public Position position() {
        return new Position(lat, lon);
    }

    /** A report in the log ({@code responder.positions}). */
    public record Logged(String responder, Instant receivedAt, PositionReport report) {
        /** @throws IllegalArgumentException naming the field that is missing */
        public Logged {
            Required.check("responder", responder, "the responder's id");
            Required.check("receivedAt", receivedAt, "epoch milliseconds");
            Required.check("report", report, "an object");
        }
    }
}
