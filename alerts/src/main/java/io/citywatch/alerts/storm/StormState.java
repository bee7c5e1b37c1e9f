package io.citywatch.alerts.storm;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How it stands; one for the whole city.
 *
 * @param since when the storm began; null if there is none
 * @param calmSince in a storm, since when it is calm without a break; null if it is not
 */
public record StormState(@Nullable Instant since, @Nullable Instant calmSince) {
    public static final StormState NONE = new StormState(null, null);

    public boolean isOn() {
        return since != null;
    }
}
