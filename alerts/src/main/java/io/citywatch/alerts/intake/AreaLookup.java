package io.citywatch.alerts.intake;

import io.citywatch.model.Position;
import org.jspecify.annotations.Nullable;

/** Names the smallest areas that hold a place. Must not ask the database; thread-safe. */
@FunctionalInterface
public interface AreaLookup {
    /** Knows no area. */
    AreaLookup NONE = position -> Areas.UNKNOWN;

    /** The grid and the smallest emergency unit, by id. */
    record Areas(@Nullable String grid, @Nullable String unit) {
        public static final Areas UNKNOWN = new Areas(null, null);
    }

    Areas at(Position position);

    /** The district by id; null if none is known. */
    default @Nullable String districtAt(Position position) {
        return null;
    }
}
