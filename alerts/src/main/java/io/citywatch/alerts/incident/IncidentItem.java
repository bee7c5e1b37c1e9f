package io.citywatch.alerts.incident;

import io.citywatch.alerts.events.LiveEvents;
import io.citywatch.alerts.store.Transaction;
import io.citywatch.model.Position;
import io.citywatch.model.Severity;
import io.citywatch.model.registry.Elder;
import io.citywatch.model.registry.Vehicle;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An incident in a list, and the body of the live event {@code incident}. Names of persons are masked.
 *
 * @param kind as {@link IncidentKind#text}
 * @param mergedInto the incident that it goes on as
 * @param owner who acknowledged it
 * @param escalation how far the call for an operator has come: 0 whoever is there, 1 the next operator, 2 the supervisor,
 *     3 all
 * @param escalatedAt when it came so far; absent at 0
 * @param heldUntil of one that waits for a second evidence: when it waits no longer
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
        Instant openedAt,
        @Nullable String mergedInto,
        @Nullable String owner,
        int escalation,
        @Nullable Instant escalatedAt,
        @Nullable Instant heldUntil) {
    /**
     * Who or what it is about; the name may be masked.
     *
     * @param file of a person, in full only
     * @param vehicle what is registered of a vehicle, in full only
     */
    public record About(
            String type,
            String id,
            @Nullable String name,
            @Nullable String address,
            Elder.@Nullable File file,
            @Nullable VehicleFile vehicle) {
        /** What a list may show. */
        public About(String type, String id, @Nullable String name, @Nullable String address) {
            this(type, id, name, address, null, null);
        }

        public About with(Elder.@Nullable File newFile, @Nullable VehicleFile newVehicle) {
            return new About(type, id, name, address, newFile, newVehicle);
        }
    }

    /** What helps to know a vehicle when one sees it, and whom to call. */
    public record VehicleFile(
            @Nullable String make, @Nullable String colour, Vehicle.@Nullable Owner owner) {}

    /** Where it is. */
    public record Where(double lat, double lon, double uncertaintyMeters) {
        static @Nullable Where of(@Nullable Position position, double uncertaintyMeters) {
            return position == null ? null : new Where(position.lat(), position.lon(), uncertaintyMeters);
        }
    }

    /** The item of an incident as a list shows it. */
    public static IncidentItem of(Incident incident) {
        IncidentSubject subject = incident.subject();
        return of(incident, new About(subject.type(), subject.id(), subject.maskedName(), null));
    }

    /** The same with the subject in full. */
    public static IncidentItem inFull(Incident incident, Elder.@Nullable File file, @Nullable VehicleFile vehicle) {
        IncidentSubject subject = incident.subject();
        return of(incident, new About(subject.type(), subject.id(), subject.name(), subject.address(), file, vehicle));
    }

    /** Tells every page of it, as it is now, once that is committed. */
    public static void show(Transaction transaction, Incident incident, LiveEvents events) {
        IncidentItem item = of(incident);
        transaction.afterCommit(() -> events.publish(LiveEvents.INCIDENT, item));
    }

    private static IncidentItem of(Incident incident, About subject) {
        IncidentFacts facts = incident.facts();
        IncidentStatus status = incident.status();
        Attention attention = status.attention();
        return new IncidentItem(
                incident.id(),
                facts.kind().text(),
                incident.rules(),
                status.severity(),
                status.state(),
                status.acknowledged(),
                status.active(),
                subject,
                List.copyOf(status.devices()),
                Where.of(status.position(), status.uncertaintyMeters()),
                facts.grid(),
                facts.unit(),
                facts.openedAt(),
                status.mergedInto(),
                attention.owner(),
                attention.step(),
                attention.step() == 0 ? null : attention.since(),
                attention.heldUntil());
    }
}
