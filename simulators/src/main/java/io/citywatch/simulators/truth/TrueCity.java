package io.citywatch.simulators.truth;

import io.citywatch.model.registry.Device;
import io.citywatch.model.registry.Vehicle;
import io.citywatch.model.telemetry.MqttTopic;
import io.citywatch.simulators.city.City;
import io.citywatch.simulators.city.CitySize;
import io.citywatch.simulators.traffic.OsmStreets;
import io.citywatch.simulators.traffic.Trips;
import io.citywatch.simulators.truth.routine.BikeDays;
import io.citywatch.simulators.truth.routine.Heartbeats;
import io.citywatch.simulators.truth.routine.HomeDays;
import io.citywatch.simulators.truth.routine.SkyHours;
import io.citywatch.simulators.truth.script.Calendar;
import io.citywatch.simulators.truth.script.Label;
import io.citywatch.simulators.truth.script.Message;
import io.citywatch.simulators.truth.script.Noise;
import io.citywatch.simulators.truth.script.Script;
import io.citywatch.simulators.truth.story.Stories;
import io.citywatch.simulators.truth.story.Zones;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Days of a city with known truth, as its gateway would have recorded them. The same seed, size and noise give the same
 * days, to the byte. Hours are made one after the other, and nothing of them is kept. Not thread-safe.
 */
public final class TrueCity {
    private static final int PARTING_WAYS = 5;
    private static final int HOURS = 24;
    private static final long HOUR = Calendar.DAY / HOURS;

    private final Script script;
    private final List<Device> devices;
    private final BikeDays bikes;
    private final HomeDays homes;
    private final Heartbeats heartbeats;
    private final Map<String, Counter> counters = new HashMap<>();
    private final SkyHours sky;
    private List<Message> today = new ArrayList<>();
    private List<Recorded> underway = new ArrayList<>();
    private int nextHour;

    /** What a device counts since its last start. */
    private static final class Counter {
        private int boot = 1;
        private long seq;
        private long lastAt;
    }

    private TrueCity(Script script, Trips trips) {
        this.script = script;
        this.devices = Registered.devices(script.city());
        this.bikes = new BikeDays(script, trips);
        this.homes = new HomeDays(script);
        this.heartbeats = new Heartbeats(
                script,
                devices.stream()
                        .filter(device -> script.city().devices().stream()
                                .anyMatch(own -> own.id().equals(device.id())))
                        .toList());
        this.sky = new SkyHours(script);
        this.nextHour = -script.calendar().warmUpDays() * HOURS;
    }

    /**
     * @param noise how many times as much of it as usual
     */
    public static TrueCity of(long seed, CitySize size, int warmUpDays, int days, double noise) {
        City city = City.generate(seed, size);
        Script script = new Script(city, new Calendar(warmUpDays, days), new Noise(noise));
        Trips trips = new Trips(city);
        Stories.write(script, trips);
        return new TrueCity(script, trips);
    }

    public Calendar calendar() {
        return script.calendar();
    }

    /** Replaces the file by the city's streets, as OpenStreetMap has streets. */
    public void writeStreets(Path file) throws IOException {
        OsmStreets.write(script.city(), file);
    }

    /** All that are registered, as they are at the beginning. */
    public List<Device> devices() {
        return devices;
    }

    /** Each elder, and what the registry learns of it later; in the order of time. */
    public List<Script.ElderChange> elders() {
        return Registered.elders(script);
    }

    /** Each motorcycle, and what the registry learns of it later; in the order of time. */
    public List<Script.Change> vehicles() {
        List<Script.Change> all = new ArrayList<>();
        Map<String, Vehicle> changed = new HashMap<>();
        script.changes().stream()
                .filter(change -> change.at() == 0)
                .forEach(change -> changed.put(change.vehicle().tag(), change.vehicle()));
        Stream.concat(script.city().vehicles().stream(), script.city().reserved().vehicles().stream())
                .forEach(vehicle -> all.add(new Script.Change(0, changed.getOrDefault(vehicle.tag(), vehicle))));
        script.changes().stream().filter(change -> change.at() > 0).forEach(all::add);
        return all;
    }

    /** The zones of the map, as GeoJSON features. */
    public List<Map<String, Object>> zones() {
        return Zones.features(script.city());
    }

    /** The stolen list, each entry at its time. */
    public List<Script.Hunt> hunts() {
        return script.hunts();
    }

