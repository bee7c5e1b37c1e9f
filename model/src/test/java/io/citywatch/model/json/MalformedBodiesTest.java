package io.citywatch.model.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.citywatch.model.Decoded;
import io.citywatch.model.Golden;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a record lacks or holds wrongly comes back as a reason that names the field, never as a throw. */
class MalformedBodiesTest {
    /** Every other field of a golden document is required. */
    private static final Map<String, Set<String>> OPTIONAL = Map.ofEntries(
            Map.entry("detection", Set.of("position", "devices", "evidence", "causes")),
            Map.entry("pending-message-settled", Set.of("payload")),
            Map.entry("offer-message-accepted", Set.of("position", "address", "subject", "instructions")),
            Map.entry("offer-answer", Set.of("reason")),
            Map.entry("position-report", Set.of("accuracy", "speed", "heading")),
            Map.entry("command-result", Set.of("reason")),
            Map.entry("credential", Set.of("kind")),
            Map.entry(
                    "device",
                    Set.of(
                            "name",
                            "premises",
                            "alarmLevel",
                            "intervalSeconds",
                            "elder",
                            "mobile",
                            "exit",
                            "noParking",
                            "road",
                            "ratePerSecond")),
            Map.entry("device-ledger", Set.of("missingSeqs", "lastReceivedAt")),
            Map.entry("vehicle", Set.of("household", "homeReader", "guard", "make", "colour", "owner")),
            Map.entry("elder", Set.of("address", "terminal", "safeZone", "limits", "absentUntil", "file")),
            Map.entry("theft-report", Set.of("lastSeen")),
            Map.entry("command", Set.of("parameters")),
            Map.entry("responder", Set.of("skills", "mode", "unit", "phone", "shifts")));

    static Stream<Arguments> fields() {
        return GoldenBodiesTest.documents().flatMap(row -> {
            String name = (String) row.get()[0];
            List<String> fields = new ArrayList<>();
            Golden.object(name).fieldNames().forEachRemaining(fields::add);
            return fields.stream().map(field -> arguments(name, row.get()[1].getClass(), field));
        });
    }

    @ParameterizedTest(name = "{0} without {2}")
    @MethodSource("fields")
    void namesTheFieldThatIsMissing(String name, Class<?> type, String field) {
        ObjectNode absent = Golden.object(name);
        absent.remove(field);
        ObjectNode isNull = Golden.object(name).putNull(field);

        if (OPTIONAL.getOrDefault(name, Set.of()).contains(field)) {
            assertThat(read(absent.toString(), type)).isInstanceOf(Decoded.Valid.class);
            assertThat(read(isNull.toString(), type)).isInstanceOf(Decoded.Valid.class);
            return;
        }
        assertThat(reason(absent.toString(), type)).startsWith(field + ": missing (expected: ");
        assertThat(reason(isNull.toString(), type)).startsWith(field + ": ").contains(" (expected: ");
    }

    @ParameterizedTest(name = "{0}, {2} of another type")
    @MethodSource("fields")
    void namesTheFieldThatHasAnotherType(String name, Class<?> type, String field) {
        String wrong = Golden.object(name).get(field).isArray() ? "{\"a\":1}" : "[[]]";
        ObjectNode document = Golden.object(name).putRawValue(field, new RawValue(wrong));

        assertThat(reason(document.toString(), type)).startsWith(field).contains(": ", " (expected: ");
        assertThat(reason(document.toString(), type)).doesNotContain("java.", "citywatch", "deserialize");
    }

