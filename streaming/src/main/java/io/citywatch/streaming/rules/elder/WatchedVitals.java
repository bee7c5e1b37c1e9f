package io.citywatch.streaming.rules.elder;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a person's vital signs: those that are out of their limits, six at most.
 *
 * @param open null while none was so often enough
 */
public record WatchedVitals(List<VitalRun> runs, @Nullable OpenCase open) {
    static final WatchedVitals NONE = new WatchedVitals(List.of(), null);
}
