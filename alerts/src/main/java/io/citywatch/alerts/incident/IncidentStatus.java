package io.citywatch.alerts.incident;

import io.citywatch.model.Position;
import io.citywatch.model.Severity;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What changes of an incident, as it is stored.
 *
 * @param active whether any of its detections still holds
 * @param epoch grows with each re-opening
 * @param count how many alarms it rests on
 * @param evidenceAt when the newest evidence was received
 * @param closedAt the last closing, also of an incident that was opened again
 * @param mergedInto the incident that it goes on as
 * @param attention who looks after it
 */
public record IncidentStatus(
        Severity severity,
        IncidentState state,
        boolean acknowledged,
        boolean active,
        int epoch,
        int level,
        int count,
        @Nullable Position position,
        double uncertaintyMeters,
        Collection<String> rules,
        Collection<String> devices,
        StageTimes stages,
        Instant evidenceAt,
        @Nullable Instant closedAt,
        @Nullable String outcome,
        @Nullable String mergedInto,
        Attention attention) {}
