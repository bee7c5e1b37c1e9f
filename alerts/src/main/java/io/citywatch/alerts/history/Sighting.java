package io.citywatch.alerts.history;

import io.citywatch.model.Position;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A vehicle's tag was read.
 *
 * @param position of the reader at that time
 * @param rssi dBm
 */
public record Sighting(
        Instant ts,
        String reader,
        Position position,
        @Nullable Double rssi) {
    /**
     * A row of either store.
     *
     * @param field the text of a field by its name, null if absent
     * @return empty if nobody knows where it was
     */
    static Optional<Sighting> read(Instant ts, Function<String, @Nullable String> field) {
        String reader = field.apply("reader");
        String lat = field.apply("lat");
        String lon = field.apply("lon");
        String rssi = field.apply("rssi");
        if (reader == null || lat == null || lon == null) {
            return Optional.empty();
        }
        return Optional.of(new Sighting(
                ts,
                reader,
                new Position(Double.parseDouble(lat), Double.parseDouble(lon)),
                rssi == null ? null : Double.valueOf(rssi)));
    }
}
