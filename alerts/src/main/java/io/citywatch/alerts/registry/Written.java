package io.citywatch.alerts.registry;

import io.citywatch.alerts.access.Token;
import org.jspecify.annotations.Nullable;

/** What came of a write to the registry. */
public sealed interface Written<T> {
    /** @param token of a new device or responder; shown this once */
    record Done<T>(Registered<T> registered, @Nullable Token token) implements Written<T> {}

    /** There is no such thing. */
    record Unknown<T>() implements Written<T> {}

    /** The id, or a value that must be unique, is another's. */
    record Taken<T>() implements Written<T> {}

    /** Something depends on it, so that it cannot go. */
    record Kept<T>(String reason) implements Written<T> {}
}
