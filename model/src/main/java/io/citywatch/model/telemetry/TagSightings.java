package io.citywatch.model.telemetry;

import io.citywatch.model.Position;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tags that a roadside reader saw pass.
 *
 * @param sightings 1 to 500
 * @param position only from a mobile reader
 */
public record TagSightings(
        Instant measuredAt,
        @Nullable Sequence sequence,
        List<Sighting> sightings,
        @Nullable Position position) implements Telemetry {
    /**
     * One read of one tag.
     *
     * @param tag EPC, upper-case hex, 8 to 32 digits
     * @param rssi dBm
     * @param flags of {@code tamper}, {@code low-battery}
     */
    public record Sighting(
            String tag,
            Instant measuredAt,
            double rssi,
            @Nullable Integer antenna,
            List<String> flags) {}
}
