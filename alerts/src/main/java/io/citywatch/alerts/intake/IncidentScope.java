package io.citywatch.alerts.intake;

import io.citywatch.alerts.incident.Incident;
import io.citywatch.alerts.incident.IncidentKind;
import io.citywatch.model.Position;
import io.citywatch.model.detection.Detection;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which incident a detection belongs to: its kind, key, subject and place, from the detection and the registry.
 *
 * @param byDistance an incident of the kind nearby is the same one, since no building is known
 */
public record IncidentScope(
        IncidentKind kind,
        String key,
        boolean byDistance,
        Incident.Subject subject,
        @Nullable Position position,
        double uncertaintyMeters) {
    /** Fires that are nearer than this are one, where no building tells. */
    public static final double FIRE_WITHIN_METERS = 150;

    private static final double CELL_METERS = 1_000;
    private static final double METERS_PER_DEGREE = 111_195;
    /** A registered place is that of a flat or a room; a pendant's own fix is worse. */
    private static final double REGISTERED_METERS = 20;

    private static final double REPORTED_METERS = 50;

    static IncidentScope of(Detection detection, @Nullable Registered registered) {
        Position reported = detection.position();
        Registered.Person person = registered == null ? null : registered.person();
        Position known = person != null ? person.position() : registered == null ? null : registered.position();
        Position place = reported == null ? known : reported;
        double uncertainty = reported == null ? REGISTERED_METERS : REPORTED_METERS;
        String device = detection.device().value();
        IncidentKind kind = IncidentKind.of(detection.rule());
        return switch (kind) {
            case ELDER_EMERGENCY ->
                person == null
                        ? new IncidentScope(
                                kind,
                                key(kind, "terminal", device),
                                false,
                                ofDevice(device, registered),
                                place,
                                uncertainty)
                        : new IncidentScope(
                                kind,
                                key(kind, "person", person.id()),
                                false,
                                new Incident.Subject("person", person.id(), person.name(), person.address()),
                                place,
                                uncertainty);
            case FIRE -> fire(detection, registered, place, uncertainty);
            case ELDER_DEVICE, SERVICE, THEFT, CLONED_TAG, DEVICE_FAULT, UNREADABLE_ALARM, OUTAGE ->
                new IncidentScope(
                        kind,
                        key(kind, detection.rule().name(), detection.key()),
                        false,
                        new Incident.Subject(
                                detection.subject().type(), detection.subject().id(), null, null),
                        place,
                        uncertainty);
        };
    }

    private static IncidentScope fire(
            Detection detection, @Nullable Registered registered, @Nullable Position place, double uncertainty) {
        String device = detection.device().value();
        if (registered == null || registered.premises() == null) {
            return new IncidentScope(
                    IncidentKind.FIRE,
                    key(IncidentKind.FIRE, "device", device),
                    true,
                    ofDevice(device, registered),
                    place,
                    uncertainty);
        }
        String premises = registered.premises();
        return new IncidentScope(
                IncidentKind.FIRE,
                key(IncidentKind.FIRE, "premises", premises),
                false,
                new Incident.Subject("place", premises, registered.name(), registered.name()),
                place,
                uncertainty);
    }

    private static Incident.Subject ofDevice(String device, @Nullable Registered registered) {
        String name = registered == null ? null : registered.name();
        return new Incident.Subject("device", device, name, name);
    }

    private static String key(IncidentKind kind, String scope, String id) {
        return kind.text() + "/" + scope + "/" + id;
    }

    /**
     * What serialises opening: the key, the detection's id (the registry may change between two ways of the same one),
     * and where distance decides every 1 km cell of the kind that the distance reaches. Ascending, so that two never
     * wait for each other.
     */
    Collection<Long> locks(Detection detection) {
        TreeSet<Long> locks = new TreeSet<>();
        locks.add(lock(key));
        locks.add(lock(detection.id()));
        Position place = position;
        if (kind == IncidentKind.FIRE && place != null) {
            double lat = FIRE_WITHIN_METERS / METERS_PER_DEGREE;
            double lon = lat / Math.max(0.01, Math.cos(Math.toRadians(place.lat())));
            for (int north = -1; north <= 1; north += 2) {
                for (int east = -1; east <= 1; east += 2) {
                    locks.add(lock(kind.text() + cell(place.lat() + north * lat, place.lon() + east * lon)));
                }
            }
        }
        return locks;
    }

    private static String cell(double lat, double lon) {
        double step = CELL_METERS / METERS_PER_DEGREE;
        long row = (long) Math.floor(lat / step);
        double rowStep = step / Math.max(0.01, Math.cos(Math.toRadians(row * step)));
        return "@" + row + "," + (long) Math.floor(lon / rowStep);
    }

    private static long lock(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).getMostSignificantBits();
    }
}
