package io.citywatch.model.message;

import io.citywatch.model.Position;
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
    /** @throws IllegalArgumentException if ts, lat or lon is missing or outside its range */
    public PositionReport {
        Missing.check("ts", ts, "epoch milliseconds");
        Missing.check("lat", lat, "-90 to 90 degrees");
        Missing.check("lon", lon, "-180 to 180 degrees");
        var unused = new Position(lat, lon);
    }

    public Position position() {
        return new Position(lat, lon);
    }

    /** A report in the log ({@code responder.positions}). */
    public record Logged(String responder, Instant receivedAt, PositionReport report) {}
}
