package io.citywatch.standalone.config;

import org.jspecify.annotations.Nullable;

/** The platform cannot start, for a reason that its operator can act on; the message says which. */
public final class StartFailure extends RuntimeException {
    public StartFailure(String message) {
        super(message);
    }

    public StartFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
