package io.citywatch.streaming.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.DeviceId;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.log.Pulse;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import io.citywatch.streaming.io.LogEvent;
import io.citywatch.streaming.io.RegistryRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.util.clock.ManualClock;
import org.junit.jupiter.api.Test;

class WatermarksTest {
    private static final long T = 1_000_000_000_000L;

    private final Said said = new Said();

    @Test
    void aPulseProvesAllThatCameASecondBeforeIt() {
        new PulseWatermarks().onEvent(pulse(T, T + 4), Long.MIN_VALUE, said);

        assertThat(said.watermarks).containsExactly(T - 1_000);
    }

    @Test
    void nothingButAPulseMovesEventTime() {
        PulseWatermarks watermarks = new PulseWatermarks();
        LogRecord message = new LogRecord(
                new DeviceId("ct-1"),
                TelemetryKind.CALL,
                Lane.EMERGENCY,
                "1@a",
                Instant.ofEpochMilli(T),
                Instant.ofEpochMilli(T),
                new byte[0]);

        watermarks.onEvent(LogEvent.telemetry(message), T, said);
        watermarks.onEvent(LogEvent.unreadable("ct-1", "torn", T, new byte[0]), T, said);
        watermarks.onPeriodicEmit(said);

        assertThat(said.watermarks).isEmpty();
    }

    @Test
    void aPulseFarAheadOfTheLogIsNotBelieved() {
        PulseWatermarks watermarks = new PulseWatermarks();

        watermarks.onEvent(pulse(T + 120_001, T), Long.MIN_VALUE, said);
        assertThat(said.watermarks).isEmpty();
        watermarks.onEvent(pulse(T + 120_000, T), Long.MIN_VALUE, said);

        assertThat(said.watermarks).containsExactly(T + 119_000);
    }

    @Test
    void noPartitionIsEverTakenForIdle() {
        assertThat(PulseWatermarks.strategy().createWatermarkGenerator(null)).isInstanceOf(PulseWatermarks.class);
    }

    @Test
    void aRegistryHoldsNoTimeBackOnceItWasQuietForASecond() {
        ManualClock clock = new ManualClock();
        RegistryWatermarks watermarks = new RegistryWatermarks(clock);
        clock.advanceTime(Duration.ofMillis(900));
        watermarks.onEvent(new RegistryRecord("ct-1", null, T), T, said);
        clock.advanceTime(Duration.ofMillis(999));
        watermarks.onPeriodicEmit(said);
        assertThat(said.watermarks).isEmpty();

        clock.advanceTime(Duration.ofMillis(1));
        watermarks.onPeriodicEmit(said);

        assertThat(said.watermarks).containsExactly(Long.MAX_VALUE);
    }

    @Test
    void aRegistryThatIsNeverQuietHoldsAStartForAMinuteOnly() {
        ManualClock clock = new ManualClock();
        RegistryWatermarks watermarks = new RegistryWatermarks(clock);
        for (int i = 0; i < 119; i++) {
            clock.advanceTime(Duration.ofMillis(500));
            watermarks.onEvent(new RegistryRecord("ct-1", null, T), T, said);
            watermarks.onPeriodicEmit(said);
        }
        assertThat(said.watermarks).isEmpty();

        clock.advanceTime(Duration.ofMillis(500));
        watermarks.onPeriodicEmit(said);

        assertThat(said.watermarks).containsExactly(Long.MAX_VALUE);
    }

    @Test
    void whatNoRuleWaitsForHoldsNothingBackHoweverBusyItIs() {
        WatermarkGenerator<RegistryRecord> watermarks =
                RegistryWatermarks.immediate().createWatermarkGenerator(null);
        watermarks.onEvent(new RegistryRecord("ct-1", null, T), T, said);
        watermarks.onPeriodicEmit(said);

        assertThat(said.watermarks).containsExactly(Long.MAX_VALUE);
    }

    private static LogEvent pulse(long at, long loggedAt) {
        return LogEvent.pulse(new Pulse("gw-1", "b1", Instant.ofEpochMilli(at)), loggedAt);
    }

    private static final class Said implements WatermarkOutput {
        private final List<Long> watermarks = new ArrayList<>();

        @Override
        public void emitWatermark(Watermark watermark) {
            watermarks.add(watermark.getTimestamp());
        }

        @Override
        public void markIdle() {
            throw new AssertionError("idleness would let a window end that was not read");
        }

        @Override
        public void markActive() {}
    }
}
