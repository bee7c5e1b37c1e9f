package io.citywatch.alerts.incident;

import org.jspecify.annotations.Nullable;

/**
 * Which incidents; an absent field does not restrict.
 *
 * @param state {@code open} (neither CLOSED, MERGED nor CANCELLED) or the name of an {@link IncidentState}
 * @param subject the subject's id
 * @param device the id of a device whose messages it rests on
 */
public record IncidentFilter(
        @Nullable String state,
        @Nullable String subject,
        @Nullable String device) {
    public static final String OPEN = "open";

    /** @throws IllegalArgumentException if there is no such state */
    public IncidentFilter {
        if (state != null && !state.equals(OPEN)) {
            boolean known = false;
            for (IncidentState one : IncidentState.values()) {
                known |= one.name().equals(state);
            }
            if (!known) {
                throw new IllegalArgumentException("state: '" + state + "' (expected: open, or a state's name)");
            }
        }
    }

    public static IncidentFilter all() {
        return new IncidentFilter(null, null, null);
    }
}
