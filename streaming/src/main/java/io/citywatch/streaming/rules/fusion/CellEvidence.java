package io.citywatch.streaming.rules.fusion;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a cell of the ground and those around it know of a fire.
 *
 * @param known the newest last
 * @param open null while there is no fused fire
 * @param wakesAt when event time must wake the rule
 */
public record CellEvidence(
        List<KnownEvidence> known, @Nullable OpenFire open, long wakesAt) {
    public static final CellEvidence NONE = new CellEvidence(List.of(), null, 0);
}
