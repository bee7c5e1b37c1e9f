package io.citywatch.streaming.elder;

import static io.citywatch.streaming.rules.Calls.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.Severity;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.model.json.Json;
import io.citywatch.model.telemetry.CallEvent;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.rules.ActivityReport;
import io.citywatch.streaming.rules.FixReport;
import io.citywatch.streaming.rules.RegisteredElder;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.StateReport;
import io.citywatch.streaming.rules.VitalsReport;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonFunctionTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    /** A midnight of the city. */
    private static final long MIDNIGHT = 1_789_920_000_000L;

    private KeyedOneInputStreamOperatorTestHarness<String, PersonNews, KeyedBytes> operator;

    @BeforeEach
    void open() throws Exception {
        operator = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new PersonFunction(RuleParameters.DEFAULTS)), PersonNews::key, Types.STRING);
        operator.open();
        registers(0);
    }

    @AfterEach
    void close() throws Exception {
        operator.close();
    }

    @Test
    void whoIsNotKnownYetIsMissedAfterFiveHoursOfTheDay() throws Exception {
        moves(MIDNIGHT + 9 * HOUR);
        passes(MIDNIGHT + 14 * HOUR - 1);
        assertThat(said()).isEmpty();
        passes(MIDNIGHT + 14 * HOUR);
        moves(MIDNIGHT + 15 * HOUR);

        assertThat(said()).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.CLEARED);
        Detection raised = said().get(0);
        assertThat(raised.severity()).isEqualTo(Severity.P2);
        assertThat(raised.subject()).isEqualTo(Subject.person("e-7"));
        assertThat(raised.at().toEpochMilli()).isEqualTo(MIDNIGHT + 14 * HOUR);
        assertThat(raised.revision()).isEqualTo(MIDNIGHT + 14 * HOUR);
        assertThat(raised.evidence())
                .containsEntry("silentSeconds", 5 * 3_600)
                .containsEntry("limitSeconds", 5 * 3_600)
                .containsEntry("since", MIDNIGHT + 9 * HOUR)
                .containsEntry("lastSign", "motion")
                .containsEntry("learntDays", 0)
                .doesNotContainKey("usualSeconds");
        assertThat(missed()).extracting(MissedPerson::missed).containsExactly(true, false);
    }

    @Test
    void aNightIsNoDay() throws Exception {
        moves(MIDNIGHT + 21 * HOUR);
        passes(MIDNIGHT + DAY + 9 * HOUR - 1);

        assertThat(said()).as("9 h and 40 minutes in bed, then a walk").isEmpty();
    }

    @Test
    void whoNapsLongEveryDayIsMissedLater() throws Exception {
        for (int day = 0; day < 20; day++) {
            for (long at = 7 * HOUR; at < 22 * HOUR; at += 30 * MINUTE) {
                // Lies down between eleven and four.
                if (at <= 11 * HOUR || at >= 16 * HOUR + (day % 3) * 20L * MINUTE) {
                    moves(MIDNIGHT + day * DAY + at);
                }
            }
        }
        int learning = said().size();
        long last = MIDNIGHT + 20 * DAY + 11 * HOUR;
        moves(MIDNIGHT + 20 * DAY + 10 * HOUR);
        moves(last);
        passes(last + 5 * HOUR + 40 * MINUTE);
        assertThat(said()).as("its usual nap").hasSize(learning);
        passes(last + 12 * HOUR);

        Detection raised = said().get(learning);
        assertThat(raised.phase()).isEqualTo(Phase.RAISED);
        assertThat(raised.evidence()).containsEntry("learntDays", 21).containsKey("learntGaps");
        assertThat((int) raised.evidence().get("usualSeconds")).isBetween(20_400, 26_000);
    }

    @ParameterizedTest
    @CsvSource({"4, false", "3, true"})
    void anySignOfThePersonCountsAndTheBasesOwnDoesNot(int hoursAfter, boolean isSign) throws Exception {
        long last = MIDNIGHT + 9 * HOUR;
        moves(last);
        long at = last + 3 * HOUR;
        if (isSign) {
            takes(PersonNews.of(new VitalsReport("ct-1", "v", at, at, at, 80.0, null, null, null, null, null)));
        } else {
            beats(at, 3_600);
            takes(PersonNews.of(call("ct-1", CallEvent.Event.MAINS_LOST, "m", at)));
            takes(PersonNews.of(new ActivityReport("ct-1", "a", at, at, at, 0, null)));
            beats(at + 2 * HOUR, 3_600);
        }
        passes(last + 5 * HOUR);

        assertThat(said()).as("after %d h", hoursAfter).hasSize(isSign ? 0 : 1);
    }

    @Test
    void aPendantThatLiesOnATableIsNoSignAndOneThatMovesIs() throws Exception {
        long last = MIDNIGHT + 8 * HOUR;
        fix(last, 0);
        fix(last + HOUR, 20);
        fix(last + 2 * HOUR, -20);
        passes(last + 5 * HOUR);
        assertThat(said()).hasSize(1);
        fix(last + 6 * HOUR, 200);

        assertThat(said()).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.CLEARED);
        assertThat(said().get(1).evidence()).containsEntry("lastSign", "moved");
    }

    @Test
    void aBaseThatIsNotHeardBlamesNobodyAndItsTimeDoesNotCount() throws Exception {
        long last = MIDNIGHT + 8 * HOUR;
        moves(last);
        beats(last + MINUTE, 60);
        // Then base, power or platform are away for three hours.
        passes(last + 6 * HOUR);
        assertThat(said()).isEmpty();
        long back = last + 6 * HOUR + MINUTE;
        for (long at = back; at <= last + 11 * HOUR; at += MINUTE) {
            beats(at, 60);
            passes(at);
        }

        assertThat(said()).hasSize(1);
        assertThat(said().get(0).at().toEpochMilli()).isEqualTo(last + 11 * HOUR);
        assertThat(said().get(0).evidence()).containsEntry("unheardSeconds", 6 * 3_600);
    }

    @Test
    void whoseAbsenceIsAnnouncedIsNotMissed() throws Exception {
        long last = MIDNIGHT + 8 * HOUR;
        moves(last);
        passes(last + 5 * HOUR);
        registers(last + 2 * DAY);
        assertThat(said()).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.CLEARED);
        assertThat(said().get(1).evidence()).containsEntry("reason", "absent");
        passes(last + 2 * DAY + 5 * HOUR - 1);
        assertThat(said()).hasSize(2);
        passes(last + 2 * DAY + 5 * HOUR);

        assertThat(said()).as("was to be back").hasSize(3);
    }

    @Test
    void lyingHelplessOnceTeachesNobodyThatItIsUsual() throws Exception {
        for (int day = 0; day < 20; day++) {
            for (long at = 7 * HOUR; at < 22 * HOUR; at += 30 * MINUTE) {
                if (day != 18 || at <= 9 * HOUR || at >= 20 * HOUR) {
                    moves(MIDNIGHT + day * DAY + at);
                }
            }
        }
        int learning = said().size();
        long last = MIDNIGHT + 20 * DAY + 9 * HOUR;
        moves(last);
        passes(last + 12 * HOUR);

        assertThat(said()).hasSize(learning + 1);
        assertThat((int) said().get(learning).evidence().get("limitSeconds")).isLessThan(9 * 3_600);
    }

    @Test
    void pressesVitalsAndFixesAreJudgedByPersonAndNothingIsLeftOfAWithdrawnOne() throws Exception {
        long at = MIDNIGHT + 10 * HOUR;
        for (int i = 0; i < 4; i++) {
            takes(PersonNews.of(call("ct-" + i, CallEvent.Event.SOS, "1@a", at + i))
                    .of("e-7"));
            takes(PersonNews.of(new VitalsReport(
                            "ct-1", i + "@v", at + i, at + i, at + i, 150.0, null, null, null, null, null))
                    .of("e-7"));
            fix(at + i * 2L * MINUTE, 900);
        }

        assertThat(said().stream().filter(one -> one.phase() == Phase.RAISED))
                .extracting(Detection::rule)
                .containsExactlyInAnyOrder(Rule.E8, Rule.E9, Rule.E10);
        assertThat(said()).extracting(Detection::subject).containsOnly(Subject.person("e-7"));
        passes(at + DAY);
        operator.processElement(PersonNews.of(RegisteredElder.withdrawn("e-7")), 0);
        passes(at + 3 * DAY);
        assertThat(operator.numKeyedStateEntries()).isZero();
        assertThat(operator.numEventTimeTimers()).isZero();
    }

    @Test
    void aLateMeasurementIsNoNews() throws Exception {
        long at = MIDNIGHT + 10 * HOUR;
        for (int i = 0; i < 3; i++) {
            takes(PersonNews.of(new VitalsReport(
                            "ct-1", i + "@v", at + i, at + i, at - HOUR, 150.0, null, null, null, null, null))
                    .of("e-7"));
        }

        assertThat(said()).isEmpty();
    }

    @Test
    void whatIsRememberedOfATerminalThatIsGoneIsForgotten() throws Exception {
        operator.processElement(PersonNews.of(RegisteredElder.withdrawn("e-7")), 0);
        long at = MIDNIGHT + 10 * HOUR;
        operator.processElement(PersonNews.of(new ActivityReport("ct-9", "1", at, at, at, 3, null)), 0);
        passes(at + DAY);
        passes(at + 70 * DAY);

        assertThat(said()).extracting(Detection::subject).containsOnly(Subject.device("ct-9"));
        assertThat(operator.numKeyedStateEntries()).isZero();
        assertThat(operator.numEventTimeTimers()).isZero();
    }

    private void registers(long absentUntil) throws Exception {
        operator.processElement(
                PersonNews.of(new RegisteredElder("e-7", false, 23.35, 116.68, 300, List.of(), absentUntil)), 0);
    }

    private void moves(long at) throws Exception {
        takes(PersonNews.of(new ActivityReport("ct-1", at + "@a", at, at + 3, at, 2, null)));
        passes(at);
    }

    private void beats(long at, int intervalSeconds) throws Exception {
        takes(PersonNews.of(new StateReport(
                "ct-1", at + "@s", at, at + 3, at, true, intervalSeconds, null, null, null, List.of())));
    }

    private void fix(long at, double metersNorth) throws Exception {
        takes(PersonNews.of(
                new FixReport("ct-1", at + "@f", at, at + 3, at, 23.35 + metersNorth / 111_195, 116.68, 15)));
    }

    private void takes(PersonNews news) throws Exception {
        operator.processElement(news.of("e-7"), 0);
    }

    private void passes(long eventTime) throws Exception {
        operator.processWatermark(new Watermark(eventTime));
    }

    private List<Detection> said() {
        return operator.extractOutputValues().stream()
                .map(record -> Json.read(record.value(), Detection.class).fold(value -> value, reason -> {
                    throw new AssertionError(reason);
                }))
                .toList();
    }

    private List<MissedPerson> missed() {
        List<MissedPerson> told = new ArrayList<>();
        operator.getSideOutput(PersonFunction.MISSED).forEach(record -> told.add(record.getValue()));
        return told;
    }
}
