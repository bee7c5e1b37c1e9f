package io.citywatch.model.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.citywatch.model.DeviceId;
import io.citywatch.model.Golden;
import io.citywatch.model.Position;
import io.citywatch.model.Severity;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** E1 and S1: one message, one RAISED, with the same id whoever judges it and whenever. */
class LifeAlarmsTest {
    private static final Instant RECEIVED = Instant.ofEpochMilli(1_795_300_000_040L);
    private static final Instant LOGGED = Instant.ofEpochMilli(1_795_300_000_043L);
    private static final Instant NOW = Instant.ofEpochMilli(1_795_300_000_049L);
    private static final byte[] SOS = Golden.bytes("call-sos");
    private static final byte[] ALARM = Golden.bytes("smoke-alarm");

    @ParameterizedTest
    @ValueSource(strings = {"base", "pendant"})
    void raisesE1ForEachSosWhateverItCameFrom(String source) {
        byte[] payload =
                Golden.object("call-sos").put("source", source).toString().getBytes(StandardCharsets.UTF_8);

        Detection raised =
                judge(record(TelemetryKind.CALL, Lane.EMERGENCY, payload)).orElseThrow();

        assertThat(raised.rule()).isEqualTo(Rule.E1);
        assertThat(raised.phase()).isEqualTo(Phase.RAISED);
        assertThat(raised.severity()).isEqualTo(Severity.P1);
        assertThat(raised.evidence()).isEqualTo(Map.of("source", source));
        assertThat(raised.position()).isEqualTo(new Position(23.3541, 116.6822));
    }

    @Test
    void raisesS1ForADetectorsAlarmWithWhatItMeasured() {
        Detection raised =
                judge(record(TelemetryKind.SMOKE, Lane.EMERGENCY, ALARM)).orElseThrow();

        assertThat(raised.rule()).isEqualTo(Rule.S1);
        assertThat(raised.severity()).isEqualTo(Severity.P1);
        assertThat(raised.position()).isNull();
        assertThat(raised.evidence())
                .containsExactly(
                        Map.entry("obscuration", 12.5),
                        Map.entry("temperature", 48.25),
                        Map.entry("co", 1.5),
                        Map.entry("battery", 97.0),
                        Map.entry("faults", List.of("contaminated", "low-battery")));
    }

    @Test
    void isAboutTheDeviceAndCountsWhenItWasReceived() {
        Detection raised =
                judge(record(TelemetryKind.CALL, Lane.EMERGENCY, SOS)).orElseThrow();

        assertThat(raised.subject()).isEqualTo(new Subject("device", "terminal-1"));
        assertThat(raised.key()).isEqualTo("terminal-1");
        assertThat(raised.device()).isEqualTo(new DeviceId("terminal-1"));
        assertThat(raised.devices()).containsExactly(new DeviceId("terminal-1"));
        assertThat(raised.identity()).isEqualTo("7@b1");
        assertThat(raised.at()).isEqualTo(RECEIVED);
        assertThat(raised.revision()).isEqualTo(LOGGED.toEpochMilli());
        assertThat(raised.causes()).isEmpty();
        assertThat(raised.stages()).isEqualTo(new Stages(Golden.MEASURED, RECEIVED, LOGGED, NOW));
    }

    static Stream<Arguments> otherMessages() {
        Stream<Arguments> calls = Stream.of(
                        "fall",
                        "cancel",
                        "ok",
                        "service",
                        "mains-lost",
                        "mains-restored",
                        "pendant-lost",
                        "pendant-low-battery")
                .map(event -> arguments("call-" + event, TelemetryKind.CALL, Lane.EMERGENCY));
        return Stream.concat(
                calls,
                Stream.of(
                        arguments("smoke-alarm-over", TelemetryKind.SMOKE, Lane.EMERGENCY),
                        arguments("smoke", TelemetryKind.SMOKE, Lane.EMERGENCY),
                        arguments("smoke", TelemetryKind.SMOKE, Lane.BULK),
                        arguments("smoke-alarm", TelemetryKind.SMOKE, Lane.BULK),
                        arguments("call-sos", TelemetryKind.CALL, Lane.BULK),
                        arguments("call-sos", TelemetryKind.SMOKE, Lane.EMERGENCY),
                        arguments("smoke-alarm", TelemetryKind.CALL, Lane.EMERGENCY),
                        arguments("state", TelemetryKind.STATE, Lane.BULK),
                        arguments("vitals", TelemetryKind.VITALS, Lane.BULK)));
    }

    @ParameterizedTest(name = "{0} as {1} on {2}")
    @MethodSource("otherMessages")
    void raisesNothingForAnyOtherMessageOrLane(String name, TelemetryKind kind, Lane lane) {
        assertThat(judge(record(kind, lane, Golden.bytes(name)))).isEmpty();
    }

