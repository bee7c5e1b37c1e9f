package io.citywatch.streaming.rules.ride;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The trails of the tags that passed a reader of late, in the order in which they were told. Times and tags stand side by
 * side too: whoever looks for the few that matter need not fetch every trail from memory.
 *
 * @param at when each came to the reader; null in what an older release left, as are {@code tags}
 * @param tags a number for each, {@link String#hashCode}, which two of them hardly share
 */
@SuppressWarnings("ArrayRecordComponent") // kept as they are, never compared
public record ReaderTrails(List<Trail> trails, long @Nullable [] at, int @Nullable [] tags) {
    static final ReaderTrails NONE = of(List.of());

    static ReaderTrails of(List<Trail> trails) {
        return new ReaderTrails(
                trails,
                trails.stream().mapToLong(Trail::at).toArray(),
                trails.stream().mapToInt(trail -> trail.tag().hashCode()).toArray());
    }
}
