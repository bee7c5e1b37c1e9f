package io.citywatch.standalone.streams;

import io.citywatch.model.detection.DetectionId;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.json.Json;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.log.Pulse;
import io.citywatch.model.registry.Device;
import io.citywatch.model.registry.StolenVehicle;
import io.citywatch.model.registry.TheftReport;
import io.citywatch.model.registry.Vehicle;
import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A district at its own pace: hundreds of messages a second that mean nothing, a pulse a second, and among them presses,
 * detectors' alarms and rides of stolen motorcycles, of each of which the one detection is known that must come of it.
 */
final class Traffic implements AutoCloseable {
    /** How many messages a second that mean nothing. */
    static final int A_SECOND = 400;

    private static final long TICK_MILLIS = 10;
    private static final int TICKS_A_TRUTH = 12;
    private static final int TICKS_A_PULSE = 100;
    private static final int READERS = 40;
    private static final int STOLEN = 200;
    private static final int READS_A_RIDE = 3;
    /** Rides at a time: a motorcycle comes to its next reader after two seconds. */
    private static final int AT_ONCE = 6;

    private final LogWriter log;
    private final Random random;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    /** By detection id: what it is about. */
    private final Map<String, String> alarms = new ConcurrentHashMap<>();
    /** Plates of stolen motorcycles that were read. */
    private final Map<String, Integer> rides = new ConcurrentHashMap<>();

    private long tick;
    private final AtomicInteger messages = new AtomicInteger();
    private final AtomicInteger truths = new AtomicInteger();
    private volatile long firstAt;
    private volatile long lastAt;
    private volatile boolean ended;
    private volatile @Nullable Throwable failure;

    Traffic(LogWriter log, long seed) {
        this.log = log;
        this.random = new Random(seed);
        for (int i = 0; i < READERS; i++) {
            device("rd-" + i, DeviceKind.TAG_READER, 23.30 + 0.005 * i);
        }
        for (int i = 0; i < STOLEN; i++) {
            log.entry(
                    LogTopic.REGISTRY_VEHICLES,
                    tag(i),
                    Json.write(new Vehicle(plate(i), tag(i), null, null, null, null, null, null)),
                    null);
            TheftReport report = new TheftReport(plate(i), "C-" + i, "station 4", Instant.now(), null);
            log.entry(LogTopic.REGISTRY_STOLEN, tag(i), Json.write(new StolenVehicle(tag(i), report)), null);
        }
        log.flush();
    }

    void start() {
        var unused = clock.scheduleAtFixedRate(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Nothing but pulses from now on, so that time passes. */
    void endTruths() {
        ended = true;
    }

    Map<String, String> alarms() {
        return alarms;
    }

    Map<String, Integer> rides() {
        return rides;
    }

    int truths() {
        Throwable fault = failure;
        if (fault != null) {
            throw new AssertionError(fault);
        }
        return truths.get();
    }

    int messages() {
        return messages.get();
    }

    Instant firstAt() {
        return Instant.ofEpochMilli(firstAt);
    }

    /** When the last of them was received. */
    Instant lastAt() {
        return Instant.ofEpochMilli(lastAt);
    }

    private void tick() {
        try {
            long now = System.currentTimeMillis();
            firstAt = firstAt == 0 ? now : firstAt;
            if (tick % TICKS_A_PULSE == 0) {
                log.pulse(new Pulse(LogWriter.GATEWAY, "b1", Instant.ofEpochMilli(now)), null);
            }
            if (!ended) {
                for (int i = 0; i < A_SECOND * TICK_MILLIS / 1_000; i++) {
                    nothing(now);
                }
                if (tick % TICKS_A_TRUTH == 0) {
                    truth((int) (tick / TICKS_A_TRUTH), now);
                }
                lastAt = now;
            }
            tick++;
        } catch (RuntimeException | AssertionError e) {
            failure = e;
            throw e;
        }
    }

    private void nothing(long now) {
        int reader = random.nextInt(READERS);
        switch (random.nextInt(3)) {
            case 0 -> sighting("rd-" + reader, "E2%022X".formatted(random.nextInt(50_000)), now);
            case 1 -> bulk("ct-" + reader, TelemetryKind.ACTIVITY, now, ",\"motion\":1");
            default ->
                bulk(
                        "sm-" + reader,
                        TelemetryKind.SMOKE,
                        now,
                        ",\"obscuration\":0.1,\"temperature\":24,\"battery\":90");
        }
    }

    /** Presses, alarms and rides in turn; a ride is three reads at other readers, others' truths between them. */
    private void truth(int number, long now) {
        var unused = truths.incrementAndGet();
        switch (number % 3) {
            case 0 ->
                alarm(
                        Rule.E1,
                        alarming(
                                "ct-press-" + number,
                                TelemetryKind.CALL,
                                now,
                                ",\"event\":\"sos\",\"source\":\"base\""));
            case 1 ->
                alarm(
                        Rule.S1,
                        alarming(
                                "sm-alarm-" + number,
                                TelemetryKind.SMOKE,
                                now,
                                ",\"obscuration\":12.5,\"temperature\":31,\"battery\":90,\"alarm\":true"));
            default -> {
                int read = number / 3;
                int ride = (read / (READS_A_RIDE * AT_ONCE) * AT_ONCE + read % AT_ONCE) % STOLEN;
                rides.merge(plate(ride), 1, Integer::sum);
                sighting("rd-" + random.nextInt(READERS), tag(ride), now);
            }
        }
    }

    private void alarm(Rule rule, LogRecord message) {
        alarms.put(DetectionId.ofMessage(rule, message), rule + " " + message.device());
    }

    private void sighting(String reader, String tag, long now) {
        bulk(
                reader,
                TelemetryKind.TAG_SIGHTINGS,
                now,
                ",\"sightings\":[{\"tag\":\"" + tag + "\",\"ts\":" + now + ",\"rssi\":-61.5}]");
    }

    private void bulk(String device, TelemetryKind kind, long now, String fields) {
        LogRecord unused = write(Lane.BULK, device, kind, now, fields);
    }

    private LogRecord alarming(String device, TelemetryKind kind, long now, String fields) {
        return write(Lane.EMERGENCY, device, kind, now, fields);
    }

    private LogRecord write(Lane lane, String device, TelemetryKind kind, long now, String fields) {
        return log.message(
                lane,
                device,
                kind,
                messages.incrementAndGet() + "@b",
                Instant.ofEpochMilli(now),
                "{\"ts\":" + now + fields + "}");
    }

    private void device(String id, DeviceKind kind, double lat) {
        Device device =
                new Device(id, kind, lat, 116.7, id, null, null, 7 * 86_400, null, null, null, null, null, null);
        log.entry(LogTopic.REGISTRY_DEVICES, id, Json.write(device), null);
    }

    private static String tag(int ride) {
        return "E280F3362000F%011X".formatted(ride);
    }

    private static String plate(int ride) {
        return "粤D-S%04d".formatted(ride);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        try {
            if (!clock.awaitTermination(Duration.ofSeconds(10).toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the traffic does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
