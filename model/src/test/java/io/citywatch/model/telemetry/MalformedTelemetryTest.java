package io.citywatch.model.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.citywatch.model.Decoded;
import io.citywatch.model.Golden;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One field of a golden document is changed, and the reason says what, the value and the expectation. */
class MalformedTelemetryTest {
    @ParameterizedTest(name = "{0} without {1}")
    @CsvSource(delimiter = '|', textBlock = """
            tag-sightings | ts              | epoch milliseconds
            tag-sightings | sightings       | a list of 1 to 500
            smoke         | ts              | epoch milliseconds
            smoke         | obscuration     | a number
            smoke         | temperature     | a number
            smoke         | battery         | a number
            smoke-alarm   | alarm           | true or false
            smoke-alarm   | obscuration     | a number
            call-sos      | ts              | epoch milliseconds
            call-sos      | event           | a string
            call-sos      | source          | a string
            call-sos      | lat             | a number
            call-sos      | lon             | a number
            call-service  | service         | a service code such as 04.12
            vitals        | ts              | epoch milliseconds
            activity      | ts              | epoch milliseconds
            activity      | motion          | a count
            fix           | lat             | a number
            fix           | lon             | a number
            fix           | accuracy        | a number
            thermal       | ts              | epoch milliseconds
            thermal       | width           | pixels
            thermal       | height          | pixels
            thermal       | pixels          | base64
            thermal       | pose            | an object
            environment   | ts              | epoch milliseconds
            environment   | readings        | an object of numbers
            state         | ts              | epoch milliseconds
            state         | online          | true or false
            state         | intervalSeconds | seconds
            """)
    void namesTheMissingField(String name, String field, String expected) {
        ObjectNode absent = Golden.object(name);
        absent.remove(field);
        ObjectNode isNull = Golden.object(name).putNull(field);

        String reason = field + ": missing (expected: " + expected + ")";

        assertThat(reasonOf(name, absent)).isEqualTo(reason);
        assertThat(reasonOf(name, isNull)).isEqualTo(reason);
    }

    @ParameterizedTest(name = "{0} without its optional {1}")
    @CsvSource({
        "smoke, boot",
        "smoke, seq",
        "smoke, co",
        "smoke, faults",
        "call-service, boot",
        "vitals, heartRate",
        "vitals, spo2",
        "activity, door",
        "thermal, scale",
        "thermal, calibrated",
        "state, battery",
        "state, mains",
        "state, pendantBattery",
        "state, firmware",
        "state, faults"
    })
    void takesTheDocumentWithoutAnOptionalField(String name, String field) {
        ObjectNode absent = Golden.object(name);
        absent.remove(field);
        ObjectNode isNull = Golden.object(name).putNull(field);

        assertThat(decode(name, absent.toString())).isInstanceOf(Decoded.Valid.class);
        assertThat(decode(name, isNull.toString())).isInstanceOf(Decoded.Valid.class);
    }