    @Test
    void raisesNothingForADecodedAlarmThatCameOnTheBulkLane() {
        LogRecord onBulk = record(TelemetryKind.SMOKE, Lane.BULK, ALARM);
        LogRecord onEmergency = record(TelemetryKind.SMOKE, Lane.EMERGENCY, ALARM);
        var alarm = onEmergency.telemetry().fold(value -> value, reason -> {
            throw new AssertionError(reason);
        });

        assertThat(LifeAlarms.judge(onBulk, alarm, NOW)).isEmpty();
        assertThat(LifeAlarms.judge(onEmergency, alarm, NOW)).isEqualTo(judge(onEmergency));
    }

    @Test
    void raisesNothingForBytesThatCannotBeRead() {
        assertThat(judge(record(TelemetryKind.CALL, Lane.EMERGENCY, new byte[] {'{'})))
                .isEmpty();
    }

    @Test
    void hasTheIdThatTheDesignSaysOfE1() throws Exception {
        String text = "E1|terminal-1|7@b1|1795300000040";
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));

        Detection raised =
                judge(record(TelemetryKind.CALL, Lane.EMERGENCY, SOS)).orElseThrow();

        assertThat(raised.id()).isEqualTo(HexFormat.of().formatHex(digest, 0, 16));
        assertThat(raised.id()).isEqualTo("fd4d73a3a3f81dbd4759201921a34be2");
    }

    @Test
    void hasTheIdThatTheDesignSaysOfS1() {
        Detection raised =
                judge(record(TelemetryKind.SMOKE, Lane.EMERGENCY, ALARM)).orElseThrow();

        assertThat(raised.id()).isEqualTo("5a04b3d9167a3722698ff0b904f40683");
    }

    @Test
    void findsTheSameIdWhenTheSameMessageIsLoggedOrJudgedAgain() {
        LogRecord first = record(TelemetryKind.CALL, Lane.EMERGENCY, SOS);
        LogRecord again = new LogRecord(
                first.device(),
                first.kind(),
                first.lane(),
                first.identity(),
                RECEIVED,
                LOGGED.plusSeconds(60),
                SOS.clone());

        Detection one = LifeAlarms.judge(first, NOW).orElseThrow();
        Detection other = LifeAlarms.judge(again, NOW.plusSeconds(90)).orElseThrow();

        assertThat(other.id()).isEqualTo(one.id());
        assertThat(other.revision()).isGreaterThan(one.revision());
    }

    @Test
    void differsOnlyInTheStageDetectedBetweenTwoJudges() {
        LogRecord message = record(TelemetryKind.SMOKE, Lane.EMERGENCY, ALARM);

        Detection one = LifeAlarms.judge(message, NOW).orElseThrow();
        Detection other = LifeAlarms.judge(message, NOW.plusMillis(5)).orElseThrow();

        assertThat(other).usingRecursiveComparison().ignoringFields("stages").isEqualTo(one);
        assertThat(other.stages().detected()).isEqualTo(NOW.plusMillis(5));
    }

    @Test
    void findsAnotherIdForAnotherReceiptIdentityOrDevice() {
        List<String> ids = Stream.of(
                        recordOf("terminal-1", "7@b1", RECEIVED),
                        recordOf("terminal-1", "7@b1", RECEIVED.plusMillis(1)),
                        recordOf("terminal-1", "8@b1", RECEIVED),
                        recordOf("terminal-1", "7@b2", RECEIVED),
                        recordOf("terminal-2", "7@b1", RECEIVED))
                .map(message -> judge(message).orElseThrow().id())
                .toList();

        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void findsAnotherIdForAnotherRuleKeyOrBeginningOfAnEpisode() {
        LogRecord began = recordOf("terminal-1", "7@b1", RECEIVED);
        List<String> ids = List.of(
                DetectionId.ofMessage(Rule.E2, began),
                DetectionId.ofEpisode(Rule.E2, "elder-1", began),
                DetectionId.ofEpisode(Rule.E2, "elder-2", began),
                DetectionId.ofEpisode(Rule.S1, "elder-1", began),
                DetectionId.ofEpisode(Rule.E2, "elder-1", recordOf("terminal-1", "8@b1", RECEIVED)));

        assertThat(ids).doesNotHaveDuplicates().allMatch(DetectionId::isValid);
        assertThat(ids.get(1)).isEqualTo("0ee08427a2613fcc2640594bea12e2cb");
    }

    private static Optional<Detection> judge(LogRecord message) {
        return LifeAlarms.judge(message, NOW);
    }

    private static LogRecord record(TelemetryKind kind, Lane lane, byte[] payload) {
        return new LogRecord(new DeviceId("terminal-1"), kind, lane, "7@b1", RECEIVED, LOGGED, payload);
    }

    private static LogRecord recordOf(String device, String identity, Instant receivedAt) {
        return new LogRecord(
                new DeviceId(device), TelemetryKind.CALL, Lane.EMERGENCY, identity, receivedAt, LOGGED, SOS);
    }
}
