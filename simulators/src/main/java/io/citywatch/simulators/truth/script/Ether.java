package io.citywatch.simulators.truth.script;

import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import io.citywatch.simulators.city.City;
import io.citywatch.simulators.city.ReaderSite;
import io.citywatch.simulators.traffic.Antenna;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The way from a device to the gateway, with all that goes wrong on it. */
public final class Ether {
    private static final long BATCH_MILLIS = 4_000;
    private static final int MOST_A_MESSAGE = 500;
    private static final int NEIGHBOURS = 3;
    private static final double FARTHEST_STRAY_METERS = 1_200;
    private static final double STRONGEST_STRAY_DBM = -76;
    private static final double WEAKEST_STRAY_DBM = -90;

    private final City city;
    private final Noise noise;
    private final Faults faults;
    /** By reader: those that overhear what it reads. */
    private final int[][] neighbours;

    /**
     * A read that arrived.
     *
     * @param stray whether another reader than the passed one overheard it
     */
    public record Seen(Antenna.Read read, long receivedAt, boolean stray) {}

    Ether(City city, Noise noise, Faults faults) {
        this.city = city;
        this.noise = noise;
        this.faults = faults;
        List<ReaderSite> readers = city.readers();
        this.neighbours = readers.stream()
                .map(site -> IntStream.range(0, readers.size())
                        .filter(other -> !readers.get(other).equals(site))
                        .filter(other -> readers.get(other).at().metersTo(site.at()) <= FARTHEST_STRAY_METERS)
                        .boxed()
                        .sorted(Comparator.comparingDouble(
                                other -> readers.get(other).at().metersTo(site.at())))
                        .limit(NEIGHBOURS)
                        .mapToInt(Integer::intValue)
                        .toArray())
                .toArray(int[][]::new);
    }

    public Noise noise() {
        return noise;
    }

    public Faults faults() {
        return faults;
    }

    /** A message on its way; empty if its device has no link. */
    public Optional<Message> send(
            String device, TelemetryKind kind, Lane lane, long at, String fields, RandomGenerator random) {
        long delay = lane == Lane.EMERGENCY ? noise.alarmDelay(random) : noise.delay(random);
        long arrival = faults.arrival(device, at, at + delay);
        long again = noise.isDoubled(random) ? arrival + 1_000 + random.nextInt(15_000) : 0;
        if (faults.isSilent(device, at) || faults.isSilent(device, arrival)) {
            return Optional.empty();
        }
        return Optional.of(new Message(
                device,
                kind,
                lane,
                faults.clock(device, at),
                at,
                arrival,
                faults.isSilent(device, again) ? 0 : again,
                fields));
    }

    /** What readers make of reads: batches of some seconds, with strays; without those of deaf and silent readers. */
    public List<Seen> sight(List<Antenna.Read> reads, RandomGenerator random, Consumer<Message> out) {
        record Heard(Antenna.Read read, boolean stray) {}
        Map<Long, List<Heard>> batches = new LinkedHashMap<>();
        for (Antenna.Read read : reads) {
            List<Heard> heard = new ArrayList<>();
            heard.add(new Heard(read, false));
            int[] others = neighbours[read.reader()];
            if (noise.isStray(random) && others.length > 0) {
                heard.add(new Heard(stray(read, others[random.nextInt(others.length)], random), true));
            }
            for (Heard one : heard) {
                String reader = id(one.read().reader());
                if (faults.hears(reader, one.read().tag(), one.read().millis(), random)) {
                    long batch = one.read().millis() / BATCH_MILLIS * 10_000
                            + one.read().reader();
                    batches.computeIfAbsent(batch, unused -> new ArrayList<>()).add(one);
                }
            }
        }
        List<Seen> seen = new ArrayList<>();
        for (List<Heard> batch : batches.values()) {
            for (int from = 0; from < batch.size(); from += MOST_A_MESSAGE) {
                List<Heard> part = batch.subList(from, Math.min(batch.size(), from + MOST_A_MESSAGE));
                String reader = id(part.get(0).read().reader());
                long sentAt = part.stream()
                        .mapToLong(one -> one.read().millis())
                        .max()
                        .orElseThrow();
                StringBuilder fields = new StringBuilder(80 * part.size()).append("\"sightings\":[");
                for (Heard one : part) {
                    append(fields, one.read(), faults.clock(reader, one.read().millis()));
                }
                fields.setCharAt(fields.length() - 1, ']');
                send(reader, TelemetryKind.TAG_SIGHTINGS, Lane.BULK, sentAt, fields.toString(), random)
                        .ifPresent(message -> {
                            out.accept(message);
                            part.forEach(one -> seen.add(new Seen(one.read(), message.receivedAt(), one.stray())));
                        });
            }
        }
        return seen;
    }

    private static void append(StringBuilder fields, Antenna.Read read, long ts) {
        fields.append("{\"tag\":\"")
                .append(read.tag())
                .append("\",\"ts\":")
                .append(ts)
                .append(",\"rssi\":")
                .append(read.rssi())
                .append(",\"antenna\":")
                .append(read.antenna())
                .append("},");
    }

    private static Antenna.Read stray(Antenna.Read read, int neighbour, RandomGenerator random) {
        double dbm = random.nextDouble(WEAKEST_STRAY_DBM, STRONGEST_STRAY_DBM);
        return new Antenna.Read(read.millis() + random.nextInt(50), neighbour, read.tag(), Math.rint(dbm * 10) / 10, 1);
    }

    private String id(int reader) {
        return city.readers().get(reader).id();
    }
}
