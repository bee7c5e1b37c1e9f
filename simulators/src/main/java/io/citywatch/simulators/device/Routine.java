package io.citywatch.simulators.device;

import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a device sends day in, day out: heartbeats and measurements of a quiet home. */
public final class Routine {
    private static final Logger LOG = LoggerFactory.getLogger(Routine.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(60);
    private static final Duration ACTIVITY = Duration.ofMinutes(2);
    private static final Duration VITALS = Duration.ofMinutes(10);
    private static final Duration SMOKE = Duration.ofMinutes(10);

    private final ScheduledExecutorService timer;

    public Routine(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /** A call terminal: alive each minute, motion by chance, vitals now and then. */
    public void ofTerminal(Transmitter device, RandomGenerator random) {
        every(HEARTBEAT, device, random, TelemetryKind.STATE, own -> state(HEARTBEAT, 95));
        every(ACTIVITY, device, random, TelemetryKind.ACTIVITY, own -> Map.of("motion", own.nextInt(12)));
        every(
                VITALS,
                device,
                random,
                TelemetryKind.VITALS,
                own -> Map.of("heartRate", 62 + own.nextInt(24), "spo2", 95 + own.nextInt(4)));
    }

    /** A smoke sensor: every ten minutes it says that there is nothing. */
    public void ofSensor(Transmitter device, RandomGenerator random) {
        every(SMOKE, device, random, TelemetryKind.STATE, own -> state(SMOKE, 88));
        every(SMOKE, device, random, TelemetryKind.SMOKE, SmokeCurve::clear);
    }

    private static Map<String, Object> state(Duration interval, int battery) {
        return Map.of(
                "online", true, "intervalSeconds", interval.toSeconds(), "battery", battery, "faults", new int[0]);
    }

    /** Each habit has its own chance: they run on several threads, and a source of chance bears but one. */
    private void every(
            Duration period,
            Transmitter device,
            RandomGenerator random,
            TelemetryKind kind,
            Function<RandomGenerator, Map<String, Object>> fields) {
        long first = random.nextLong(period.toMillis());
        RandomGenerator own = new SplittableRandom(random.nextLong());
        var unused = timer.scheduleAtFixedRate(
                () -> send(device, kind, fields.apply(own)), first, period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void send(Transmitter device, TelemetryKind kind, Map<String, Object> fields) {
        try {
            var unused = device.send(kind, Lane.BULK, fields).whenComplete((done, failure) -> {
                if (failure != null) {
                    LOG.debug("{} could not send {}", device.id(), kind, failure);
                }
            });
        } catch (RuntimeException e) {
            // Thrown on, it would end this habit of the device for good.
            LOG.warn("{} stumbled over its {}", device.id(), kind, e);
        }
    }
}
