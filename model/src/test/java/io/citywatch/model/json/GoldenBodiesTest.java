package io.citywatch.model.json;

import static io.citywatch.model.Golden.MEASURED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.citywatch.model.Decoded;
import io.citywatch.model.DeviceId;
import io.citywatch.model.Golden;
import io.citywatch.model.Position;
import io.citywatch.model.Severity;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Stages;
import io.citywatch.model.detection.Subject;
import io.citywatch.model.log.Pulse;
import io.citywatch.model.message.Command;
import io.citywatch.model.message.CommandResult;
import io.citywatch.model.message.DeadLetter;
import io.citywatch.model.message.DetectionStatus;
import io.citywatch.model.message.DeviceLedger;
import io.citywatch.model.message.GatewayAudit;
import io.citywatch.model.message.GatewayStatus;
import io.citywatch.model.message.OfferAction;
import io.citywatch.model.message.OfferAnswer;
import io.citywatch.model.message.OfferMessage;
import io.citywatch.model.message.OfferState;
import io.citywatch.model.message.PendingMessage;
import io.citywatch.model.message.PositionReport;
import io.citywatch.model.message.Presence;
import io.citywatch.model.message.Receipt;
import io.citywatch.model.registry.Credential;
import io.citywatch.model.registry.Device;
import io.citywatch.model.registry.Elder;
import io.citywatch.model.registry.Responder;
import io.citywatch.model.registry.StolenVehicle;
import io.citywatch.model.registry.TheftReport;
import io.citywatch.model.registry.Vehicle;
import io.citywatch.model.telemetry.DeviceKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each record that travels as JSON, both ways: a change of a field's name or form is a change of the contract. */
class GoldenBodiesTest {
    private static final Position PLACE = new Position(23.3541, 116.6822);
    private static final Instant RECEIVED = MEASURED.plusMillis(12);
    private static final String SHA_256_OF_TEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    static Stream<Arguments> documents() {
        return Stream.concat(Stream.concat(detections(), messages()), registry());
    }

    private static Stream<Arguments> detections() {
        return Stream.of(
                arguments(
                        "detection",
                        new Detection(
                                "0123456789abcdef0123456789abcdef",
                                MEASURED.toEpochMilli() + 3,
                                Rule.S1,
                                Phase.RAISED,
                                Severity.P1,
                                Subject.device("smoke-1"),
                                "smoke-1",
                                List.of(new DeviceId("smoke-1")),
                                PLACE,
                                MEASURED,
                                new DeviceId("smoke-1"),
                                "7@b1",
                                evidence(),
                                List.of("fedcba9876543210fedcba9876543210"),
                                new Stages(
                                        MEASURED.minusMillis(40),
                                        MEASURED,
                                        MEASURED.plusMillis(3),
                                        MEASURED.plusMillis(9)))),
                arguments("pulse", new Pulse("gateway-1", "g1", MEASURED)));
    }

    /** In the order of the document. */
    private static Map<String, Object> evidence() {
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("obscuration", 12.5);
        evidence.put("count", 2);
        evidence.put("fast", true);
        evidence.put("faults", List.of("mute"));
        return evidence;
    }

