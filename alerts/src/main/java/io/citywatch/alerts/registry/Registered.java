package io.citywatch.alerts.registry;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A registered thing: what its owner said, and what the platform knows beside it.
 *
 * @param body the owner's record
 * @param facts by the name on the wire, such as {@code lastSeenAt}; instants, texts, booleans
 * @param tokenSha256 of a device or responder
 * @param createdAt with {@code id} the place in the list
 */
public record Registered<T>(
        String id,
        T body,
        Map<String, Object> facts,
        @Nullable String tokenSha256,
        Instant createdAt) {}
