package io.citywatch.alerts.intake;

import io.citywatch.model.detection.Detection;
import org.jspecify.annotations.Nullable;

/**
 * A detection as it is kept, good enough to open an incident by it.
 *
 * @param scopeKey by which it finds its incident; null of one that was kept by an older release
 * @param origin the incident with which it came, if that was merged
 * @param cleared whether it holds no more
 */
public record Kept(
        Detection detection,
        @Nullable String scopeKey,
        @Nullable String origin,
        boolean cleared,
        boolean shownOnly) {}
