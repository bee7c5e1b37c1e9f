package io.citywatch.alerts.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citywatch.model.json.Json;
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
        Instant createdAt) {
    /** What GET answers: the owner's fields, and the facts beside them. */
    public ObjectNode view() {
        ObjectNode view = Json.mapper().valueToTree(body);
        facts.forEach((name, fact) -> view.set(name, Json.mapper().valueToTree(fact)));
        return view;
    }
}