    @ParameterizedTest(name = "{0}: {1} = {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            smoke         | ts              | "1795300000000"   | ts: '1795300000000' (expected: an integer, epoch milliseconds)
            smoke         | ts              | 1795300000000.5   | ts: 1.7953000000005E12 (expected: an integer, epoch milliseconds)
            smoke         | ts              | -1                | ts: -1 (expected: epoch milliseconds, 0 to 253402300799999)
            smoke         | ts              | 253402300800000   | ts: 253402300800000 (expected: epoch milliseconds, 0 to 253402300799999)
            smoke         | ts              | 99999999999999999999 | ts: 99999999999999999999 (expected: an integer, epoch milliseconds)
            smoke         | ts              | true              | ts: true (expected: an integer, epoch milliseconds)
            smoke         | ts              | {}                | ts: an object (expected: an integer, epoch milliseconds)
            smoke         | boot            | 7                 | boot: 7 (expected: a string, 1 to 64 characters of plain text)
            smoke         | boot            | ""                | boot: '' (expected: a string, 1 to 64 characters of plain text)
            smoke         | boot            | "a\\u0000b"       | boot: 'a\\u0000b' (expected: a string, 1 to 64 characters of plain text)
            smoke         | boot            | "a\\ud800b"       | boot: 'a\\uD800b' (expected: a string, 1 to 64 characters of plain text)
            smoke         | seq             | -1                | seq: -1 (expected: a count from 0, 0 to 9223372036854775807)
            smoke         | seq             | 9223372036854775808 | seq: 9223372036854775808 (expected: an integer, a count from 0)
            smoke         | seq             | 1.5               | seq: 1.5 (expected: an integer, a count from 0)
            smoke         | obscuration     | "0.4"             | obscuration: '0.4' (expected: a number, 0 to 100 %/m)
            smoke         | obscuration     | -0.1              | obscuration: -0.1 (expected: a number, 0 to 100 %/m)
            smoke         | obscuration     | 100.1             | obscuration: 100.1 (expected: a number, 0 to 100 %/m)
            smoke         | obscuration     | 1e999             | obscuration: Infinity (expected: a number, 0 to 100 %/m)
            smoke         | obscuration     | "NaN"             | obscuration: 'NaN' (expected: a number, 0 to 100 %/m)
            smoke         | temperature     | -274              | temperature: -274 (expected: a number, -273.15 to 2000 °C)
            smoke         | temperature     | 2001              | temperature: 2001 (expected: a number, -273.15 to 2000 °C)
            smoke         | co              | -1                | co: -1 (expected: a number, 0 to 1000000 ppm)
            smoke         | battery         | 101               | battery: 101 (expected: a number, 0 to 100 percent)
            smoke         | faults          | "mute"            | faults: 'mute' (expected: a list of at most 16 strings)
            smoke         | faults          | [1]               | faults: 1 (expected: strings of at most 64 characters of plain text)
            smoke         | faults          | ["\\ud800"]       | faults: '\\uD800' (expected: strings of at most 64 characters of plain text)
            smoke         | faults          | [["mute"]]        | faults: a list of 1 (expected: strings of at most 64 characters of plain text)
            smoke-alarm   | alarm           | 1                 | alarm: 1 (expected: true or false)
            smoke-alarm   | alarm           | "true"            | alarm: 'true' (expected: true or false)
            call-sos      | event           | "SOS"             | event: 'SOS' (expected: one of sos, fall, cancel, ok, service, mains-lost, mains-restored, pendant-lost, pendant-low-battery)
            call-sos      | event           | 1                 | event: 1 (expected: a string, 1 to 64 characters of plain text)
            call-sos      | source          | "wrist"           | source: 'wrist' (expected: one of base, pendant)
            call-sos      | lat             | 90.1              | lat: 90.1 (expected: a number, -90 to 90 degrees)
            call-sos      | lon             | -180.1            | lon: -180.1 (expected: a number, -180 to 180 degrees)
            call-service  | service         | "4.12"            | service: '4.12' (expected: a service code such as 04.12)
            vitals        | heartRate       | 401               | heartRate: 401 (expected: a number, 0 to 400 a minute)
            vitals        | spo2            | 100.5             | spo2: 100.5 (expected: a number, 0 to 100 percent)
            vitals        | glucose         | "5"               | glucose: '5' (expected: a number, 0 to 200 mmol/L)
            activity      | motion          | -1                | motion: -1 (expected: a count, 0 to 2147483647)
            activity      | motion          | 2147483648        | motion: 2147483648 (expected: a count, 0 to 2147483647)
            activity      | door            | "ajar"            | door: 'ajar' (expected: opened or closed)
            fix           | accuracy        | -1                | accuracy: -1 (expected: a number, 0 to 1000000 m)
            thermal       | width           | 0                 | width: 0 (expected: pixels, 1 to 4096)
            thermal       | width           | 4097              | width: 4097 (expected: pixels, 1 to 4096)
            thermal       | width           | 4                 | pixels: 12 bytes (expected: 16 bytes in base64, 4 x 2 x 2)
            thermal       | height          | 2147483648        | height: 2147483648 (expected: pixels, 1 to 4096)
            thermal       | pixels          | ""                | pixels: 0 bytes (expected: 12 bytes in base64, 3 x 2 x 2)
            thermal       | pixels          | "AACDcthyPHNLpQ==" | pixels: 10 bytes (expected: 12 bytes in base64, 3 x 2 x 2)
            thermal       | pixels          | "AACDcthyPHNL!f//" | pixels: 'AACDcthyPHNL!f//' (expected: base64)
            thermal       | pixels          | 7                 | pixels: no bytes (expected: 12 bytes in base64, 3 x 2 x 2)
            thermal       | scale           | 0                 | scale: 0 (expected: a number, 1.0E-6 to 100 K)
            thermal       | calibrated      | "yes"             | calibrated: 'yes' (expected: true or false)
            thermal       | pose            | []                | pose: a list of 0 (expected: an object)
            thermal       | pose            | {}                | pose.lat: missing (expected: a number)
            environment   | readings        | {}                | readings: an object (expected: an object of 1 to 100 numbers)
            environment   | readings        | [1]               | readings: a list of 1 (expected: an object of 1 to 100 numbers)
            environment   | readings        | {"rain":"1"}      | readings.rain: '1' (expected: a number, -1.0E12 to 1.0E12 in the reading's unit)
            environment   | readings        | {"":1}            | readings: '' (expected: names of 1 to 64 characters of plain text)
            environment   | readings        | {"a\\nb":1}       | readings: 'a\\u000Ab' (expected: names of 1 to 64 characters of plain text)
            state         | online          | "yes"             | online: 'yes' (expected: true or false)
            state         | intervalSeconds | 0                 | intervalSeconds: 0 (expected: seconds, 1 to 604800)
            state         | intervalSeconds | 604801            | intervalSeconds: 604801 (expected: seconds, 1 to 604800)
            state         | firmware        | 2                 | firmware: 2 (expected: a string, 1 to 64 characters of plain text)
            tag-sightings | sightings       | []                | sightings: a list of 0 (expected: a list of 1 to 500)
            tag-sightings | sightings       | {}                | sightings: an object (expected: a list of 1 to 500)
            tag-sightings | sightings       | [7]               | sightings[0]: a number (expected: an object)
            tag-sightings | sightings       | [{"ts":1,"rssi":1}] | sightings[0].tag: missing (expected: an EPC)
            tag-sightings | sightings       | [{"tag":"e2003412","ts":1,"rssi":1}] | sightings[0].tag: 'e2003412' (expected: upper-case hex, 8 to 32 digits)
            tag-sightings | sightings       | [{"tag":"E200341","ts":1,"rssi":1}]  | sightings[0].tag: 'E200341' (expected: upper-case hex, 8 to 32 digits)
            tag-sightings | sightings       | [{"tag":"E2003412","rssi":1}]        | sightings[0].ts: missing (expected: epoch milliseconds)
            tag-sightings | sightings       | [{"tag":"E2003412","ts":1}]          | sightings[0].rssi: missing (expected: a number)
            tag-sightings | lat             | 91                | lat: 91 (expected: a number, -90 to 90 degrees)
            """)
    void namesTheFieldTheValueAndTheExpectation(String name, String field, String value, String reason) {
        ObjectNode document = Golden.object(name);
        document.putRawValue(field, new RawValue(value));

        assertThat(reasonOf(name, document)).isEqualTo(reason);
    }

    static Stream<Arguments> documents() {
        return GoldenTelemetryTest.documents().map(row -> arguments(row.get()[0], row.get()[1], row.get()[2]));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void refusesWhatIsNoJsonObject(String name, TelemetryKind kind, Lane lane) {
        String document = Golden.object(name).toString();

        assertReason(kind, lane, "", "payload: empty (expected: a JSON object)");
        assertReason(kind, lane, " \n", "payload: empty (expected: a JSON object)");
        assertReason(kind, lane, "null", "payload: null (expected: an object)");
        assertReason(kind, lane, "7", "payload: a number (expected: an object)");
        assertReason(kind, lane, "\"sos\"", "payload: a string (expected: an object)");
        assertReason(kind, lane, "[" + document + "]", "payload: a list of 1 (expected: an object)");
        assertThat(reason(kind, lane, document + document))
                .startsWith("not valid JSON: something follows the document at line 1");
        assertThat(reason(kind, lane, document + "\0")).startsWith("not valid JSON: Illegal character ((CTRL-CHAR");
        assertThat(reason(kind, lane, document.substring(0, document.length() - 1)))
                .startsWith("not valid JSON: Unexpected end-of-input");
        assertThat(reason(kind, lane, "{'ts':1}")).startsWith("not valid JSON: Unexpected character");
        assertThat(reason(kind, lane, "{\"ts\":NaN}")).startsWith("not valid JSON: Non-standard token 'NaN'");
        assertThat(reason(kind, lane, "{\"ts\":-Infinity}")).startsWith("not valid JSON: Non-standard token");
        assertThat(reason(kind, lane, "{\"ts\":01}")).startsWith("not valid JSON: Invalid numeric value");
        assertThat(reason(kind, lane, "{\"ts\":\"a\nb\"}")).startsWith("not valid JSON: Illegal unquoted character");
        assertThat(reason(kind, lane, "sos")).startsWith("not valid JSON: Unrecognized token 'sos'");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void ignoresUnknownFields(String name, TelemetryKind kind, Lane lane) {
        ObjectNode document = Golden.object(name).put("vendor", "x");
        document.putObject("nested").putArray("list").add(1);

        assertThat(TelemetryCodec.decode(kind, lane, utf8(document.toString())))
                .usingRecursiveComparison()
                .isEqualTo(TelemetryCodec.decode(kind, lane, Golden.bytes(name)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void refusesTheLaneThatTheKindDoesNotTake(String name, TelemetryKind kind, Lane lane) {
        Lane other = lane == Lane.BULK ? Lane.EMERGENCY : Lane.BULK;
        boolean takesBoth = kind == TelemetryKind.SMOKE;

        Decoded<Telemetry> decoded = TelemetryCodec.decode(kind, other, Golden.bytes(name));

        assertThat(decoded instanceof Decoded.Invalid<Telemetry>).isEqualTo(!takesBoth || name.equals("smoke"));
        if (!takesBoth) {
            assertThat(decoded)
                    .isEqualTo(Decoded.invalid(
                            "kind: '" + kind.text() + "' does not travel on the " + other.text() + " lane"));
        }
    }

    @Test
    void countsTheLastOfTwoFieldsOfOneName() {
        Decoded<Telemetry> decoded = TelemetryCodec.decode(
                TelemetryKind.CALL,
                Lane.EMERGENCY,
                utf8("{\"ts\":1,\"event\":\"ok\",\"source\":\"base\",\"event\":\"sos\"}"));

        assertThat(((CallEvent) ((Decoded.Valid<Telemetry>) decoded).value()).event())
                .isEqualTo(CallEvent.Event.SOS);
    }

    @Test
    void ignoresASequenceWithoutItsBootWhateverItHolds() {
        ObjectNode document = Golden.object("call-sos").put("seq", "not a number");
        document.remove("boot");

        Decoded<Telemetry> decoded = decode("call-sos", document.toString());

        assertThat(((Decoded.Valid<Telemetry>) decoded).value().sequence()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 1_001, 100_000})
    void refusesDeepNestingInsteadOfOverflowing(int depth) {
        String lists =
                "{\"ts\":1,\"event\":\"sos\",\"source\":\"base\",\"x\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
        String objects = "{\"x\":".repeat(depth) + "1" + "}".repeat(depth);

        assertThat(reason(TelemetryKind.CALL, Lane.EMERGENCY, lists)).contains("nesting depth");
        assertThat(reason(TelemetryKind.CALL, Lane.EMERGENCY, objects)).contains("nesting depth");
    }

    @Test
    void refusesANumberOfAThousandDigits() {
        String huge = "9".repeat(1_001);

        assertThat(reason(TelemetryKind.SMOKE, Lane.BULK, "{\"ts\":" + huge + "}"))
                .contains("Number value length (1001) exceeds the maximum allowed")
                .hasSizeLessThan(301);
        assertThat(reason(TelemetryKind.SMOKE, Lane.BULK, "{\"ts\":" + huge.substring(1) + "}"))
                .startsWith("ts: 999")
                .endsWith("9... (expected: an integer, epoch milliseconds)")
                .hasSizeLessThan(200);
    }

    @Test
    void refusesInvalidUtf8() {
        byte[] document = Golden.bytes("state");
        int at = new String(document, StandardCharsets.ISO_8859_1).indexOf("2.4.1");
        for (int bad : new int[] {0x80, 0xC0, 0xFE, 0xFF}) {
            byte[] broken = document.clone();
            broken[at] = (byte) bad;

            assertThat(reason(TelemetryKind.STATE, Lane.BULK, broken)).startsWith("not valid JSON: Invalid UTF-8");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, ' ', '{', '[', '"', '9', 'x', 0x80, 0xFF})
    void refusesAMebibyteOfTheSameByte(int value) {
        byte[] garbage = new byte[1 << 20];
        Arrays.fill(garbage, (byte) value);

        assertThat(reason(TelemetryKind.CALL, Lane.EMERGENCY, garbage))
                .isNotBlank()
                .doesNotStartWith("valid")
                .hasSizeLessThan(301);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0007", "\\u009b31m", "\\u202e", "\\u2028", "\\ud83d"})
    void escapesWhatATerminalWouldActOn(String active) {
        ObjectNode document = Golden.object("call-sos");
        document.putRawValue("event", new RawValue("\"" + active + "\""));

        assertThat(reasonOf("call-sos", document)).startsWithIgnoringCase("event: '" + active + "' (expected: ");
    }

    @Test
    void cutsALongValue() {
        ObjectNode document = Golden.object("call-sos").put("event", "x".repeat(10_000));

        assertThat(reasonOf("call-sos", document))
                .startsWith("event: '" + "x".repeat(64) + "...' (expected: ")
                .hasSizeLessThan(200);
    }

    @Test
    void takesAtMostFiveHundredSightingsAndAHundredReadings() {
        ObjectNode sightings = Golden.object("tag-sightings");
        while (sightings.withArray("sightings").size() < 500) {
            sightings.withArray("sightings").add(sightings.get("sightings").get(1));
        }
        ObjectNode readings = Golden.object("environment");
        while (readings.get("readings").size() < 100) {
            readings.withObject("/readings").put("r" + readings.get("readings").size(), 1);
        }

        assertThat(decode("tag-sightings", sightings.toString())).isInstanceOf(Decoded.Valid.class);
        assertThat(decode("environment", readings.toString())).isInstanceOf(Decoded.Valid.class);

        sightings.withArray("sightings").add(sightings.get("sightings").get(1));
        readings.withObject("/readings").put("one-more", 1);

        assertThat(reasonOf("tag-sightings", sightings)).startsWith("sightings: a list of 501");
        assertThat(reasonOf("environment", readings)).startsWith("readings: an object (expected: an object of 1 to");
    }

    @Test
    void refusesVitalsWithoutAnyVital() {
        assertReason(
                TelemetryKind.VITALS,
                Lane.BULK,
                "{\"ts\":1}",
                "vitals: none (expected: one of heartRate, systolic, diastolic, spo2, temperature, glucose)");
    }

    private static void assertReason(TelemetryKind kind, Lane lane, String document, String reason) {
        assertThat(TelemetryCodec.decode(kind, lane, utf8(document))).isEqualTo(Decoded.invalid(reason));
    }

    private static String reasonOf(String name, ObjectNode document) {
        return decode(name, document.toString()).fold(value -> "valid: " + value, reason -> reason);
    }

    private static String reason(TelemetryKind kind, Lane lane, String document) {
        return reason(kind, lane, utf8(document));
    }

    private static String reason(TelemetryKind kind, Lane lane, byte[] payload) {
        return TelemetryCodec.decode(kind, lane, payload).fold(value -> "valid: " + value, reason -> reason);
    }

    private static Decoded<Telemetry> decode(String name, String document) {
        Arguments row =
                documents().filter(one -> one.get()[0].equals(name)).findFirst().orElseThrow();
        return TelemetryCodec.decode((TelemetryKind) row.get()[1], (Lane) row.get()[2], utf8(document));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
