package io.citywatch.streaming.rules.fire;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.Position;
import io.citywatch.model.Severity;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.FireParameters;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.MessageStamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecondDetectorTest {
    private static final long T = SmokeSamples.T;
    private static final Instant NOW = Instant.ofEpochMilli(T + 5);

    private final SecondDetector rule = new SecondDetector(FireParameters.DEFAULTS);
    private final List<Detection> said = new ArrayList<>();
    private PremisesAlarms alarms = PremisesAlarms.NONE;

    @Test
    void aSecondDetectorConfirmsWithTheAlarmsItRestsOn() {
        begins("sm-1", Rule.S1, 0);
        begins("sm-2", Rule.S3, 60);

        Detection raised = said.get(0);
        assertThat(said).hasSize(1);
        assertThat(raised.phase()).isEqualTo(Phase.RAISED);
        assertThat(raised.severity()).isEqualTo(Severity.P1);
        assertThat(raised.subject()).isEqualTo(Subject.place("mall"));
        assertThat(raised.key()).isEqualTo("mall");
        assertThat(raised.causes()).containsExactly(id("sm-1", Rule.S1, 0), id("sm-2", Rule.S3, 60));
        assertThat(raised.evidence()).containsEntry("level", 1).containsEntry("detectors", List.of("sm-1", "sm-2"));
        assertThat(raised.position()).isEqualTo(new Position(23.35, 116.68));
        assertThat(raised.at()).isEqualTo(Instant.ofEpochMilli(T + 60_000));
    }

    @ParameterizedTest
    @CsvSource({"61", "90", "400"})
    void aSecondDetectorThatComesTooLateConfirmsNothing(long seconds) {
        begins("sm-1", Rule.S1, 0);
        begins("sm-2", Rule.S1, seconds);

        assertThat(said).isEmpty();
    }

    @Test
    void oneDetectorBySmokeAndHeatIsStillOne() {
        begins("sm-1", Rule.S1, 0);
        begins("sm-1", Rule.S3, 5);

        assertThat(said).isEmpty();
    }

    @Test
    void aDetectorThatGoesOnAlarmingMeetsALaterOne() {
        for (int i = 0; i <= 30; i++) {
            begins("sm-1", Rule.S1, i * 10L);
        }
        begins("sm-2", Rule.S1, 310);

        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED);
    }

    @Test
    void alarmsThatArriveOutOfOrderConfirmAllTheSame() {
        begins("sm-2", Rule.S3, 30);
        begins("sm-1", Rule.S1, 0);

        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED);
    }

    @Test
    void aThirdWithinTwoMinutesMakesItLevelTwo() {
        begins("sm-1", Rule.S1, 0);
        begins("sm-2", Rule.S1, 50);
        begins("sm-3", Rule.S1, 115);

        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.UPDATED);
        assertThat(said.get(1).id()).isEqualTo(said.get(0).id());
        assertThat(said.get(1).evidence()).containsEntry("level", 2);
        assertThat(said.get(1).causes()).hasSize(3);
        assertThat(said.get(1).revision()).isGreaterThan(said.get(0).revision());
    }

    @Test
    void aThirdThatComesLaterJoinsAtLevelOne() {
        begins("sm-1", Rule.S1, 0);
        begins("sm-2", Rule.S1, 10);
        begins("sm-3", Rule.S1, 300);

        assertThat(said.get(1).evidence())
                .containsEntry("level", 1)
                .containsEntry("detectors", List.of("sm-1", "sm-2", "sm-3"));
    }

    @Test
    void theSameAlarmsAgainSayNothing() {
        begins("sm-1", Rule.S1, 0);
        begins("sm-2", Rule.S1, 10);
        begins("sm-2", Rule.S1, 10);
        begins("sm-1", Rule.S1, 20);

        assertThat(said).hasSize(1);
    }

    @Test
    void itIsOverTenMinutesAfterFewerThanTwoAreInAlarm() {
        begins("sm-1", Rule.S1, 0);
        begins("sm-2", Rule.S1, 10);
        tick(3_600);
        assertThat(said).hasSize(1);

        ends("sm-2", Rule.S1, 3_700);
        tick(3_700 + 599);
        assertThat(said).hasSize(1);
        tick(3_700 + 600);

        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.CLEARED);
        assertThat(said.get(1).id()).isEqualTo(said.get(0).id());
        assertThat(alarms).isEqualTo(PremisesAlarms.NONE);
    }

    @Test
    void furtherEvidenceStartsTheTenMinutesAnew() {
        begins("sm-1", Rule.S1, 0);
        begins("sm-2", Rule.S1, 10);
        ends("sm-1", Rule.S1, 20);
        ends("sm-2", Rule.S1, 20);
        begins("sm-2", Rule.S1, 500);
        tick(700);

        assertThat(said).hasSize(1);
        tick(1_100);
        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.CLEARED);
    }

    @Test
    void aSingleAlarmIsForgotten() {
        begins("sm-1", Rule.S1, 0);

        tick(120);

        assertThat(said).isEmpty();
        assertThat(alarms).isEqualTo(PremisesAlarms.NONE);
    }

    private void begins(String device, Rule by, long seconds) {
        take(sign(device, by, true, seconds));
    }

    private void ends(String device, Rule by, long seconds) {
        take(sign(device, by, false, seconds));
    }

    private void take(AlarmSign sign) {
        keep(rule.take(alarms, "mall", new PlacedSign("mall", 23.35, 116.68, sign), NOW));
    }

    private void tick(long seconds) {
        keep(rule.atEventTime(alarms, "mall", T + seconds * 1_000, NOW));
    }

    private void keep(Judged<PremisesAlarms> judged) {
        said.addAll(judged.detections());
        alarms = judged.state() == null ? PremisesAlarms.NONE : judged.state();
    }

    static AlarmSign sign(String device, Rule by, boolean stands, long seconds) {
        long at = T + seconds * 1_000;
        MessageStamp origin = new MessageStamp(device, at + "@a", at, at + 3, at - 10);
        return new AlarmSign(device, by, stands ? id(device, by, seconds) : null, stands, at, origin);
    }

    private static String id(String device, Rule by, long seconds) {
        return String.format("%016x%016x", (long) (device + by).hashCode() & 0xFFFFFFFFL, seconds);
    }
}
