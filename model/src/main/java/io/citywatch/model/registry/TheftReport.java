package io.citywatch.model.registry;

import io.citywatch.model.Position;
import io.citywatch.model.Required;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A vehicle is wanted (contracts, registry bodies).
 *
 * @param plate of a registered vehicle
 * @param caseNumber of the police
 * @param reportedBy who said so
 * @param reportedAt when
 * @param lastSeen by its owner, if anyone knows: what was read before is lawful
 */
public record TheftReport(
        String plate,
        String caseNumber,
        String reportedBy,
        Instant reportedAt,
        @Nullable LastSeen lastSeen) {
    /** The most that a case number or a name may be. */
    public static final int MOST_TEXT_CHARACTERS = 200;

    /** When and where its owner saw it last. */
    public record LastSeen(Instant ts, Double lat, Double lon) {
        /** @throws IllegalArgumentException naming the field that is missing or wrong */
        public LastSeen {
            Required.check("ts", ts, "epoch milliseconds");
            Required.position(lat, lon);
        }

        public Position position() {
            return new Position(lat, lon);
        }
    }

    /** @throws IllegalArgumentException naming the field that is missing or wrong */
    public TheftReport {
        Required.text("plate", plate, MOST_TEXT_CHARACTERS);
        Required.text("caseNumber", caseNumber, MOST_TEXT_CHARACTERS);
        Required.text("reportedBy", reportedBy, MOST_TEXT_CHARACTERS);
        Required.check("reportedAt", reportedAt, "epoch milliseconds");
    }
}
