package io.citywatch.alerts.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.testing.SettableClock;
import io.citywatch.model.json.Json;
import io.citywatch.model.message.DetectionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class DetectionProgressTest {
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T08:00:00Z"));
    private final DetectionProgress progress = new DetectionProgress(clock);

    private void say(Instant eventTime, Instant at) {
        byte[] value = Json.write(new DetectionStatus("detection", eventTime, at));
        progress.take(List.of(new ConsumerRecord<>("detection.status", 0, 0, new byte[0], value)));
    }

    @Test
    void isAProblemUntilTheJobSaysSomething() {
        assertThat(progress.problem())
                .hasValueSatisfying(text -> assertThat(text).contains("nothing yet"));
        assertThat(progress.progress()).isEmpty();

        say(clock.instant(), clock.instant());
        assertThat(progress.problem()).isEmpty();
    }

    @Test
    void isAProblemAfterFifteenSilentSeconds() {
        say(clock.instant(), clock.instant());
        clock.pass(Duration.ofSeconds(15));
        assertThat(progress.problem()).isEmpty();
        clock.pass(Duration.ofSeconds(1));
        assertThat(progress.problem()).contains("detection: silent for 16 s (expected: at most 15 s)");
    }

    @Test
    void isAProblemWhileItIsMoreThanAMinuteBehind() {
        say(clock.instant().minusSeconds(60), clock.instant());
        assertThat(progress.problem()).isEmpty();
        say(clock.instant().minusSeconds(61), clock.instant());
        assertThat(progress.problem()).contains("detection: 61 s behind (expected: at most 60 s)");
        assertThat(progress.progress().orElseThrow().lagMillis()).isEqualTo(61_000);
    }

    @Test
    void keepsTheNewestWhateverOrderTheyComeIn() {
        Instant now = clock.instant();
        say(now, now);
        say(now.minusSeconds(90), now.minusSeconds(90));
        progress.take(List.of(new ConsumerRecord<>("detection.status", 0, 0, new byte[0], new byte[] {1})));

        assertThat(progress.problem()).isEmpty();
    }
}
