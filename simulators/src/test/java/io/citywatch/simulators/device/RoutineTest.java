package io.citywatch.simulators.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import io.citywatch.simulators.FakeTimer;
import io.citywatch.simulators.device.RecordedDevice.Sent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoutineTest {
    private final FakeTimer timer = new FakeTimer();
    private final List<Sent> log = new ArrayList<>();
    private final RecordedDevice device = new RecordedDevice("d-1", timer.clock(), log);
    private final Routine routine = new Routine(timer);

    private Map<TelemetryKind, Long> counts() {
        return log.stream().collect(Collectors.groupingBy(Sent::kind, Collectors.counting()));
    }

    @Test
    void aTerminalIsAliveEachMinuteAndMeasuresNowAndThen() {
        routine.ofTerminal(device, new SplittableRandom(1));
        timer.passSeconds(3600);

        assertThat(counts())
                .isEqualTo(Map.of(TelemetryKind.STATE, 60L, TelemetryKind.ACTIVITY, 30L, TelemetryKind.VITALS, 6L));
        assertThat(log).allMatch(sent -> sent.lane() == Lane.BULK);
    }

    @Test
    void aSensorSpeaksEveryTenMinutesAndOfCleanAir() {
        routine.ofSensor(device, new SplittableRandom(1));
        timer.passSeconds(3600);

        assertThat(counts()).isEqualTo(Map.of(TelemetryKind.STATE, 6L, TelemetryKind.SMOKE, 6L));
        assertThat(log)
                .filteredOn(sent -> sent.kind() == TelemetryKind.SMOKE)
                .allSatisfy(
                        sent -> assertThat((Double) sent.field("obscuration")).isLessThan(2));
    }

    @Test
    void theHeartbeatSaysItsOwnInterval() {
        routine.ofTerminal(device, new SplittableRandom(1));
        timer.passSeconds(60);

        assertThat(log)
                .filteredOn(sent -> sent.kind() == TelemetryKind.STATE)
                .singleElement()
                .satisfies(sent -> assertThat(sent.field("intervalSeconds")).isEqualTo(60L));
    }

    @Test
    void aDeviceThatCannotSendOnceGoesOnWithItsHabits() {
        AtomicInteger attempts = new AtomicInteger();
        routine.ofSensor(
                new Transmitter() {
                    @Override
                    public String id() {
                        return "broken";
                    }

                    @Override
                    public CompletableFuture<@Nullable Void> send(
                            TelemetryKind kind, Lane lane, Map<String, ?> fields) {
                        attempts.incrementAndGet();
                        throw new IllegalStateException("as the test wants");
                    }
                },
                new SplittableRandom(1));
        timer.passSeconds(3600);

        assertThat(attempts).hasValue(12);
    }
}
