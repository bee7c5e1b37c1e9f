package io.citywatch.simulators.truth.script;

import io.citywatch.model.json.Json;
import io.citywatch.model.registry.Elder;
import io.citywatch.model.registry.StolenVehicle;
import io.citywatch.model.registry.TheftReport;
import io.citywatch.model.registry.Vehicle;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import io.citywatch.simulators.city.City;
import io.citywatch.simulators.city.Seeds;
import io.citywatch.simulators.traffic.Antenna;
import io.citywatch.simulators.traffic.Passing;
import io.citywatch.simulators.traffic.Trips;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Everything that happens beside the routine, written down before the first day begins: what devices say of it, what
 * the registries hear, and what is true of it.
 */
public final class Script {
    private static final int NUISANCE_TIMES = 3;
    private static final long NUISANCE_WITHIN = 7 * Calendar.DAY;
    private static final long NUISANCE_NOTICED = 60_000;

    private final City city;
    private final Calendar calendar;
    private final Ether ether;
    private final RandomGenerator random;
    private final List<Message> messages = new ArrayList<>();
    private final List<Message> garbles = new ArrayList<>();
    private final Conditions conditions = new Conditions();
    private final List<Supplier<Label>> labels = new ArrayList<>();
    private final List<Hunt> hunts = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<ElderChange> elderChanges = new ArrayList<>();
    private final List<FeedFault> feedFaults = new ArrayList<>();
    private final List<LastRead> lastReads = new ArrayList<>();
    private final List<ThiefRide> thiefRides = new ArrayList<>();
    private final List<Warmth> warmths = new ArrayList<>();
    private final Map<String, List<Ether.Seen>> sights = new HashMap<>();
    private final Map<String, List<long[]>> away = new HashMap<>();
    private final Map<String, List<Long>> briefAlarms = new HashMap<>();

    /**
     * An entry of the stolen list.
     *
     * @param stolen null when the report is withdrawn
     */
    public record Hunt(long at, String tag, @Nullable StolenVehicle stolen) {}

    /** A registered vehicle from then on; of the beginning if at 0. */
    public record Change(long at, Vehicle vehicle) {}

    /** A person's file from then on. */
    public record ElderChange(long at, Elder elder) {}

    /**
     * A thief's ride past readers.
     *
     * @param passings in their order; a reader that is passed twice in a row stands there once
     */
    public record ThiefRide(String tag, List<Passed> passings) {
        public ThiefRide {
            passings = List.copyOf(passings);
        }
    }

    /**
     * A reader on the way.
     *
     * @param reader by its id
     * @param at when it was passed
     */
    public record Passed(String reader, long at) {}

    /** Where a wanted vehicle was read last before it fell silent. */
    public record LastRead(String tag, int reader, long at) {}

    public Script(City city, Calendar calendar, Noise noise) {
        this.city = city;
        this.calendar = calendar;
        this.ether = new Ether(city, noise, new Faults());
        this.random = Seeds.of(city.seed(), "ether");
    }

    public City city() {
        return city;
    }

    public Calendar calendar() {
        return calendar;
    }

    public Ether ether() {
        return ether;
    }

    public Faults faults() {
        return ether.faults();
    }

    /** A source of chance of its own for each concern and day. */
    public RandomGenerator chance(String concern, int day) {
        return Seeds.of(city.seed(), "truth " + concern, day);
    }

    /** A device says something on the bulk lane; empty if it cannot. */
    public Optional<Message> tell(String device, TelemetryKind kind, long at, Map<String, ?> fields) {
        return send(device, kind, Lane.BULK, at, fields);
    }

    /** A device raises an alarm; the answer is when it was received, 0 if it cannot. */
    public long alarm(String device, TelemetryKind kind, long at, Map<String, ?> fields) {
        return send(device, kind, Lane.EMERGENCY, at, fields)
                .map(Message::receivedAt)
                .orElse(0L);
    }

