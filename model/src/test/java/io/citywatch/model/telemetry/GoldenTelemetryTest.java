package io.citywatch.model.telemetry;

import static io.citywatch.model.Golden.MEASURED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citywatch.model.Decoded;
import io.citywatch.model.Golden;
import io.citywatch.model.Position;
import io.citywatch.model.json.Cbor;
import java.io.IOException;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each telemetry kind of the contract, as a device sends it. */
class GoldenTelemetryTest {
    private static final Sequence SEVENTH = new Sequence("b1", 7);
    private static final Position PLACE = new Position(23.3541, 116.6822);

    static Stream<Arguments> documents() {
        return Stream.of(
                arguments(
                        "tag-sightings",
                        TelemetryKind.TAG_SIGHTINGS,
                        Lane.BULK,
                        new TagSightings(
                                MEASURED,
                                SEVENTH,
                                List.of(
                                        new TagSightings.Sighting(
                                                "E20034120123",
                                                MEASURED.minusMillis(900),
                                                -54.5,
                                                2,
                                                List.of("tamper", "low-battery")),
                                        new TagSightings.Sighting(
                                                "E2003412", MEASURED.minusMillis(100), -71, null, List.of())),
                                PLACE)),
                arguments(
                        "smoke",
                        TelemetryKind.SMOKE,
                        Lane.BULK,
                        new SmokeReading(
                                MEASURED, SEVENTH, 0.4, 21.5, 1.5, 97, List.of("contaminated", "low-battery"), null)),
                arguments(
                        "smoke-alarm",
                        TelemetryKind.SMOKE,
                        Lane.EMERGENCY,
                        new SmokeReading(
                                MEASURED, SEVENTH, 12.5, 48.25, 1.5, 97, List.of("contaminated", "low-battery"), true)),
                arguments(
                        "smoke-alarm-over",
                        TelemetryKind.SMOKE,
                        Lane.EMERGENCY,
                        new SmokeReading(MEASURED, null, 0.2, 22, null, 97, List.of(), false)),
                call("sos", CallEvent.Event.SOS, CallEvent.Source.PENDANT, null, PLACE),
                call("fall", CallEvent.Event.FALL, CallEvent.Source.PENDANT, null, PLACE),
                call("cancel", CallEvent.Event.CANCEL, CallEvent.Source.PENDANT, null, null),
                call("ok", CallEvent.Event.OK, CallEvent.Source.BASE, null, null),
                call("service", CallEvent.Event.SERVICE, CallEvent.Source.BASE, "04.12", null),
                call("mains-lost", CallEvent.Event.MAINS_LOST, CallEvent.Source.BASE, null, null),
                call("mains-restored", CallEvent.Event.MAINS_RESTORED, CallEvent.Source.BASE, null, null),
                call("pendant-lost", CallEvent.Event.PENDANT_LOST, CallEvent.Source.BASE, null, null),
                call("pendant-low-battery", CallEvent.Event.PENDANT_LOW_BATTERY, CallEvent.Source.BASE, null, null),
                arguments(
                        "vitals",
                        TelemetryKind.VITALS,
                        Lane.BULK,
                        new Vitals(MEASURED, SEVENTH, 72.0, 128.0, 82.0, 97.5, 36.6, 5.4)),
                arguments("activity", TelemetryKind.ACTIVITY, Lane.BULK, new Activity(MEASURED, SEVENTH, 4, "opened")),
                arguments("fix", TelemetryKind.FIX, Lane.BULK, new PendantFix(MEASURED, SEVENTH, PLACE, 12.5)),
                arguments(
                        "thermal",
                        TelemetryKind.THERMAL,
                        Lane.BULK,
                        new ThermalFrame(
                                MEASURED,
                                SEVENTH,
                                3,
                                2,
                                Base64.getDecoder().decode("AACDcthyPHNLpf//"),
                                0.02,
                                true,
                                new ThermalFrame.Pose(new Position(23.36, 116.69), 120, 90, -45.5, 1.5, 45, 37))),
                arguments(
                        "environment",
                        TelemetryKind.ENVIRONMENT,
                        Lane.BULK,
                        new EnvironmentReading(
                                MEASURED,
                                SEVENTH,
                                Map.of("waterLevel", 1.82, "rain", 0.4, "windGust", 17.5, "turbidity", 3.1))),
                arguments(
                        "state",
                        TelemetryKind.STATE,
                        Lane.BULK,
                        new DeviceState(MEASURED, SEVENTH, true, 60, 88.0, true, 41.5, "2.4.1", List.of("mute"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void readsWhatTheDeviceSays(String name, TelemetryKind kind, Lane lane, Telemetry expected) {
        Decoded<Telemetry> decoded = TelemetryCodec.decode(kind, lane, Golden.bytes(name));

        assertThat(decoded).isInstanceOf(Decoded.Valid.class);
        assertThat(((Decoded.Valid<Telemetry>) decoded).value())
                .usingRecursiveComparison()
                .withStrictTypeChecking()
                .isEqualTo(expected);
        assertThat(((Decoded.Valid<Telemetry>) decoded).value().position()).isEqualTo(expected.position());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void readsTheSameFromCbor(String name, TelemetryKind kind, Lane lane, Telemetry expected) throws IOException {
        ObjectNode document = Golden.object(name);
        if (document.has("pixels")) {
            document.put("pixels", document.get("pixels").binaryValue());
        }

        Decoded<Telemetry> decoded = TelemetryCodec.decode(
                kind, lane, ContentType.CBOR, Cbor.mapper().writeValueAsBytes(document));

        assertThat(((Decoded.Valid<Telemetry>) decoded).value())
                .usingRecursiveComparison()
                .withStrictTypeChecking()
                .isEqualTo(expected);
    }

    @Test
    void hasADocumentForEachKindAndEachCallEvent() {
        Set<TelemetryKind> kinds =
                documents().map(row -> (TelemetryKind) row.get()[1]).collect(Collectors.toSet());
        Set<CallEvent.Event> events = documents()
                .filter(row -> row.get()[3] instanceof CallEvent)
                .map(row -> ((CallEvent) row.get()[3]).event())
                .collect(Collectors.toSet());

        assertThat(kinds).isEqualTo(EnumSet.allOf(TelemetryKind.class));
        assertThat(events).isEqualTo(EnumSet.allOf(CallEvent.Event.class));
    }

    @Test
    void readsAThermalFramesPixelsAsLittleEndianCounts() {
        ThermalFrame frame = (ThermalFrame) ((Decoded.Valid<Telemetry>)
                        TelemetryCodec.decode(TelemetryKind.THERMAL, Lane.BULK, Golden.bytes("thermal")))
                .value();

        int second = (frame.pixels()[2] & 0xFF) | (frame.pixels()[3] & 0xFF) << 8;

        assertThat(second).isEqualTo(29_315);
    }

    private static Arguments call(
            String name, CallEvent.Event event, CallEvent.Source source, String service, Position position) {
        return arguments(
                "call-" + name,
                TelemetryKind.CALL,
                Lane.EMERGENCY,
                new CallEvent(MEASURED, SEVENTH, event, source, service, position));
    }
}
