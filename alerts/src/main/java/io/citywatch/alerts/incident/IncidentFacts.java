package io.citywatch.alerts.incident;

import io.citywatch.model.detection.Family;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What never changes of an incident.
 *
 * @param key by which detections found it first
 * @param family of the rule that opened it
 */
public record IncidentFacts(
        String id,
        IncidentKind kind,
        String key,
        Family family,
        IncidentSubject subject,
        @Nullable String grid,
        @Nullable String unit,
        Instant openedAt) {}