    /** A terminal's call. */
    public long call(String terminal, long at, String event, String source) {
        return alarm(terminal, TelemetryKind.CALL, at, Map.of("event", event, "source", source));
    }

    private Optional<Message> send(String device, TelemetryKind kind, Lane lane, long at, Map<String, ?> fields) {
        String json = new String(Json.write(fields), StandardCharsets.UTF_8);
        Optional<Message> message = ether.send(device, kind, lane, at, json.substring(1, json.length() - 1), random);
        message.ifPresent(messages::add);
        return message;
    }

    /** Bytes that nobody can read. */
    public long garble(String device, TelemetryKind kind, long at, String garbled) {
        Optional<Message> message = ether.send(device, kind, Lane.EMERGENCY, at, garbled, random);
        message.ifPresent(garbles::add);
        return message.map(Message::receivedAt).orElse(0L);
    }

    /** A tag passes a reader. */
    public List<Ether.Seen> pass(String tag, int reader, long at, double metersPerSecond) {
        return sight(
                Antenna.pass(tag, reader, at, metersPerSecond, ether.noise().factor(), random));
    }

    /** A tag is read at a distance, once. */
    public List<Ether.Seen> read(String tag, int reader, long at, double meters) {
        return sight(List.of(Antenna.read(at, reader, tag, meters, 1, random)));
    }

    private List<Ether.Seen> sight(List<Antenna.Read> reads) {
        List<Ether.Seen> seen = ether.sight(reads, random, messages::add);
        seen.forEach(one -> sights.computeIfAbsent(one.read().tag(), unused -> new ArrayList<>())
                .add(one));
        return seen;
    }

    /** A tag that was read at some readers, and nowhere else in stories, for some time. */
    public record Stay(String tag, long from, long until) {}

    /** Those that lasted at least so long. */
    public List<Stay> stays(List<Integer> readers, long least) {
        List<Stay> stays = new ArrayList<>();
        sights.forEach((tag, seen) -> {
            long from = 0;
            long until = 0;
            for (Ether.Seen one : seen.stream()
                    .filter(each -> !each.stray())
                    .sorted(Comparator.comparingLong(each -> each.read().millis()))
                    .toList()) {
                boolean isThere = readers.contains(one.read().reader());
                if (isThere && from > 0) {
                    until = one.read().millis();
                } else {
                    addStay(stays, tag, from, until, least);
                    from = isThere ? one.read().millis() : 0;
                    until = from;
                }
            }
            addStay(stays, tag, from, until, least);
        });
        return stays;
    }

    private static void addStay(List<Stay> stays, String tag, long from, long until, long least) {
        if (from > 0 && until - from >= least) {
            stays.add(new Stay(tag, from, until));
        }
    }

    /** A vehicle is reported stolen. */
    public void report(Vehicle vehicle, long at, TheftReport.@Nullable LastSeen lastSeen) {
        TheftReport report = new TheftReport(
                vehicle.plate(), "案" + (hunts.size() + 1), "110", java.time.Instant.ofEpochMilli(at), lastSeen);
        hunts.add(new Hunt(at, vehicle.tag(), new StolenVehicle(vehicle.tag(), report)));
    }

    /** It was found. */
    public void withdraw(Vehicle vehicle, long at) {
        hunts.add(new Hunt(at, vehicle.tag(), null));
    }

    /** The registry knows this of a vehicle from then on; 0: from the beginning. */
    public void register(long at, Vehicle vehicle) {
        changes.add(new Change(at, vehicle));
    }

    /** An absence is announced. */
    public void announce(long at, Elder elder, long absentUntil) {
        elderChanges.add(new ElderChange(
                at,
                new Elder(
                        elder.id(),
                        elder.name(),
                        elder.lat(),
                        elder.lon(),
                        elder.address(),
                        elder.terminal(),
                        elder.safeZone(),
                        elder.limits(),
                        java.time.Instant.ofEpochMilli(absentUntil),
                        null)));
    }

    public List<ElderChange> elderChanges() {
        return elderChanges.stream()
                .sorted(Comparator.comparingLong(ElderChange::at))
                .toList();
    }

