package io.citywatch.alerts.notify;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of one try to hand a message to a provider. */
public sealed interface Attempt {
    /**
     * The provider has it.
     *
     * @param providerId what it calls it, if it said
     */
    record Taken(@Nullable String providerId) implements Attempt {}

    /**
     * Worth another try.
     *
     * @param after the provider asks for so long a pause
     * @param definite the provider said that it did not take it; else nobody knows
     */
    record Again(String reason, @Nullable Duration after, boolean definite) implements Attempt {}

    /** It will never take it. */
    record Refused(String reason) implements Attempt {}
}
