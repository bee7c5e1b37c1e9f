package io.citywatch.alerts.intake;

import io.citywatch.model.Position;
import io.citywatch.model.detection.Detection;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where and when a vehicle was read, out of the evidence of the rules that hunt it. */
public record TrackPoint(Instant ts, String reader, Position position) {
    /** The readings that the evidence tells of; what cannot be read of it is left out. */
    static List<TrackPoint> of(Detection detection) {
        List<TrackPoint> points = new ArrayList<>();
        if (detection.evidence().get("track") instanceof List<?> track) {
            track.forEach(point -> read(point).ifPresent(points::add));
        }
        if (points.isEmpty()
                && detection.position() != null
                && detection.evidence().get("reader") instanceof String reader) {
            points.add(new TrackPoint(detection.at(), reader, detection.position()));
        }
        return points;
    }

    private static Optional<TrackPoint> read(Object given) {
        if (given instanceof Map<?, ?> point
                && point.get("ts") instanceof Number ts
                && point.get("reader") instanceof String reader
                && point.get("lat") instanceof Number lat
                && point.get("lon") instanceof Number lon) {
            try {
                return Optional.of(new TrackPoint(
                        Instant.ofEpochMilli(ts.longValue()),
                        reader,
                        new Position(lat.doubleValue(), lon.doubleValue())));
            } catch (IllegalArgumentException | DateTimeException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