    /** In the order of the document. */
    private static Map<String, Object> spoken() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("text", "请立即离开");
        parameters.put("times", 2);
        return parameters;
    }

    private static Stream<Arguments> messages() {
        Instant deadline = MEASURED.plusSeconds(30);
        Position cell = new Position(23.355, 116.68);
        byte[] unreadable = "{\"ts\":1}\0\377".getBytes(StandardCharsets.ISO_8859_1);
        return Stream.of(
                arguments("command", new Command("command-1", MEASURED, deadline, Command.Action.SPEAK, spoken())),
                arguments(
                        "device-ledger",
                        new DeviceLedger("dv-1", 100, 93, 7, List.of(new DeviceLedger.Gap("b1", 10, 16)), MEASURED)),
                arguments("detection-status", new DetectionStatus("detection", MEASURED, MEASURED.plusMillis(1200))),
                arguments(
                        "pending-message",
                        new PendingMessage(
                                "volunteer-7",
                                "offer-1",
                                3,
                                false,
                                deadline,
                                "responders/volunteer-7/offers",
                                "{\"id\":\"offer-1\"}")),
                arguments(
                        "pending-message-settled",
                        new PendingMessage(
                                "volunteer-7", "offer-1", 4, true, deadline, "responders/volunteer-7/offers", null)),
                arguments(
                        "offer-message",
                        new OfferMessage(
                                "offer-1",
                                "incident-1",
                                1,
                                OfferState.OFFERED,
                                "elder-emergency",
                                Severity.P1,
                                cell,
                                240,
                                171,
                                deadline,
                                false,
                                null,
                                null,
                                null,
                                null)),
                arguments(
                        "offer-message-accepted",
                        new OfferMessage(
                                "offer-1",
                                "incident-1",
                                2,
                                OfferState.ACCEPTED,
                                "elder-emergency",
                                Severity.P1,
                                cell,
                                240,
                                171,
                                deadline,
                                false,
                                PLACE,
                                "金平区 3-402",
                                "陈奶奶",
                                "按门铃")),
                arguments("offer-answer", new OfferAnswer(MEASURED, OfferAction.DECLINE, "在外地")),
                arguments(
                        "offer-answer-logged",
                        new OfferAnswer.Logged(
                                "volunteer-7",
                                "offer-1",
                                RECEIVED,
                                new OfferAnswer(MEASURED, OfferAction.EN_ROUTE, null))),
                arguments("position-report", new PositionReport(MEASURED, 23.3541, 116.6822, 8.5, 1.4, 271.5)),
                arguments(
                        "position-report-logged",
                        new PositionReport.Logged(
                                "volunteer-7",
                                RECEIVED,
                                new PositionReport(MEASURED, 23.3541, 116.6822, null, null, null))),
                arguments("command-result", new CommandResult(MEASURED, "failed", "no speaker")),
                arguments(
                        "command-result-logged",
                        new CommandResult.Logged(
                                "terminal-1", "c-1", RECEIVED, new CommandResult(MEASURED, "done", null))),
                arguments("receipt", new Receipt("volunteer-7", "offer-1", 3, "gateway-1", MEASURED)),
                arguments("presence", new Presence("volunteer-7", "gateway-1", "g1", 42, true, false, MEASURED)),
                arguments(
                        "dead-letter",
                        new DeadLetter(
                                "terminal-1",
                                "devices/terminal-1/events/call",
                                "event: missing (expected: a string)",
                                MEASURED,
                                unreadable)),
                arguments(
                        "gateway-audit",
                        new GatewayAudit(
                                MEASURED,
                                "gateway-1",
                                "terminal-1",
                                "publish",
                                "devices/terminal-2/state",
                                "foreign topic",
                                "127.0.0.1:50000")),
                arguments("gateway-status", new GatewayStatus("gateway-1", "g1", MEASURED, 1200, 3, 17)));
    }

    private static Stream<Arguments> registry() {
        return Stream.of(
                arguments(
                        "credential",
                        new Credential(
                                "terminal-1",
                                Credential.Role.DEVICE,
                                DeviceKind.CALL_TERMINAL,
                                SHA_256_OF_TEST,
                                Credential.State.ACTIVE)),
                arguments(
                        "credential-responder",
                        new Credential(
                                "volunteer-7",
                                Credential.Role.RESPONDER,
                                null,
                                SHA_256_OF_TEST,
                                Credential.State.QUARANTINED)),
                arguments(
                        "device",
                        new Device(
                                "smoke-1",
                                DeviceKind.SMOKE_SENSOR,
                                23.3541,
                                116.6822,
                                "厨房",
                                "building-3",
                                8.5,
                                600,
                                "elder-1",
                                false,
                                false,
                                false,
                                "棉新大道",
                                100)),
                arguments(
                        "device-least",
                        new Device(
                                "reader-1",
                                DeviceKind.TAG_READER,
                                23.3541,
                                116.6822,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null)),
                arguments(
                        "vehicle",
                        new Vehicle(
                                "粤D·A1234",
                                "E20034120123",
                                "household-9",
                                "reader-1",
                                true,
                                "豪爵 HJ125",
                                "红",
                                new Vehicle.Owner("郑先生", "13800000009", "棉城 2-101"))),
                arguments(
                        "theft-report", theft(new TheftReport.LastSeen(MEASURED.minusSeconds(60), 23.3541, 116.6822))),
                arguments("stolen-vehicle", new StolenVehicle("E20034120123", theft(null))),
                arguments(
                        "elder",
                        new Elder(
                                "elder-1",
                                "陈奶奶",
                                23.3541,
                                116.6822,
                                "金平区 3-402",
                                "terminal-1",
                                new Elder.SafeZone(23.3541, 116.6822, 400),
                                Map.of("heartRate", List.of(45.0, 120.5)),
                                MEASURED,
                                new Elder.File(
                                        "13800000001",
                                        List.of(new Elder.File.Contact("陈小明", "13800000002", "儿子")),
                                        List.of("听力差"),
                                        List.of("氨氯地平"),
                                        "钥匙在邻居家"))),
                arguments(
                        "responder",
                        new Responder(
                                "volunteer-7",
                                "林志强",
                                List.of(Responder.Role.VOLUNTEER, Responder.Role.COMMUNITY_WORKER),
                                List.of("first-aid"),
                                Responder.Mode.E_BIKE,
                                23.3541,
                                116.6822,
                                "unit-12",
                                "13800000007",
                                List.of(new Responder.Shift(List.of(1, 2, 3, 4, 5), "22:00", "06:30")))));
    }

    private static TheftReport theft(TheftReport.@Nullable LastSeen lastSeen) {
        return new TheftReport("粤D·A1234", "A4405132026", "郑先生", MEASURED, lastSeen);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void readsTheDocument(String name, Object expected) {
        Decoded<?> decoded = Json.read(Golden.bytes(name), expected.getClass());

        assertThat(decoded).isInstanceOf(Decoded.Valid.class);
        assertThat(((Decoded.Valid<?>) decoded).value())
                .usingRecursiveComparison()
                .withStrictTypeChecking()
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void writesTheDocument(String name, Object record) {
        byte[] written = Json.write(record);

        assertThat(Golden.compact(written)).isEqualTo(Golden.compact(Golden.bytes(name)));
    }
}
