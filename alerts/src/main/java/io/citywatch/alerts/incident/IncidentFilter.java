package io.citywatch.alerts.incident;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which incidents; an absent field does not restrict.
 *
 * @param state {@code open} (neither CLOSED, MERGED nor CANCELLED) or the name of an {@link IncidentState}
 * @param subject the subject's id
 * @param device the id of a device whose messages it rests on
 * @param kinds only these
 */
public record IncidentFilter(
        @Nullable String state,
        @Nullable String subject,
        @Nullable String device,
        @Nullable Set<IncidentKind> kinds) {
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

    /** Of every kind. */
    public IncidentFilter(@Nullable String state, @Nullable String subject, @Nullable String device) {
        this(state, subject, device, null);
    }

    /** The same of these kinds alone. */
    public IncidentFilter of(Set<IncidentKind> only) {
        return new IncidentFilter(state, subject, device, only);
    }

    public static IncidentFilter all() {
        return new IncidentFilter(null, null, null);
    }
}
