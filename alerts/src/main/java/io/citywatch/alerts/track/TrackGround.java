package io.citywatch.alerts.track;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a look at a vehicle's track rests on.
 *
 * @param reference the case number, the incident's id, or where the consent is written down
 * @param from reads from then on, inclusive; all if null
 * @param to reads until then, exclusive; all if null
 */
public record TrackGround(
        Kind kind,
        String reference,
        @Nullable Instant from,
        @Nullable Instant to) {
    /** From the strongest ground to the weakest. */
    public enum Kind {
        /** The vehicle is wanted. */
        THEFT_REPORT("theft-report", false),
        /** An incident that is open is about it. */
        INCIDENT("incident", false),
        /** Its owner agreed. */
        CONSENT("consent", false),
        /** It was wanted: what was kept of that case, and for that only with a second person. */
        ENDED_CASE("ended-case", true);

        private final String text;
        private final boolean asksASecondPerson;

        Kind(String text, boolean asksASecondPerson) {
            this.text = text;
            this.asksASecondPerson = asksASecondPerson;
        }

        /** The name on the wire. */
        @JsonValue
        public String text() {
            return text;
        }

        boolean asksASecondPerson() {
            return asksASecondPerson;
        }
    }

    boolean covers(Instant begin, Instant end) {
        return (from == null || !begin.isBefore(from)) && (to == null || !end.isAfter(to));
    }
}