    /**
     * Where thieves rode next, after each reader from which ways part to five others or more: what somebody who knows
     * all traffic could have told.
     */
    public List<NextReader> nextReaders() {
        Map<String, Set<String>> successors = bikes.successors();
        List<NextReader> next = new ArrayList<>();
        for (Script.ThiefRide ride : script.thiefRides()) {
            for (int i = 1; i < ride.passings().size(); i++) {
                Script.Passed passed = ride.passings().get(i - 1);
                if (successors.getOrDefault(passed.reader(), Set.of()).size() >= PARTING_WAYS) {
                    Script.Passed onward = ride.passings().get(i);
                    next.add(new NextReader(ride.tag(), passed.reader(), passed.at(), onward.reader(), onward.at()));
                }
            }
        }
        return next;
    }

    /**
     * By reader: to which ones rides of ordinary days went on, the most frequent first; complete once all hours were
     * made. What to beat for who foretells the next reader.
     */
    public Map<String, List<String>> mostFrequentNext() {
        return bikes.mostFrequentNext();
    }

    /** What nobody can read, in the order of its receipt. */
    public List<Recorded> garbled() {
        return script.garbles().stream()
                .flatMap(message -> recorded(message, "{\"ts\":" + message.ts() + ",").stream())
                .sorted(Comparator.comparingLong(Recorded::receivedAt))
                .toList();
    }

    /** Everything that is true; complete once all hours were made. */
    public List<Label> labels() {
        return script.labels();
    }

    public boolean hasNextHour() {
        return nextHour <= script.calendar().days() * HOURS;
    }

    /** All that was received in the next hour, in the order of its receipt; after the last one what is underway. */
    public List<Recorded> nextHour() {
        int day = Math.floorDiv(nextHour, HOURS);
        long from = script.calendar().start() + nextHour * HOUR;
        long until = from + HOUR;
        if (nextHour % HOURS == 0) {
            today = day < script.calendar().days() ? sent(day) : List.of();
        }
        nextHour++;
        List<Recorded> received = underway;
        underway = new ArrayList<>();
        for (Message message : sentBetween(day, from, until)) {
            script.faults().heard(message);
            received.addAll(recorded(message, head(message)));
        }
        List<Recorded> hour = new ArrayList<>(received.size());
        for (Recorded message : received) {
            (message.receivedAt() < until ? hour : underway).add(message);
        }
        hour.sort(Comparator.comparingLong(Recorded::receivedAt));
        return hour;
    }

    private List<Message> sentBetween(int day, long from, long until) {
        List<Message> sent = new ArrayList<>();
        boolean isLastHour = until == script.calendar().midnight(day + 1);
        for (Message message : today) {
            // A read may come moments after midnight, of a motorcycle that set out before.
            if ((message.sentAt() >= from || from == script.calendar().midnight(day))
                    && (message.sentAt() < until || isLastHour)) {
                sent.add(message);
            }
        }
        if (day >= 0 && day < script.calendar().days()) {
            sky.between(from, until, sent::add);
        }
        sent.sort(Comparator.comparingLong(Message::sentAt));
        return sent;
    }

    private List<Message> sent(int day) {
        List<Message> sent = new ArrayList<>();
        bikes.of(day, sent::add);
        homes.of(day, sent::add);
        heartbeats.of(day, sent::add);
        sent.addAll(script.messages(
                script.calendar().midnight(day), script.calendar().midnight(day + 1)));
        return sent;
    }

    private String head(Message message) {
        Counter counter = counters.computeIfAbsent(message.device(), unused -> new Counter());
        if (script.faults().wasSilent(message.device(), counter.lastAt, message.sentAt())) {
            counter.boot++;
            counter.seq = 0;
        }
        counter.lastAt = message.sentAt();
        return "{\"ts\":" + message.ts() + ",\"boot\":\"b" + counter.boot + "\",\"seq\":" + counter.seq++ + ",";
    }

    private static List<Recorded> recorded(Message message, String head) {
        String topic = MqttTopic.ofTelemetry(message.device(), message.kind(), message.lane());
        byte[] payload = (head + message.fields() + "}").getBytes(StandardCharsets.UTF_8);
        Recorded first = new Recorded(message.receivedAt(), topic, payload);
        return message.againAt() == 0
                ? List.of(first)
                : List.of(first, new Recorded(message.againAt(), topic, payload));
    }
}
