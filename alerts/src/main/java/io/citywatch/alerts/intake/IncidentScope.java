package io.citywatch.alerts.intake;

import io.citywatch.alerts.incident.IncidentKind;
import io.citywatch.alerts.incident.IncidentSubject;
import io.citywatch.model.Position;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Family;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which incident a detection belongs to: its kind, key, subject and place, from the detection and the registry.
 *
 * @param near which incidents of the kind nearby are the same one
 */
public record IncidentScope(
        IncidentKind kind,
        String key,
        Near near,
        IncidentSubject subject,
        @Nullable Position position,
        double uncertaintyMeters) {
    /** Which incidents of the kind nearby are the same one. */
    public enum Near {
        NONE,
        /** A fire whose building nobody knows yet, such as one seen from above. */
        WITHOUT_BUILDING,
        ANY
    }

    /** Fires that are nearer than this are one, where no building tells. */
    public static final double FIRE_WITHIN_METERS = 150;

    /** What the key of a fire begins with if a building tells. */
    public static final String OF_A_BUILDING = "fire/premises/";

    private static final double CELL_METERS = 1_000;
    private static final double METERS_PER_DEGREE = 111_195;
    /** A registered place is that of a flat or a room; a pendant's own fix is worse. */
    private static final double REGISTERED_METERS = 20;

    private static final double REPORTED_METERS = 50;

    static IncidentScope of(Detection detection, @Nullable Registered registered) {
        IncidentKind kind = IncidentKind.of(detection.rule());
        return switch (kind) {
            case ELDER_EMERGENCY, ELDER_WELFARE, ELDER_DEVICE -> ofPerson(kind, detection, registered);
            case FIRE ->
                detection.rule().family() == Family.THERMAL || detection.rule() == Rule.S6
                        ? ofItsOwnPlace(detection)
                        : ofDetector(detection, registered);
            case SERVICE ->
                scope(kind, kind.text() + "/order/" + detection.key(), personOrDevice(detection, registered))
                        .at(detection, registered);
            case THEFT ->
                scope(kind, kind.text() + "/tag/" + detection.key(), ofVehicle(detection))
                        .at(detection, registered);
            case CLONED_TAG, WRONG_WAY, SUSPICIOUS_RIDE, TAG_FAULT ->
                scope(kind, byRule(kind, detection), ofVehicle(detection)).at(detection, registered);
            // People go to a reader's place, whichever vehicles park there.
            case PARKING ->
                scope(kind, byRule(kind, detection), ofDevice(detection.device().value(), registered))
                        .at(detection, registered);
            case DEN ->
                scope(
                                kind,
                                byRule(kind, detection),
                                new IncidentSubject(
                                        Subject.PLACE, detection.subject().id(), null, null))
                        .at(detection, null);
            case DEVICE_FAULT, UNREADABLE_ALARM ->
                scope(
                                kind,
                                byRule(kind, detection),
                                ofDevice(detection.subject().id(), registered))
                        .at(detection, registered);
            case RESPONDER_SAFETY -> throw new IllegalArgumentException(detection.rule() + ": no rule is of " + kind);
            case OUTAGE, KNOWN_HEAT -> {
                // The device of its newest evidence is not where it is.
                IncidentSubject subject = new IncidentSubject(
                        detection.subject().type(), detection.subject().id(), null, null);
                yield scope(kind, byRule(kind, detection), subject).at(detection, null);
            }
        };
    }

    private static IncidentScope scope(IncidentKind kind, String key, IncidentSubject subject) {
        return new IncidentScope(kind, key, Near.NONE, subject, null, REGISTERED_METERS);
    }

    /** Where the evidence says that it is, else where the registry says. */
    private IncidentScope at(Detection detection, @Nullable Registered registered) {
        Position reported = detection.position();
        if (reported != null) {
            return new IncidentScope(kind, key, near, subject, reported, uncertaintyOf(detection));
        }
        return new IncidentScope(
                kind, key, near, subject, registered == null ? null : registered.place(), REGISTERED_METERS);
    }

    private IncidentScope near(Near which) {
        return new IncidentScope(kind, key, which, subject, position, uncertaintyMeters);
    }

    private static double uncertaintyOf(Detection detection) {
        return detection.evidence().get("uncertaintyMeters") instanceof Number meters && meters.doubleValue() >= 0
                ? meters.doubleValue()
                : REPORTED_METERS;
    }

    private static IncidentScope ofPerson(IncidentKind kind, Detection detection, @Nullable Registered registered) {
        Registered.Person person = registered == null ? null : registered.person();
        String key = person == null ? "terminal/" + detection.device().value() : "person/" + person.id();
        return scope(kind, kind.text() + "/" + key, personOrDevice(detection, registered))
                .at(detection, registered);
    }

    /** Nobody lives in a hot spot: its own place tells which fire it is, never that of the device that spoke last. */
    private static IncidentScope ofItsOwnPlace(Detection detection) {
        IncidentSubject subject =
                new IncidentSubject(Subject.PLACE, detection.subject().id(), null, null);
        return scope(IncidentKind.FIRE, "fire/cell/" + detection.key(), subject)
                .at(detection, null)
                .near(Near.ANY);
    }

    private static IncidentScope ofDetector(Detection detection, @Nullable Registered registered) {
        String premises = detection.rule() == Rule.S5 ? detection.key() : premisesOf(registered);
        if (premises == null) {
            String device = detection.device().value();
            return scope(IncidentKind.FIRE, "fire/device/" + device, ofDevice(device, registered))
                    .at(detection, registered)
                    .near(Near.ANY);
        }
        String name = registered == null ? null : registered.name();
        return scope(
                        IncidentKind.FIRE,
                        OF_A_BUILDING + premises,
                        new IncidentSubject(Subject.PLACE, premises, name, name))
                .at(detection, registered)
                .near(Near.WITHOUT_BUILDING);
    }

    private static @Nullable String premisesOf(@Nullable Registered registered) {
        return registered == null ? null : registered.premises();
    }

    private static IncidentSubject personOrDevice(Detection detection, @Nullable Registered registered) {
        Registered.Person person = registered == null ? null : registered.person();
        return person == null
                ? ofDevice(detection.device().value(), registered)
                : new IncidentSubject(IncidentSubject.PERSON, person.id(), person.name(), person.address());
    }

    private static IncidentSubject ofDevice(String device, @Nullable Registered registered) {
        if (registered == null || !registered.device().equals(device)) {
            return new IncidentSubject(Subject.DEVICE, device, null, null);
        }
        Registered.Person person = registered.person();
        String address = person == null ? registered.name() : person.address();
        return new IncidentSubject(Subject.DEVICE, device, registered.name(), address);
    }

    private static IncidentSubject ofVehicle(Detection detection) {
        String plate = detection.subject().id();
        return new IncidentSubject(IncidentSubject.VEHICLE, plate, plate, null);
    }

    private static String byRule(IncidentKind kind, Detection detection) {
        return kind.text() + "/" + detection.rule() + "/" + detection.key();
    }

    /**
     * What serialises opening: the key, the ids of the detection and of what it rests on (cause and effect, or two ways
     * of one detection, may come at the same time), and where distance decides every 1 km cell of the kind that the
     * distance reaches. Ascending, so that two never wait for each other.
     */
    Collection<Long> locks(Detection detection) {
        TreeSet<Long> locks = new TreeSet<>();
        locks.add(lock(key));
        locks.add(lock(detection.id()));
        detection.causes().forEach(cause -> locks.add(lock(cause)));
        Position place = position;
        if (near != Near.NONE && place != null) {
            addCells(locks, kind, place);
        }
        return locks;
    }

    /** The same for an act on incidents that answer to these keys: nobody opens or feeds one of them meanwhile. */
    static Collection<Long> locks(Collection<String> keys, Collection<Position> fires) {
        TreeSet<Long> locks = new TreeSet<>();
        keys.forEach(key -> locks.add(lock(key)));
        fires.forEach(place -> addCells(locks, IncidentKind.FIRE, place));
        return locks;
    }

    private static void addCells(Collection<Long> locks, IncidentKind kind, Position place) {
        double lat = FIRE_WITHIN_METERS / METERS_PER_DEGREE;
        double lon = lat / Math.max(0.01, Math.cos(Math.toRadians(place.lat())));
        for (int north = -1; north <= 1; north += 2) {
            for (int east = -1; east <= 1; east += 2) {
                locks.add(lock(kind.text() + cell(place.lat() + north * lat, place.lon() + east * lon)));
            }
        }
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
