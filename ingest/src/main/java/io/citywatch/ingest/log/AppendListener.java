package io.citywatch.ingest.log;

import org.jspecify.annotations.Nullable;

/** Hears what became of an append: once, on any thread, and must not block. */
@FunctionalInterface
public interface AppendListener {
    /** @param failure absent if the log has the record */
    void appended(@Nullable Throwable failure);
}
