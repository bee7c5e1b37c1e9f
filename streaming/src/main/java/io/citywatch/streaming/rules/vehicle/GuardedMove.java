package io.citywatch.streaming.rules.vehicle;

import io.citywatch.model.Position;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.Onset;
import io.citywatch.streaming.rules.RegisteredVehicle;
import io.citywatch.streaming.rules.Statement;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * R2, by tag: a vehicle whose owner set a guard is read away from its home reader. A reader far enough away that hears
 * it well says so at once; another may only overhear a parked vehicle, so it must hear it twice with the home reader
 * silent or weaker, or once much stronger. Over 10 min after the last read elsewhere, or when the guard is taken off.
 */
public final class GuardedMove implements Serializable {
    private final VehicleParameters numbers;

    public GuardedMove(VehicleParameters parameters) {
        numbers = parameters;
    }

    /** A read that is news, and in time; {@code memory} has it among the last reads. */
    public Judged<GuardMemory> onRead(
            @Nullable GuardMemory remembered,
            RegisteredVehicle vehicle,
            List<Passage> passages,
            Passage read,
            Onset onset,
            Readers readers,
            Instant now) {
        GuardMemory before = remembered == null ? GuardMemory.NOTHING : remembered;
        String home = vehicle.homeReader() == null ? before.home() : vehicle.homeReader();
        if (home == null) {
            return new Judged<>(read.near() ? before.withHome(read.reader()) : remembered, List.of());
        }
        if (read.reader().equals(home)) {
            return new Judged<>(remembered, List.of());
        }
        @Nullable Double meters = metersFromHome(home, read, readers);
        String reason = before.isOpen() ? before.reason() : reason(home, meters, passages, read);
        if (reason.isEmpty()) {
            return new Judged<>(remembered, List.of());
        }
        Phase phase = before.isOpen() ? Phase.UPDATED : Phase.RAISED;
        MessageStamp stamp = onset.stamp();
        Onset begin = before.isOpen() ? onset : onset.since(before.next());
        GuardMemory open = new GuardMemory(
                before.home(),
                before.isOpen() ? before.id() : begin.id(Rule.R2, vehicle.tag(), numbers.guardQuiet()),
                Math.max(before.revision(), stamp.loggedAt()),
                before.reads() + 1,
                reason,
                stamp,
                Math.max(before.clearsAt(), begin.endsAfter(numbers.guardQuiet())),
                before.isOpen() ? before.next() : begin.endsAfter(numbers.guardQuiet()));
        return new Judged<>(open, List.of(say(open, phase, vehicle, home, read, meters, readers, now)));
    }

    /** Event time came to {@code eventTime}. */
    public Judged<GuardMemory> atEventTime(GuardMemory open, RegisteredVehicle vehicle, long eventTime, Instant now) {
        return open.isOpen() && open.clearsAt() <= eventTime
                ? clear(open, vehicle, open.clearsAt(), now)
                : new Judged<>(open, List.of());
    }

    /** The guard was taken off. */
    public Judged<GuardMemory> onGuardOff(GuardMemory open, RegisteredVehicle vehicle, long at, Instant now) {
        GuardMemory after = new GuardMemory(null, null, 0, 0, "", null, 0, open.next());
        return new Judged<>(
                open.next() <= at ? null : after,
                open.isOpen() ? clear(open, vehicle, at, now).detections() : List.of());
    }

    private String reason(String home, @Nullable Double meters, List<Passage> passages, Passage read) {
        if (meters != null && meters >= numbers.guardMeters() && read.near()) {
            return "another-reader";
        }
        long within = numbers.guardWithin().toMillis();
        List<Passage> near = passages.stream()
                .filter(one -> Math.abs(one.at() - read.at()) <= within)
                .toList();
        List<Passage> atHome =
                near.stream().filter(one -> one.reader().equals(home)).toList();
        if (atHome.stream().anyMatch(one -> read.rssi() >= one.rssi() + numbers.guardStrongerDecibels())) {
            return "stronger";
        }
        boolean isHeardAtHome = atHome.stream().anyMatch(one -> one.rssi() >= read.rssi());
        long reads =
                near.stream().filter(one -> one.reader().equals(read.reader())).count();
        return !isHeardAtHome && reads >= numbers.guardReads() ? "two-reads" : "";
    }

    private static @Nullable Double metersFromHome(String home, Passage read, Readers readers) {
        Position place = readers.placeOf(read);
        Position from = readers.placeOf(new Passage(read.at(), true, home, 0, true, null));
        return place == null || from == null ? null : from.metersTo(place);
    }

    private static Judged<GuardMemory> clear(GuardMemory open, RegisteredVehicle vehicle, long at, Instant now) {
        String id = open.id();
        MessageStamp newest = open.newest();
        GuardMemory after = new GuardMemory(open.home(), null, 0, 0, "", null, 0, open.next());
        if (id == null || newest == null) {
            return new Judged<>(after, List.of());
        }
        Detection cleared = new Statement(Rule.R2, Phase.CLEARED, id, subject(vehicle))
                .key(vehicle.tag())
                .fact("plate", vehicle.plate())
                .fact("tag", vehicle.tag())
                .fact("reads", open.reads())
                .say(Math.max(open.revision(), at), at, newest, now);
        return new Judged<>(open.home() == null ? null : after, List.of(cleared));
    }

    private static Detection say(
            GuardMemory open,
            Phase phase,
            RegisteredVehicle vehicle,
            String home,
            Passage read,
            @Nullable Double meters,
            Readers readers,
            Instant now) {
        Position place = readers.placeOf(read);
        MessageStamp newest = open.newest();
        String id = open.id();
        if (newest == null || id == null) {
            throw new IllegalStateException("no episode is open");
        }
        return new Statement(Rule.R2, phase, id, subject(vehicle))
                .key(vehicle.tag())
                .position(place == null ? null : place.lat(), place == null ? null : place.lon())
                .fact("plate", vehicle.plate())
                .fact("tag", vehicle.tag())
                .fact("homeReader", home)
                .fact("reader", read.reader())
                .fact("metersFromHome", meters == null ? null : Math.round(meters))
                .fact("reads", open.reads())
                .fact("reason", open.reason())
                .say(open.revision(), read.at(), newest, now);
    }

    private static Subject subject(RegisteredVehicle vehicle) {
        return Subject.vehicle(vehicle.plate() == null ? vehicle.tag() : vehicle.plate());
    }
}