    /** A camera's feed goes wrong, or nearly. */
    public void feed(FeedFault fault) {
        feedFaults.add(fault);
    }

    public List<FeedFault> feedFaults() {
        return feedFaults;
    }

    /** Somebody or something, by any id, does not do what it does every day. */
    public void away(String id, long from, long until) {
        away.computeIfAbsent(id, unused -> new ArrayList<>()).add(new long[] {from, until});
    }

    public boolean isAway(String id, long from, long until) {
        List<long[]> all = away.get(id);
        return all != null && all.stream().anyMatch(one -> one[0] < until && one[1] > from);
    }

    /** A thief rode there; the truth about the next reader. */
    public void thiefRode(String tag, Trips.Trip trip, long start) {
        List<Passed> passed = new ArrayList<>();
        for (Passing passing : trip.passings()) {
            String reader = city.readers().get(passing.reader()).id();
            if (passed.isEmpty() || !passed.get(passed.size() - 1).reader().equals(reader)) {
                passed.add(new Passed(reader, start + passing.millis()));
            }
        }
        thiefRides.add(new ThiefRide(tag, passed));
    }

    /** A wanted vehicle was not read again for a day or more. */
    public void fellSilent(String tag, Ether.Seen last) {
        lastReads.add(new LastRead(tag, last.read().reader(), last.receivedAt()));
    }

    public List<LastRead> lastReads() {
        return lastReads;
    }

    /** Tags that do not do what they do every day, and when: from, until. */
    public Map<String, List<long[]>> away() {
        return away;
    }

    public List<ThiefRide> thiefRides() {
        return thiefRides;
    }

    /** Something warm under the cameras. */
    public void warm(Warmth warmth) {
        warmths.add(warmth);
    }

    public List<Warmth> warmths() {
        return warmths;
    }

    /**
     * A detector sounded for less than a minute. The third time in a week it is a nuisance, whatever made it sound; the
     * first and the second time it is not yet. Whoever is called by a further one may be told as soon as it sounds.
     */
    public void soundedBriefly(String sensor, long soundedAt, long endedAt) {
        List<Long> ended = briefAlarms.computeIfAbsent(sensor, unused -> new ArrayList<>());
        ended.add(endedAt);
        Set<String> names = Set.of(sensor);
        label(() -> {
            long times = ended.stream()
                    .filter(at -> at <= endedAt && at > endedAt - NUISANCE_WITHIN)
                    .count();
            long until = endedAt + NUISANCE_NOTICED;
            if (times < NUISANCE_TIMES) {
                return Label.nearMiss("S9", "a short one", names, endedAt, until);
            }
            return times == NUISANCE_TIMES
                    ? Label.truth("S9", "three short ones", names, endedAt, endedAt, until)
                    : Label.open("S9", "more short ones", names, soundedAt, until);
        });
    }

    public void label(Label label) {
        labels.add(() -> label);
    }

    /** A label that depends on what is sent until then; it is asked for at the end. */
    public void label(Supplier<Label> label) {
        labels.add(label);
    }

    /** All labels by their times; complete once all days have passed. */
    public List<Label> labels() {
        return labels.stream()
                .map(Supplier::get)
                .sorted(Comparator.comparingLong(Label::at).thenComparing(Label::rule))
                .toList();
    }

    /** What nobody can read, of all days. */
    public List<Message> garbles() {
        return garbles;
    }

    public Conditions conditions() {
        return conditions;
    }

    /** What was said of stories between two times. */
    public List<Message> messages(long from, long until) {
        return messages.stream()
                .filter(message -> message.sentAt() >= from && message.sentAt() < until)
                .toList();
    }

    public List<Hunt> hunts() {
        return hunts.stream().sorted(Comparator.comparingLong(Hunt::at)).toList();
    }

    public List<Change> changes() {
        return changes.stream().sorted(Comparator.comparingLong(Change::at)).toList();
    }
}
