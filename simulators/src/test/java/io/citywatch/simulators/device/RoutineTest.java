package io.citywatch.simulators.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import io.citywatch.simulators.FakeTimer;
import io.citywatch.simulators.device.RecordedDevice.Sent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoutineTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    private final FakeTimer timer = new FakeTimer();
    private final List<Sent> log = new ArrayList<>();
    private final RecordedDevice device = new RecordedDevice("d-1", timer.clock(), log);
    private final Routine routine = new Routine(timer);

    private Map<TelemetryKind, Long> counts() {
        return log.stream().collect(Collectors.groupingBy(Sent::kind, Collectors.counting()));
    }

    @Test
    void aTerminalIsAliveEachMinuteAndMeasuresNowAndThen() {
        routine.ofTerminal(device, MINUTE, new SplittableRandom(1));
        timer.passSeconds(3600);

        assertThat(counts())
                .isEqualTo(Map.of(TelemetryKind.STATE, 60L, TelemetryKind.ACTIVITY, 30L, TelemetryKind.VITALS, 6L));
        assertThat(log).allMatch(sent -> sent.lane() == Lane.BULK);
    }

    @Test
    void aSensorSpeaksEveryTenMinutesAndOfCleanAir() {
        routine.ofSensor(device, TEN_MINUTES, new SplittableRandom(1));
        timer.passSeconds(3600);

        assertThat(counts()).isEqualTo(Map.of(TelemetryKind.STATE, 6L, TelemetryKind.SMOKE, 6L));
        assertThat(log)
                .filteredOn(sent -> sent.kind() == TelemetryKind.SMOKE)
                .allSatisfy(
                        sent -> assertThat((Double) sent.field("obscuration")).isLessThan(2));
    }

    @Test
    void theHeartbeatSaysItsOwnInterval() {
        routine.ofTerminal(device, MINUTE, new SplittableRandom(1));
        timer.passSeconds(60);

        assertThat(log)
                .filteredOn(sent -> sent.kind() == TelemetryKind.STATE)
                .singleElement()
                .satisfies(sent -> assertThat(sent.field("intervalSeconds")).isEqualTo(60L));
    }

    @Test
    void aDeviceThatCannotSendOnceGoesOnWithItsHabits() {
        AtomicInteger attempts = new AtomicInteger();
        RecordedDevice broken = new RecordedDevice("broken", timer.clock(), log) {
            @Override
            public CompletableFuture<@Nullable Void> send(TelemetryKind kind, Lane lane, Map<String, ?> fields) {
                attempts.incrementAndGet();
                throw new IllegalStateException("as the test wants");
            }
        };
        routine.ofSensor(broken, TEN_MINUTES, new SplittableRandom(1));
        timer.passSeconds(3600);

        assertThat(attempts).hasValue(12);
    }

    @Test
    void whatIsWrongWithADeviceStandsInItsHeartbeatsUntilItIsMended() {
        routine.ofTerminal(device, MINUTE, new SplittableRandom(1));
        routine.set("d-1", new Routine.Condition(80, false, 8, List.of("low-battery")));
        timer.passSeconds(60);
        routine.set("d-1", Routine.Condition.GOOD);
        timer.passSeconds(60);

        assertThat(log)
                .filteredOn(sent -> sent.kind() == TelemetryKind.STATE)
                .extracting(sent -> sent.field("mains"), sent -> sent.field("pendantBattery"))
                .containsExactly(Tuple.tuple(false, 8), Tuple.tuple(true, 90));
    }
}
