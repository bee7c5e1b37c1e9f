package io.citywatch.streaming.rules.fire;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.Severity;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.streaming.rules.DetectorReading;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.SmokeParameters;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NuisanceTest {
    private static final long T = SmokeSamples.T;
    private static final long HOUR = 3_600;
    private static final long DAY = 24 * HOUR;

    private final Nuisance rule = new Nuisance(SmokeParameters.DEFAULTS);
    private final List<Detection> said = new ArrayList<>();
    private NuisanceRecord record = NuisanceRecord.NONE;

    @Test
    void theEndOfTheThirdShortAlarmInAWeekIsWorthAHint() {
        alarm(0, 30);
        alarm(2 * DAY, 59);
        assertThat(said).isEmpty();

        alarm(6 * DAY, 10);

        Detection raised = said.get(0);
        assertThat(said).hasSize(1);
        assertThat(raised.phase()).isEqualTo(Phase.RAISED);
        assertThat(raised.severity()).isEqualTo(Severity.P4);
        assertThat(raised.key()).isEqualTo("sm-1");
        assertThat(raised.at()).isEqualTo(Instant.ofEpochMilli(T + (6 * DAY + 10) * 1_000));
        assertThat(raised.evidence()).containsEntry("count", 3);
        assertThat(raised.causes()).containsExactly(id(0), id(2 * DAY), id(6 * DAY));
    }

    @Test
    void theNextAlarmIsGivenTheHintWithItself() {
        alarm(0, 30);
        alarm(HOUR, 30);
        alarm(2 * HOUR, 30);
        tick(2 * HOUR + 30 + 600);
        take(3 * HOUR, true);

        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.CLEARED, Phase.RAISED);
        assertThat(said.get(2).causes()).contains(id(3 * HOUR));
        assertThat(said.get(2).id()).isNotEqualTo(said.get(0).id());
    }

    @Test
    void alarmsOfAMinuteOrMoreAreNone() {
        for (int i = 0; i < 5; i++) {
            alarm(i * HOUR, 60);
        }

        assertThat(said).isEmpty();
    }

    @Test
    void anAlarmThatIsRepeatedIsOne() {
        for (int i = 0; i < 10; i++) {
            take(2L * i, true);
        }
        take(20, false);
        take(22, false);

        assertThat(said).isEmpty();
        assertThat(record.alarms()).hasSize(1);
    }

    @Test
    void whatIsOlderThanAWeekIsForgotten() {
        alarm(0, 30);
        alarm(DAY, 30);
        alarm(8 * DAY, 30);

        assertThat(said).isEmpty();
    }

    @Test
    void itStaysSmall() {
        for (int i = 0; i < 500; i++) {
            alarm(i * 100L, 10);
        }

        assertThat(record.alarms()).hasSizeLessThanOrEqualTo(6);
        assertThat(said).filteredOn(one -> one.phase() == Phase.RAISED).hasSize(1);
    }

    private void alarm(long seconds, long lasts) {
        take(seconds, true);
        take(seconds + lasts, false);
    }

    private static String id(long seconds) {
        return String.format("%032x", seconds);
    }

    private void take(long seconds, boolean alarm) {
        long at = T + seconds * 1_000;
        keep(rule.take(
                record,
                new DetectorReading("sm-1", at + "@a", at, at + 3, at, 12, 25, alarm ? id(seconds) : null),
                Instant.EPOCH));
    }

    private void tick(long seconds) {
        keep(rule.atEventTime(record, T + Duration.ofSeconds(seconds).toMillis(), Instant.EPOCH));
    }

    private void keep(Judged<NuisanceRecord> judged) {
        said.addAll(judged.detections());
        record = judged.state() == null ? NuisanceRecord.NONE : judged.state();
    }
}
