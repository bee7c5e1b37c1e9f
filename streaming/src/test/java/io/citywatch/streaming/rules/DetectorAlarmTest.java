package io.citywatch.streaming.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DetectorAlarmTest {
    private static final String FIRST = "0123456789abcdef0123456789abcdef";
    private static final String SECOND = "fedcba9876543210fedcba9876543210";
    private static final Instant NOW = Instant.ofEpochMilli(9_000);

    private final DetectorAlarm rule = new DetectorAlarm();

    @Test
    void anAlarmIsRememberedAndSaysNothingHere() {
        Judged<OpenAlarm> judged = rule.take(null, reading(1_000, FIRST), NOW);

        assertThat(judged.state()).isEqualTo(new OpenAlarm(FIRST, 1_003));
        assertThat(judged.detections()).isEmpty();
    }

    @Test
    void itsEndClearsTheNewestAlarmByItsId() {
        OpenAlarm first = rule.take(null, reading(1_000, FIRST), NOW).state();
        OpenAlarm newest = rule.take(first, reading(2_000, SECOND), NOW).state();

        Judged<OpenAlarm> judged = rule.take(newest, reading(3_000, null), NOW);

        assertThat(judged.state()).isNull();
        assertThat(judged.detections()).hasSize(1);
        Detection cleared = judged.detections().get(0);
        assertThat(cleared.id()).isEqualTo(SECOND);
        assertThat(cleared.rule()).isEqualTo(Rule.S1);
        assertThat(cleared.phase()).isEqualTo(Phase.CLEARED);
        assertThat(cleared.subject()).isEqualTo(Subject.device("sm-1"));
        assertThat(cleared.key()).isEqualTo("sm-1");
        assertThat(cleared.revision()).isEqualTo(3_003);
        assertThat(cleared.at()).isEqualTo(Instant.ofEpochMilli(3_000));
        assertThat(cleared.evidence()).containsEntry("obscuration", 0.4);
        assertThat(cleared.stages().detected()).isEqualTo(NOW);
    }

    @Test
    void anEndWithoutAnAlarmSaysNothing() {
        Judged<OpenAlarm> judged = rule.take(null, reading(3_000, null), NOW);

        assertThat(judged.state()).isNull();
        assertThat(judged.detections()).isEmpty();
    }

    private static DetectorReading reading(long receivedAt, String raised) {
        return new DetectorReading(
                "sm-1", receivedAt + "@a", receivedAt, receivedAt + 3, receivedAt - 10, 0.4, 21.5, raised);
    }
}
