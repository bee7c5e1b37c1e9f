package io.citywatch.streaming.rules.fire;

import static io.citywatch.streaming.rules.fire.SmokeSamples.T;
import static io.citywatch.streaming.rules.fire.SmokeSamples.alarmAt;
import static io.citywatch.streaming.rules.fire.SmokeSamples.at;
import static io.citywatch.streaming.rules.fire.SmokeSamples.late;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.Severity;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.ClockParameters;
import io.citywatch.streaming.rules.FireParameters;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.SmokeSample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeatTest {
    private static final Instant NOW = Instant.ofEpochMilli(T + 5);

    private final Heat rule = new Heat(FireParameters.DEFAULTS, ClockParameters.DEFAULTS);
    private final List<Detection> said = new ArrayList<>();
    private HeatWatch watch = HeatWatch.NONE;

    @Test
    void theFixedLevelRaisesAtOnceWithWhatWasRead() {
        take(at(0, 57));

        Detection raised = said.get(0);
        assertThat(said).hasSize(1);
        assertThat(raised.phase()).isEqualTo(Phase.RAISED);
        assertThat(raised.severity()).isEqualTo(Severity.P1);
        assertThat(raised.subject()).isEqualTo(Subject.device("sm-1"));
        assertThat(raised.key()).isEqualTo("sm-1");
        assertThat(raised.revision()).isEqualTo(T + 3);
        assertThat(raised.evidence()).containsEntry("reason", "fixed").containsEntry("temperature", 57.0);
    }

    @Test
    void justBelowTheFixedLevelIsNoHeat() {
        take(at(0, 56.9));

        assertThat(said).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"9, 5, true", "9, 10, true", "8.4, 2, true", "7.5, 5, false", "8.2, 10, false", "9, 20, true"})
    void aSteadyRiseIsJudgedByItsRateOverAMinute(double perMinute, double step, boolean isHeat) {
        take(at(-600, 20));
        for (double t = 0; t <= 120; t += step) {
            take(at(t, 20 + perMinute * t / 60));
        }

        assertThat(said).filteredOn(one -> one.phase() == Phase.RAISED).hasSize(isHeat ? 1 : 0);
        if (isHeat) {
            assertThat(said.get(0).evidence()).containsEntry("reason", "rise");
            assertThat((Double) said.get(0).evidence().get("celsiusPerMinute"))
                    .isBetween(perMinute - 0.1, perMinute + 0.1);
            assertThat(said.get(0).at().toEpochMilli()).isLessThanOrEqualTo(T + 61_000);
        }
    }

    @Test
    void aFastRiseNeedsNoWholeMinute() {
        for (double t = 0; t <= 30; t += 2) {
            take(at(t, 20 + 30 * t / 60));
        }

        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED);
        assertThat(said.get(0).at().toEpochMilli()).isLessThanOrEqualTo(T + 24_000);
    }

    @Test
    void aFireAfterAQuietHalfHourIsNotDilutedByTheLastReport() {
        take(at(-1_200, 20));
        take(at(-600, 20));
        for (double t = 0; t <= 60; t += 5) {
            take(at(t, 22 + 12 * t / 60));
        }

        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED);
    }

    @Test
    void twoReadingsTenMinutesApartSayNothingOfARate() {
        take(at(0, 18));
        take(at(600, 50));
        take(at(1_200, 20));

        assertThat(said).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 10, 11, 12})
    void aSingleSpikeIsNoRiseWhereverItStands(int spike) {
        for (int i = 0; i <= 12; i++) {
            take(at(5.0 * i, i == spike ? 45 : 20));
        }

        assertThat(said).isEmpty();
    }

    @Test
    void aRiseThatSpeedsUpIsSaidWithTheReadingThatShowsIt() {
        for (double t = 0; t <= 90; t += 6) {
            take(at(t, 20 + 0.0016 * t * t));
        }

        assertThat(said).hasSize(1);
        assertThat(said.get(0).at().toEpochMilli()).isEqualTo(T + 72_000);
    }

    @Test
    void aLastReadingThatLeapsCountsAsFarAsTheOneBeforeIt() {
        for (double t = 0; t < 60; t += 5) {
            take(at(t, 20 + 5 * t / 60));
        }
        take(at(60, 45));

        assertThat(said).isEmpty();
    }

    @Test
    void noiseIsNoRiseFromTheFirstReadingOn() {
        for (long seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            watch = HeatWatch.NONE;
            for (double t = 0; t < 300; t += 2 + random.nextInt(9)) {
                take(at(t, 24 + 0.5 * random.nextGaussian()));
            }

            assertThat(said).as("seed %d", seed).isEmpty();
        }
    }

    /** The first reading makes the window long; the rate must not be that of the seconds at its end. */
    @Test
    void noiseAfterALongSilenceIsNoRise() {
        for (long seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            watch = HeatWatch.NONE;
            take(at(0, 24));
            for (double t = 44; t < 60; t += 1.5 + random.nextInt(2)) {
                take(at(t, 24 + 0.5 * random.nextGaussian()));
            }

            assertThat(said).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void aKitchenThatWarmsTwoDegreesInSixteenSecondsIsNoFire() {
        for (double t = 0; t <= 120; t += 2) {
            take(at(t, 22 + 2 * Math.min(1, t / 16)));
        }

        assertThat(said).isEmpty();
    }

    @Test
    void readingsOfTheEmergencyLaneCountForTheRate() {
        for (int i = 0; i <= 12; i++) {
            double celsius = 20 + 9 * i * 5 / 60.0;
            take(i % 2 == 0 ? at(5.0 * i, celsius) : alarmAt(5.0 * i, celsius));
        }

        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED);
    }

    @Test
    void theSameReadingsAgainRaiseNothingTwice() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i <= 12; i++) {
                take(at(5.0 * i, 20 + 9 * i * 5 / 60.0));
            }
        }

        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED);
    }

    @Test
    void whatComesTooLateRaisesNothing() {
        take(late(0, 80, 16 * 60));

        assertThat(said).isEmpty();
    }

    @Test
    void heatIsOverAfterAMinuteBelowTheShareOfItsLevel() {
        take(at(0, 60));
        take(at(10, 50)); // above 45.6
        take(at(20, 40));
        take(at(79, 40));
        assertThat(said).hasSize(1);
        assertThat(watch.wakesAt()).isEqualTo(T + 80_000);

        tick(80);

        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.CLEARED);
        assertThat(said.get(1).id()).isEqualTo(said.get(0).id());
        assertThat(said.get(1).at()).isEqualTo(Instant.ofEpochMilli(T + 80_000));
    }

    @Test
    void heatThatComesBackWithinTheMinuteGoesOn() {
        take(at(0, 60));
        take(at(10, 40));
        take(at(50, 50));
        tick(75);

        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED);
    }

    @Test
    void heatThatDoesNotRiseStandsThoughItsSensorReportsRarelyOrNoMore() {
        take(at(0, 60));
        tick(601);
        take(at(602, 60));
        tick(1_203);
        take(at(1_204, 60));
        tick(3_600);

        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED);
    }

    @Test
    void tenDegreesMoreAreSaid() {
        take(at(0, 60));
        take(at(5, 65));
        take(at(10, 71));

        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.UPDATED);
        assertThat(said.get(1).evidence()).containsEntry("temperature", 71.0);
    }

    @Test
    void anEpisodeWhoseEndIsOverdueEndsBeforeTheNextBegins() {
        take(at(0, 60));
        take(at(10, 20));
        take(at(900, 60));

        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.CLEARED, Phase.RAISED);
        assertThat(said.get(2).id()).isNotEqualTo(said.get(0).id());
    }

    private void take(SmokeSample sample) {
        keep(rule.take(watch, sample, NOW));
    }

    private void tick(long seconds) {
        keep(rule.atEventTime(watch, T + seconds * 1_000, NOW));
    }

    private void keep(Judged<HeatWatch> judged) {
        said.addAll(judged.detections());
        watch = judged.state() == null ? HeatWatch.NONE : judged.state();
    }
}
