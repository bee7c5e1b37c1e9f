package io.citywatch.alerts.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.DeviceId;
import io.citywatch.model.Severity;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Stages;
import io.citywatch.model.detection.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IntakeRulesTest {
    private static final Instant T = Instant.parse("2026-11-22T08:00:00Z");
    private static final String ID = "0123456789abcdef0123456789abcdef";
    private static final Map<String, Object> SMOKE = Map.of("obscuration", 3.0);

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void judgesAsDesigned(String name, Detection detection, Memory memory, Instant lastClosing, Verdict expected) {
        assertThat(IntakeRules.judge(detection, memory, lastClosing)).isEqualTo(expected);
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                one("RAISED of a known id does nothing", e2(Phase.RAISED, 5), known(5, false), null, Verdict.IGNORE),
                one("an unknown press counts", e1(), Memory.NOTHING, null, Verdict.COUNT),
                one("an unknown press counts after a closing", e1(), Memory.NOTHING, T.plusSeconds(9), Verdict.COUNT),
                one("an unknown fall counts", e2(Phase.RAISED, 5), Memory.NOTHING, null, Verdict.COUNT),
                one(
                        "a fall received after the closing counts",
                        e2(Phase.RAISED, 5),
                        Memory.NOTHING,
                        T.minusSeconds(1),
                        Verdict.COUNT),
                one("a fall received at the closing is noted", e2(Phase.RAISED, 5), Memory.NOTHING, T, Verdict.NOTE),
                one(
                        "a fall received before the closing is noted",
                        e2(Phase.RAISED, 5),
                        Memory.NOTHING,
                        T.plusSeconds(1),
                        Verdict.NOTE),
                one("the same press again is a repeat", e1(), original(), null, Verdict.REPEAT),
                one(
                        "RAISED after its remembered CLEARED counts",
                        e2(Phase.RAISED, 5),
                        onlyCleared(),
                        null,
                        Verdict.COUNT),
                one("UPDATED of an unknown id is RAISED", e2(Phase.UPDATED, 5), Memory.NOTHING, null, Verdict.COUNT),
                one(
                        "UPDATED of an unknown id from before the closing is noted",
                        e2(Phase.UPDATED, 5),
                        Memory.NOTHING,
                        T.plusSeconds(1),
                        Verdict.NOTE),
                one(
                        "UPDATED below the last revision does nothing",
                        e2(Phase.UPDATED, 4),
                        known(5, false),
                        null,
                        Verdict.IGNORE),
                one(
                        "UPDATED of the last revision with the same evidence does nothing",
                        e2(Phase.UPDATED, 5),
                        known(5, false),
                        null,
                        Verdict.IGNORE),
                one(
                        "UPDATED of the last revision with other evidence counts",
                        detection(Rule.E2, Phase.UPDATED, 5, Map.of("obscuration", 4.0)),
                        known(5, false),
                        null,
                        Verdict.UPDATE),
                one(
                        "UPDATED above the last revision counts",
                        e2(Phase.UPDATED, 6),
                        known(5, false),
                        null,
                        Verdict.UPDATE),
                one("UPDATED after CLEARED does nothing", e2(Phase.UPDATED, 6), known(5, true), null, Verdict.IGNORE),
                one("CLEARED clears", e2(Phase.CLEARED, 6), known(5, false), null, Verdict.CLEAR),
                one("CLEARED counts once", e2(Phase.CLEARED, 6), known(5, true), null, Verdict.IGNORE),
                one(
                        "CLEARED before its RAISED is remembered",
                        e2(Phase.CLEARED, 6),
                        Memory.NOTHING,
                        null,
                        Verdict.REMEMBER_CLEAR),
                one(
                        "CLEARED remembered already does nothing",
                        e2(Phase.CLEARED, 6),
                        onlyCleared(),
                        null,
                        Verdict.IGNORE),
                one(
                        "a press is cleared by people alone",
                        detection(Rule.E1, Phase.CLEARED, 6, SMOKE),
                        known(5, false),
                        null,
                        Verdict.IGNORE),
                one("S1's CLEARED of the newest alarm clears", s1Cleared(), s1(seen(ID, T)), null, Verdict.CLEAR),
                one(
                        "S1's CLEARED is ignored if a newer alarm is known",
                        s1Cleared(),
                        s1(seen("b", T.plusSeconds(1))),
                        null,
                        Verdict.IGNORE),
                one(
                        "S1's CLEARED holds over an older alarm",
                        s1Cleared(),
                        s1(seen("b", T.minusSeconds(1))),
                        null,
                        Verdict.CLEAR),
                one(
                        "S1's CLEARED of an unknown alarm is remembered over older ones",
                        s1Cleared(),
                        new Memory(null, null, seen("b", T.minusSeconds(1))),
                        null,
                        Verdict.REMEMBER_CLEAR),
                one(
                        "S1's CLEARED of an unknown alarm is ignored if a newer one is known",
                        s1Cleared(),
                        new Memory(null, null, seen("b", T.plusSeconds(1))),
                        null,
                        Verdict.IGNORE));
    }

    private static Arguments one(String name, Detection detection, Memory memory, Instant closing, Verdict expected) {
        return Arguments.of(name, detection, memory, closing, expected);
    }

    private static Detection e1() {
        return detection(Rule.E1, Phase.RAISED, 5, SMOKE);
    }

    private static Detection e2(Phase phase, long revision) {
        return detection(Rule.E2, phase, revision, SMOKE);
    }

    private static Detection s1Cleared() {
        return detection(Rule.S1, Phase.CLEARED, 6, SMOKE);
    }

    private static Memory known(long revision, boolean cleared) {
        Memory.Seen seen = new Memory.Seen(
                ID,
                "i",
                true,
                cleared,
                false,
                revision,
                IntakeRules.evidenceSha256(e2(Phase.RAISED, revision)),
                Severity.P1,
                null,
                T,
                null);
        return new Memory(seen, null, seen);
    }

    private static Memory onlyCleared() {
        return new Memory(new Memory.Seen(ID, null, false, true, false, 6, "", Severity.P1, null, T, null), null, null);
    }

    private static Memory original() {
        return new Memory(null, seen("b", T.minusSeconds(1)), null);
    }

    private static Memory s1(Memory.Seen newest) {
        return new Memory(seen(ID, T), null, newest);
    }

    private static Memory.Seen seen(String id, Instant receivedAt) {
        return new Memory.Seen(id, "i", true, false, false, 5, "", Severity.P1, null, receivedAt, null);
    }

    private static Detection detection(Rule rule, Phase phase, long revision, Map<String, Object> evidence) {
        return new Detection(
                ID,
                revision,
                rule,
                phase,
                rule.severity(),
                Subject.device("d"),
                "d",
                List.of(new DeviceId("d")),
                null,
                T,
                new DeviceId("d"),
                "1@b",
                evidence,
                List.of(),
                new Stages(T, T, T, T));
    }
}