    @ParameterizedTest(name = "{0}: {1} = {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            detection       | id          | "0123"              | id: '0123' (expected: 32 lower-case hex digits)
            detection       | id          | "0123456789ABCDEF0123456789abcdef" | id: '0123456789ABCDEF0123456789abcdef' (expected: 32 lower-case hex digits)
            detection       | rule        | "R99"               | rule: 'R99' (expected: one of R1, R2, R4, R5, R6, R7, R9, R10, R11, R12, R13, R14, S1, S2, S3, S5, S6, S7, S9, E1, E2, E3, E5, E6, E7, E8, E9, E10, E11, T1, T2, T3, T6, T7, D1, D2, D3, D4, D5)
            detection       | severity    | 0                   | severity: 0 (expected: one of P1, P2, P3, P4)
            detection       | phase       | "raised"            | phase: 'raised' (expected: one of RAISED, UPDATED, CLEARED)
            detection       | subject     | {"type":"device"}   | subject.id: missing (expected: a string)
            detection       | devices     | ["a b"]             | devices[0]: 'a b' (expected: 1 to 64 characters of A-Z a-z 0-9 _ . : -)
            detection       | devices     | [null]              | devices[0]: missing (expected: a value)
            detection       | position    | {"lat":91,"lon":0}  | position.lat: 91.0 (expected: -90 to 90 degrees)
            detection       | position    | {"lat":1}           | position.lon: missing (expected: a number)
            detection       | at          | "now"               | at: 'now' (expected: epoch milliseconds)
            detection       | at          | 1.5                 | at: 1.5 (expected: epoch milliseconds)
            detection       | at          | -1                  | at: -1 (expected: epoch milliseconds)
            detection       | at          | 99999999999999999999 | at: 99999999999999999999 (expected: epoch milliseconds)
            detection       | stages      | {"measured":1,"received":2,"logged":3} | stages.detected: missing (expected: epoch milliseconds)
            detection       | revision    | "5"                 | revision: '5' (expected: an integer)
            detection       | revision    | 5.0                 | revision: 5.0 (expected: an integer)
            pending-message | recipient   | "a b"               | recipient: 'a b' (expected: 1 to 64 characters of A-Z a-z 0-9 _ . : -)
            pending-message | settled     | "false"             | settled: 'false' (expected: true or false)
            pending-message | settled     | 1                   | settled: 1 (expected: true or false)
            offer-message   | area        | {}                  | area.lat: missing (expected: a number)
            offer-message   | state       | "OPEN"              | state: 'OPEN' (expected: one of OFFERED, ACCEPTED, DECLINED, EXPIRED, WITHDRAWN)
            offer-message   | subject     | "陈奶奶"            | state: OFFERED (expected: ACCEPTED, of an offer with position, address, subject or instructions)
            offer-answer    | action      | "maybe"             | action: 'maybe' (expected: one of accept, decline, en-route, arrived, cleared)
            offer-answer    | action      | 1                   | action: '1' (expected: one of accept, decline, en-route, arrived, cleared)
            offer-answer-logged | answer  | {"ts":1,"action":"x"} | answer.action: 'x' (expected: one of accept, decline, en-route, arrived, cleared)
            position-report | lat         | -90.5               | lat: -90.5 (expected: -90 to 90 degrees)
            position-report | lat         | "23.4"              | lat: '23.4' (expected: a number)
            position-report | lat         | "NaN"               | lat: NaN (expected: -90 to 90 degrees)
            position-report | accuracy    | -1                  | accuracy: -1.0 (expected: 0.0 to 1000000.0 m)
            position-report | accuracy    | "NaN"               | accuracy: NaN (expected: 0.0 to 1000000.0 m)
            position-report | speed       | 1e999               | speed: Infinity (expected: -1.0 to 1000.0 m/s)
            position-report | heading     | 361                 | heading: 361.0 (expected: -360.0 to 360.0 degrees)
            command-result  | status      | "DONE"              | status: 'DONE' (expected: done, failed or refused)
            command-result  | status      | 1                   | status: 1 (expected: a string)
            credential      | client      | "a/b"               | client: 'a/b' (expected: 1 to 64 characters of A-Z a-z 0-9 _ . : -)
            credential      | role        | "device"            | role: 'device' (expected: one of DEVICE, RESPONDER)
            credential      | kind        | "toaster"           | kind: 'toaster' (expected: one of tag-reader, smoke-sensor, call-terminal, thermal-camera, environment-sensor)
            device          | id          | "a\\nb"             | id: 'a\\u000Ab' (expected: 1 to 64 characters of A-Z a-z 0-9 _ . : -)
            device          | kind        | "camera"            | kind: 'camera' (expected: one of tag-reader, smoke-sensor, call-terminal, thermal-camera, environment-sensor)
            device          | lon         | 180.5               | lon: 180.5 (expected: -180 to 180 degrees)
            device          | name        | "a\\u0000"          | name: 'a\\u0000' (expected: 1 to 200 characters of plain text)
            device          | alarmLevel  | 0                   | alarmLevel: 0.0 (expected: 0.01 to 100.0 %/m)
            device          | intervalSeconds | 0               | intervalSeconds: 0 (expected: 1.0 to 604800.0 seconds)
            device          | elder       | ""                  | elder: '' (expected: 1 to 64 characters of A-Z a-z 0-9 _ . : -)
            vehicle         | plate       | " "                 | plate: missing (expected: 1 to 32 characters of plain text)
            vehicle         | tag         | "e200"              | tag: 'e200' (expected: upper-case hex, 8 to 32 digits)
            elder           | safeZone    | {"lat":1,"lon":1}   | safeZone.radiusMeters: missing (expected: a number)
            elder           | safeZone    | {"lat":1,"lon":1,"radiusMeters":0} | safeZone.radiusMeters: 0.0 (expected: 1.0 to 1000000.0 m)
            elder           | limits      | {"spo2":[90]}       | limits.spo2: [90.0] (expected: [low, high])
            elder           | limits      | {"spo2":[99,90]}    | limits.spo2: [99.0, 90.0] (expected: [low, high])
            elder           | limits      | {"spo2":null}       | limits.spo2: missing (expected: [low, high])
            vehicle         | owner       | {}                  | owner.name: missing (expected: 1 to 200 characters of plain text)
            elder           | file        | {"contacts":[{"name":"a"}]} | file.contacts[0].phone: missing (expected: 1 to 200 characters of plain text)
            elder           | file        | {"conditions":[""]} | file.conditions: missing (expected: 1 to 200 characters of plain text)
            responder       | shifts      | [{"days":[8],"from":"00:00","to":"01:00"}] | shifts[0].days: [8] (expected: 1 Monday to 7 Sunday)
            responder       | shifts      | [{"days":[],"from":"00:00","to":"01:00"}] | shifts[0].days: [] (expected: 1 Monday to 7 Sunday)
            responder       | shifts      | [{"days":[1],"from":"24:00","to":"01:00"}] | shifts[0].from: '24:00' (expected: HH:mm)
            theft-report    | caseNumber  | ""                  | caseNumber: missing (expected: 1 to 200 characters of plain text)
            theft-report    | lastSeen    | {"ts":1,"lat":91,"lon":0} | lastSeen.lat: 91.0 (expected: -90 to 90 degrees)
            stolen-vehicle  | report      | {"plate":"a","caseNumber":"b","reportedBy":"c"} | report.reportedAt: missing (expected: epoch milliseconds)
            command         | action      | "dance"             | action: 'dance' (expected: one of speak, siren, locate, capture, reboot, configure)
            command         | id          | "a/b"               | id: 'a/b' (expected: 1 to 64 characters of A-Z a-z 0-9 _ . : -)
            responder       | roles       | []                  | roles: missing (expected: at least one)
            responder       | roles       | ["boss"]            | roles[0]: 'boss' (expected: one of volunteer, officer, community-worker, fire, medical, maintenance)
            responder       | roles       | [null]              | roles[0]: missing (expected: a value)
            responder       | skills      | [""]                | skills: missing (expected: 1 to 200 characters of plain text)
            responder       | mode        | "horse"             | mode: 'horse' (expected: foot, e-bike or car)
            """)
    void namesTheFieldTheValueAndTheExpectation(String name, String field, String value, String reason) {
        Class<?> type = GoldenBodiesTest.documents()
                .filter(row -> row.get()[0].equals(name))
                .findFirst()
                .orElseThrow()
                .get()[1]
                .getClass();
        ObjectNode document = Golden.object(name).putRawValue(field, new RawValue(value));

        assertThat(reason(document.toString(), type)).isEqualTo(reason);
    }

    static Stream<Arguments> documents() {
        return GoldenBodiesTest.documents().map(row -> arguments(row.get()[0], row.get()[1].getClass()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void refusesWhatIsNoJsonObject(String name, Class<?> type) {
        String document = Golden.object(name).toString();

        assertThat(reason("", type)).isEqualTo("document: nothing (expected: an object)");
        assertThat(reason("null", type)).isEqualTo("null (expected: an object)");
        assertThat(reason("7", type)).isEqualTo("document: 7 (expected: an object)");
        assertThat(reason("\"x\"", type)).isEqualTo("document: 'x' (expected: an object)");
        assertThat(reason("[" + document + "]", type)).isEqualTo("document: a list (expected: an object)");
        assertThat(reason(document + "{}", type)).startsWith("not valid JSON: something follows the document");
        assertThat(reason(document.substring(0, document.length() - 1), type)).startsWith("not valid JSON: ");
        assertThat(reason("{\"a\u0001\u202e", type))
                .startsWith("not valid JSON: ")
                .doesNotContain("\u0001", "\u202e");
        assertThat(reason("{\"x\":".repeat(70) + "1" + "}".repeat(70), type)).contains("nesting depth");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void ignoresUnknownFields(String name, Class<?> type) {
        ObjectNode document = Golden.object(name);
        document.putObject("later").put("x", 1);

        assertThat(read(document.toString(), type))
                .usingRecursiveComparison()
                .isEqualTo(Json.read(Golden.bytes(name), type));
    }

    @Test
    void readsNothingAsAValue() {
        assertThat(Json.read(null, Object.class)).isEqualTo(Decoded.invalid("nothing (expected: a JSON document)"));
    }

    private static String reason(String document, Class<?> type) {
        return read(document, type).fold(value -> "valid: " + value, reason -> reason);
    }

    private static Decoded<?> read(String document, Class<?> type) {
        return Json.read(document.getBytes(StandardCharsets.UTF_8), type);
    }
}
