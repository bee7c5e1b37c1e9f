package io.citywatch.alerts.incident;

import io.citywatch.model.Position;
import io.citywatch.model.Severity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An incident in a list, and the body of the live event {@code incident}. Names of persons are masked.
 *
 * @param kind as {@link IncidentKind#text}
 */
public record IncidentItem(
        String id,
        String kind,
        List<String> rules,
        Severity severity,
        IncidentState state,
        boolean acknowledged,
        boolean active,
        About subject,
        List<String> devices,
        @Nullable Where position,
        @Nullable String grid,
        @Nullable String unit,
        Instant openedAt) {
    /** Who or what it is about; the name may be masked. */
    public record About(
            String type,
            String id,
            @Nullable String name,
            @Nullable String address) {}

    /** Where it is. */
    public record Where(double lat, double lon, double uncertaintyMeters) {
        static @Nullable Where of(@Nullable Position position, double uncertaintyMeters) {
            return position == null ? null : new Where(position.lat(), position.lon(), uncertaintyMeters);
        }
    }

    /** The item of an incident as a list shows it. */
    public static IncidentItem of(Incident incident) {
        Incident.Subject subject = incident.subject();
        return of(incident, new About(subject.type(), subject.id(), subject.maskedName(), null));
    }

    /** The same with the subject in full. */
    public static IncidentItem inFull(Incident incident) {
        Incident.Subject subject = incident.subject();
        return of(incident, new About(subject.type(), subject.id(), subject.name(), subject.address()));
    }

    private static IncidentItem of(Incident incident, About subject) {
        return new IncidentItem(
                incident.id(),
                incident.kind().text(),
                incident.rules(),
                incident.severity(),
                incident.state(),
                incident.acknowledged(),
                incident.active(),
                subject,
                incident.devices(),
                Where.of(incident.position(), incident.uncertaintyMeters()),
                incident.grid(),
                incident.unit(),
                incident.openedAt());
    }
}
