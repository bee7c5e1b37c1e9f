package io.citywatch.streaming.rules;

import static io.citywatch.streaming.rules.Calls.fall;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.DeviceId;
import io.citywatch.model.Position;
import io.citywatch.model.Severity;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.DetectionId;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Stages;
import io.citywatch.model.detection.Subject;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.telemetry.CallEvent;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FallEpisodeTest {
    private static final long T = 1_000_000_000_000L;
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final Instant NOW = Instant.ofEpochMilli(T + 20_900);

    private final FallEpisode rule = new FallEpisode(FallParameters.DEFAULTS);

    @Test
    void theFirstFallThatStandsRaisesWithTheIdOfItsMessage() {
        Judged<OpenFall> judged = rule.onFall(null, standing(fall("1@a", T), "e-7"), NOW);

        LogRecord message = new LogRecord(
                new DeviceId("ct-1"),
                TelemetryKind.CALL,
                Lane.EMERGENCY,
                "1@a",
                Instant.ofEpochMilli(T),
                Instant.ofEpochMilli(T + 3),
                "{\"any\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Detection raised = only(judged);
        assertThat(raised.id()).isEqualTo(DetectionId.ofEpisode(Rule.E2, "e-7", message));
        assertThat(raised.phase()).isEqualTo(Phase.RAISED);
        assertThat(raised.severity()).isEqualTo(Severity.P1);
        assertThat(raised.subject()).isEqualTo(Subject.person("e-7"));
        assertThat(raised.key()).isEqualTo("e-7");
        assertThat(raised.devices()).containsExactly(new DeviceId("ct-1"));
        assertThat(raised.at()).isEqualTo(Instant.ofEpochMilli(T + 20 * SECOND));
        assertThat(raised.revision()).isEqualTo(T + 20 * SECOND);
        assertThat(raised.identity()).isEqualTo("1@a");
        assertThat(raised.position()).isNull();
        assertThat(raised.evidence()).containsEntry("falls", 1).containsEntry("source", "pendant");
        assertThat(raised.stages())
                .isEqualTo(new Stages(
                        Instant.ofEpochMilli(T - 50), Instant.ofEpochMilli(T), Instant.ofEpochMilli(T + 3), NOW));
    }

    @Test
    void aTerminalOfNobodyIsItsOwnSubject() {
        Detection raised = only(rule.onFall(null, standing(fall("1@a", T), null), NOW));

        assertThat(raised.subject()).isEqualTo(Subject.device("ct-1"));
        assertThat(raised.key()).isEqualTo("ct-1");
    }

    @Test
    void theRevisionIsTheLoggingTimeIfTheLogWasSlowerThanTheWindow() {
        Call slow = new Call(
                "ct-1", "1@a", T, T + 28 * SECOND, T, CallEvent.Event.FALL, CallEvent.Source.PENDANT, null, null);

        assertThat(only(rule.onFall(null, standing(slow, null), NOW)).revision())
                .isEqualTo(T + 28 * SECOND);
    }

    @Test
    void aFurtherFallUpdatesTheOpenEpisodeAndIsCounted() {
        OpenFall open = raised();
        Call other = Calls.at(Calls.call("ct-2", CallEvent.Event.FALL, "9@b", T + MINUTE), 23.35, 116.7);

        Judged<OpenFall> judged = rule.onFall(open, standing(other, "e-7"), NOW);

        Detection updated = only(judged);
        assertThat(updated.id()).isEqualTo(open.id());
        assertThat(updated.phase()).isEqualTo(Phase.UPDATED);
        assertThat(updated.revision()).isGreaterThan(open.revision()).isEqualTo(T + MINUTE + 20 * SECOND);
        assertThat(updated.evidence()).containsEntry("falls", 2);
        assertThat(updated.devices()).containsExactly(new DeviceId("ct-1"), new DeviceId("ct-2"));
        assertThat(updated.position()).isEqualTo(new Position(23.35, 116.7));
        assertThat(updated.device()).isEqualTo(new DeviceId("ct-2"));
        assertThat(Objects.requireNonNull(judged.state()).clearsAt()).isEqualTo(T + 11 * MINUTE);
    }

    @Test
    void theEpisodeIsClearedTenMinutesAfterTheLastFallWasReceived() {
        OpenFall open = raised();

        Judged<OpenFall> before = rule.atEventTime(open, T + 10 * MINUTE - 1, NOW);
        Judged<OpenFall> after = rule.atEventTime(open, T + 10 * MINUTE, NOW);

        assertThat(before.state()).isEqualTo(open);
        assertThat(before.detections()).isEmpty();
        assertThat(after.state()).isNull();
        Detection cleared = only(after);
        assertThat(cleared.id()).isEqualTo(open.id());
        assertThat(cleared.phase()).isEqualTo(Phase.CLEARED);
        assertThat(cleared.at()).isEqualTo(Instant.ofEpochMilli(T + 10 * MINUTE));
        assertThat(cleared.revision()).isEqualTo(T + 10 * MINUTE);
    }

    @Test
    void aFallAfterTheEndOfAnEpisodeThatNoTimerEndedYetBeginsAnother() {
        OpenFall open = raised();

        Judged<OpenFall> judged = rule.onFall(open, standing(fall("2@a", T + 10 * MINUTE), "e-7"), NOW);

        assertThat(judged.detections()).extracting(Detection::phase).containsExactly(Phase.CLEARED, Phase.RAISED);
        assertThat(judged.detections()).extracting(Detection::id).doesNotHaveDuplicates();
        assertThat(Objects.requireNonNull(judged.state()).falls()).isEqualTo(1);
    }

    @Test
    void anOlderFallThatStandsLateDoesNotBringTheEndForward() {
        OpenFall open = raised();

        Judged<OpenFall> judged = rule.onFall(open, standing(fall("0@a", T - MINUTE), "e-7"), NOW);

        assertThat(Objects.requireNonNull(judged.state()).clearsAt()).isEqualTo(open.clearsAt());
        assertThat(only(judged).identity()).isEqualTo("1@a");
        assertThat(only(judged).revision()).isEqualTo(open.revision());
    }

    private OpenFall raised() {
        return Objects.requireNonNull(
                rule.onFall(null, standing(fall("1@a", T), "e-7"), NOW).state());
    }

    private static StandingFall standing(Call fall, String person) {
        return new StandingFall(fall, fall.receivedAt() + 20 * SECOND, person);
    }

    private static Detection only(Judged<?> judged) {
        assertThat(judged.detections()).hasSize(1);
        return judged.detections().get(0);
    }
}
