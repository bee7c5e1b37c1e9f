package io.citywatch.streaming.rules.fire;

import static io.citywatch.streaming.rules.fire.SmokeSamples.T;
import static io.citywatch.streaming.rules.fire.SmokeSamples.smoke;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.Severity;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.ClockParameters;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.SmokeParameters;
import io.citywatch.streaming.rules.SmokeSample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreAlarmTest {
    private static final Instant NOW = Instant.ofEpochMilli(T + 5);

    private final PreAlarm rule = new PreAlarm(SmokeParameters.DEFAULTS, ClockParameters.DEFAULTS);
    private final List<Detection> said = new ArrayList<>();
    private SmokeWatch watch = SmokeWatch.NONE;
    private @Nullable Double alarmLevel;

    @ParameterizedTest
    @ValueSource(doubles = {2, 5, 10})
    void smokeThatRisesSlowlyIsSaidAfterHalfAMinuteAtHalfTheAlarmLevel(double step) {
        for (double t = 0; t <= 90; t += step) {
            take(smoke(t, t / 12)); // 5 %/m at 60 s, 7.5 at the end
        }

        Detection raised = said.get(0);
        assertThat(said).hasSize(1);
        assertThat(raised.phase()).isEqualTo(Phase.RAISED);
        assertThat(raised.severity()).isEqualTo(Severity.P3);
        assertThat(raised.subject()).isEqualTo(Subject.device("sm-1"));
        assertThat(raised.at()).isEqualTo(Instant.ofEpochMilli(T + 90_000));
        assertThat(raised.evidence())
                .containsEntry("obscuration", 7.5)
                .containsEntry("obscurationPerMinute", 5.0)
                .containsEntry("alarmLevel", 10.0);
    }

    @Test
    void smokeThatRisesFastIsSaidBeforeTheAlarmLevel() {
        for (double t = 0; t <= 30; t += 2) {
            take(smoke(t, t / 3)); // 20 %/m a minute: 5 at 15 s, 10 at 30 s
        }

        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.UPDATED);
        assertThat(said.get(0).at().toEpochMilli()).isBetween(T + 16_000, T + 20_000);
        assertThat(said.get(1).at()).isEqualTo(Instant.ofEpochMilli(T + 30_000));
    }

    @Test
    void smokeThatStandsIsNone() {
        Random random = new Random(11);
        for (double t = 0; t < 600; t += 2) {
            take(smoke(t, 6.5 + 0.3 * random.nextGaussian()));
        }

        assertThat(said).isEmpty();
    }

    @Test
    void aPuffThatIsOverInTwentySecondsIsNone() {
        for (double t = 0; t <= 60; t += 2) {
            take(smoke(t, Math.max(0, 6 - Math.abs(t - 20) * 0.2)));
        }

        assertThat(said).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void spikesThatStandAloneAreNoneHoweverMany(long seed) {
        Random random = new Random(seed);
        int spike = -10;
        for (int i = 0; i < 1_800; i++) {
            boolean isSpike = i - spike >= 3 && random.nextInt(4) == 0;
            spike = isSpike ? i : spike;
            take(smoke(2.0 * i, isSpike ? 30 * random.nextDouble() : Math.max(0, random.nextGaussian())));
        }

        assertThat(said).as("seed %d", seed).isEmpty();
    }

    @Test
    void readingsTenMinutesApartAreNotInARow() {
        for (int i = 0; i < 5; i++) {
            take(smoke(600.0 * i, 6 + i));
        }

        assertThat(said).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"10, true", "20, false"})
    void theDetectorsOwnAlarmLevelCounts(double level, boolean isRaised) {
        alarmLevel = level;
        for (double t = 0; t <= 90; t += 5) {
            take(smoke(t, 2 + t / 15)); // 5 at 45 s, 8 at the end
        }

        assertThat(said).hasSize(isRaised ? 1 : 0);
    }

    @Test
    void itIsOverAfterAMinuteBelowTheShareOfItsLevel() {
        rise();
        take(smoke(92, 3));
        take(smoke(100, 4.5)); // above 4
        take(smoke(110, 3));
        take(smoke(169, 3));
        assertThat(said).hasSize(1);

        keep(rule.atEventTime(watch, T + 170_000, NOW));

        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.CLEARED);
        assertThat(said.get(1).id()).isEqualTo(said.get(0).id());
        assertThat(said.get(1).at()).isEqualTo(Instant.ofEpochMilli(T + 170_000));
    }

    @Test
    void anEpisodeWhoseEndIsOverdueEndsBeforeTheNextBegins() {
        rise();
        take(smoke(95, 0));
        for (double t = 900; t <= 990; t += 5) {
            take(smoke(t, (t - 900) / 12));
        }

        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.CLEARED, Phase.RAISED);
        assertThat(said.get(2).id()).isNotEqualTo(said.get(0).id());
    }

    @Test
    void theSameReadingsAgainRaiseNothingTwice() {
        rise();
        rise();

        assertThat(said).hasSize(1);
    }

    @Test
    void cleanAirIsNotRemembered() {
        for (int i = 0; i < 10; i++) {
            take(smoke(2.0 * i, 0.6));
        }

        assertThat(watch).isEqualTo(SmokeWatch.NONE);
    }

    @Test
    void whatComesTooLateRaisesNothing() {
        for (double t = 0; t <= 90; t += 5) {
            SmokeSample sample = smoke(t, t / 12);
            take(new SmokeSample(
                    sample.device(),
                    sample.identity(),
                    sample.receivedAt() + 16 * 60_000,
                    sample.loggedAt() + 16 * 60_000,
                    sample.measuredAt(),
                    false,
                    sample.obscuration(),
                    20,
                    90,
                    List.of(),
                    null));
        }

        assertThat(said).isEmpty();
    }

    private void rise() {
        for (double t = 0; t <= 90; t += 5) {
            take(smoke(t, t / 12));
        }
    }

    private void take(SmokeSample sample) {
        keep(rule.take(watch, alarmLevel, sample, NOW));
    }

    private void keep(Judged<SmokeWatch> judged) {
        said.addAll(judged.detections());
        watch = judged.state() == null ? SmokeWatch.NONE : judged.state();
    }
}
