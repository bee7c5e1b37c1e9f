package io.citywatch.alerts.audit;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * One act of a person, or one refusal of a gateway.
 *
 * @param actor the account or responder; of a refusal the client that tried
 * @param action what was done, such as {@code device.create} or {@code refused.publish}
 * @param target what it was done to
 * @param detail why, from where; never a secret
 */
public record AuditEntry(Instant at, String actor, String action, String target, Map<String, String> detail) {
    /** @throws NullPointerException if a component is missing */
    public AuditEntry {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(target, "target");
        detail = Map.copyOf(detail);
    }
}
