package io.citywatch.simulators.device;

import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a device sends day in, day out: heartbeats and measurements of a quiet home or street. */
public final class Routine {
    private static final Logger LOG = LoggerFactory.getLogger(Routine.class);
    private static final Duration ACTIVITY = Duration.ofMinutes(2);
    private static final Duration VITALS = Duration.ofMinutes(10);
    private static final Duration SMOKE = Duration.ofMinutes(10);
    private static final Duration SURROUNDINGS = Duration.ofMinutes(2);

    private final ScheduledExecutorService timer;
    private final Map<String, Condition> conditions = new ConcurrentHashMap<>();

    /**
     * What a device says of itself in each heartbeat, where it is not as always.
     *
     * @param battery percent
     * @param mains whether mains power is present; said by terminals only
     * @param pendantBattery percent; said by terminals only
     * @param faults such as {@code low-battery}
     */
    public record Condition(int battery, boolean mains, int pendantBattery, List<String> faults) {
        public static final Condition GOOD = new Condition(95, true, 90, List.of());

        public Condition {
            faults = List.copyOf(faults);
        }
    }

    public Routine(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /** From its next heartbeat on. */
    public void set(String device, Condition condition) {
        conditions.put(device, condition);
    }

    public Condition of(String device) {
        return conditions.getOrDefault(device, Condition.GOOD);
    }

    /** A call terminal: alive, motion by chance, vitals now and then. */
    public void ofTerminal(Transmitter device, Duration heartbeat, RandomGenerator random) {
        every(heartbeat, device, random, TelemetryKind.STATE, own -> terminalState(device.id(), heartbeat));
        every(ACTIVITY, device, random, TelemetryKind.ACTIVITY, own -> Map.of("motion", own.nextInt(12)));
        every(
                VITALS,
                device,
                random,
                TelemetryKind.VITALS,
                own -> Map.of("heartRate", 62 + own.nextInt(24), "spo2", 95 + own.nextInt(4)));
    }

    /** A smoke sensor: every ten minutes it says that there is nothing. */
    public void ofSensor(Transmitter device, Duration heartbeat, RandomGenerator random) {
        every(heartbeat, device, random, TelemetryKind.STATE, own -> state(device.id(), heartbeat));
        every(SMOKE, device, random, TelemetryKind.SMOKE, own -> SmokeCurve.clear(own, of(device.id())));
    }

    /** A reader or a camera: what it sees is not its routine. */
    public void ofWatcher(Transmitter device, Duration heartbeat, RandomGenerator random) {
        every(heartbeat, device, random, TelemetryKind.STATE, own -> state(device.id(), heartbeat));
    }

    /** A sensor of the surroundings, on a dry and quiet day. */
    public void ofSurroundings(Transmitter device, Duration heartbeat, RandomGenerator random) {
        every(heartbeat, device, random, TelemetryKind.STATE, own -> state(device.id(), heartbeat));
        every(SURROUNDINGS, device, random, TelemetryKind.ENVIRONMENT, own -> {
            double wind = 2 + own.nextDouble() * 3;
            return Map.of(
                    "readings",
                    Map.of("roadWater", 0, "rain", 0, "windSpeed", round(wind), "windGust", round(wind * 1.4)));
        });
    }

    private static double round(double value) {
        return Math.rint(value * 10) / 10;
    }

    private Map<String, Object> state(String device, Duration interval) {
        Condition condition = of(device);
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("online", true);
        state.put("intervalSeconds", interval.toSeconds());
        state.put("battery", condition.battery());
        state.put("faults", condition.faults());
        return state;
    }

    private Map<String, Object> terminalState(String device, Duration interval) {
        Condition condition = of(device);
        Map<String, Object> state = state(device, interval);
        state.put("mains", condition.mains());
        state.put("pendantBattery", condition.pendantBattery());
        return state;
    }

    /** A heartbeat now, as a device sends one when something about it has changed. */
    public void tell(Transmitter device, boolean terminal, Duration heartbeat) {
        send(
                device,
                TelemetryKind.STATE,
                terminal ? terminalState(device.id(), heartbeat) : state(device.id(), heartbeat));
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
