package io.citywatch.streaming.rules.ride;

import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.RegisteredVehicle;
import io.citywatch.streaming.rules.TagRead;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A seeded city for tests: readers on a grid of streets, motorcycles that ride along it, and what the readers make of
 * it: passages missed, doubled, read where nobody is, and received up to 30 s late.
 */
final class NoisyRides {
    static final long DAY = 86_400_000;
    /** A Monday, midnight in the city. */
    static final long MONDAY = 1_704_038_400_000L + 7 * DAY;

    private static final double METERS = 700;
    private static final double LAT = 23.35;
    private static final double LON = 116.68;

    /** Shares of all passages. */
    record Noise(double missed, double doubled, double stray, long lateMillis) {
        static final Noise USUAL = new Noise(0.15, 0.05, 0.03, 30_000);
        static final Noise DOUBLE = new Noise(0.30, 0.10, 0.06, 60_000);
    }

    final int columns;
    final int rows;
    final Map<String, RegisteredDevice> readers = new HashMap<>();
    final Map<String, RegisteredVehicle> vehicles = new HashMap<>();

    private final RandomGenerator random;
    private final Noise noise;
    private final List<TagRead> reads = new ArrayList<>();

    NoisyRides(int columns, int rows, Noise noise, RandomGenerator random) {
        this.columns = columns;
        this.rows = rows;
        this.noise = noise;
        this.random = random;
        for (int x = 0; x < columns; x++) {
            for (int y = 0; y < rows; y++) {
                String id = reader(x, y);
                double lon = LON + x * METERS / (111_195 * Math.cos(Math.toRadians(LAT)));
                readers.put(
                        id,
                        new RegisteredDevice(
                                id,
                                DeviceKind.TAG_READER,
                                LAT + y * METERS / 111_195,
                                lon,
                                null,
                                null,
                                null,
                                60,
                                null,
                                false,
                                null));
            }
        }
    }

    static String reader(int x, int y) {
        return "rd-" + x + "-" + y;
    }

    static String tag(int number) {
        return String.format("E280%08X", number);
    }

    void register(int number, long household) {
        vehicles.put(tag(number), new RegisteredVehicle(tag(number), "粤D" + number, null, false, household));
    }

    /** A way of so many readers that never turns back. */
    List<String> way(int length) {
        int x = random.nextInt(columns);
        int y = random.nextInt(rows);
        int dx = random.nextBoolean() ? 1 : -1;
        int dy = random.nextBoolean() ? 1 : -1;
        List<String> way = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            way.add(reader(x, y));
            boolean isAlong = random.nextBoolean();
            if (isAlong && (x + dx < 0 || x + dx >= columns)) {
                dx = -dx;
            }
            if (!isAlong && (y + dy < 0 || y + dy >= rows)) {
                dy = -dy;
            }
            x += isAlong ? dx : 0;
            y += isAlong ? 0 : dy;
        }
        return way;
    }

    /** When one rider passes each reader of a way; the lights let riders go together. */
    long[] times(long start, int length, double metersPerSecond, boolean hasLights) {
        long[] times = new long[length];
        double at = (double) start;
        for (int i = 0; i < length; i++) {
            times[i] = Math.round(at);
            at += METERS / (metersPerSecond * random.nextDouble(0.9, 1.1)) * 1_000;
            if (hasLights && random.nextInt(3) == 0) {
                at = (Math.floor(at / 60_000) + 1) * 60_000 + random.nextDouble(0, 8_000);
            }
        }
        return times;
    }

    void ride(int number, List<String> way, long[] times) {
        for (int i = 0; i < times.length; i++) {
            pass(number, way.get(i), times[i]);
        }
    }

    void pass(int number, String reader, long at) {
        if (random.nextDouble() >= noise.missed()) {
            read(number, reader, at);
            if (random.nextDouble() < noise.doubled()) {
                read(number, reader, at + random.nextLong(1, 600));
            }
        }
        if (random.nextDouble() < noise.stray()) {
            read(number, reader(random.nextInt(columns), random.nextInt(rows)), at + random.nextLong(-20_000, 20_000));
        }
    }

    private void read(int number, String reader, long at) {
        long receivedAt = at + 100 + random.nextLong(noise.lateMillis());
        reads.add(new TagRead(
                tag(number), reader, reads.size() + "@" + reader, receivedAt, receivedAt + 3, at, -60, null, null));
    }

    /** As the log has them. */
    List<TagRead> asReceived() {
        List<TagRead> received = new ArrayList<>(reads);
        received.sort(Comparator.comparingLong(TagRead::receivedAt));
        return received;
    }
}
