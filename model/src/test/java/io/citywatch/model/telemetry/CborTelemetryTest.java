package io.citywatch.model.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.Decoded;
import io.citywatch.model.Golden;
import io.citywatch.model.Mutation;
import io.citywatch.model.json.Cbor;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;

class CborTelemetryTest {
    private static final int ROUNDS = 500;

    /** Written by hand from RFC 8949, as another implementation would. */
    @Test
    void readsWhatAnotherImplementationWrites() {
        byte[] sos = HexFormat.of()
                .parseHex("A3" + "627473" + "1B0000019AB384C000" // ts, eight bytes
                        + "656576656E74" + "63736F73" // event: sos
                        + "66736F75726365" + "6462617365"); // source: base

        Decoded<Telemetry> decoded = TelemetryCodec.decode(TelemetryKind.CALL, Lane.EMERGENCY, ContentType.CBOR, sos);

        CallEvent call = (CallEvent) decoded.fold(value -> value, reason -> {
            throw new AssertionError(reason);
        });
        assertThat(call.event()).isEqualTo(CallEvent.Event.SOS);
        assertThat(call.measuredAt().toEpochMilli()).isEqualTo(0x19AB384C000L);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 'payload: empty (expected: a CBOR object)'",
        "01, 'payload: a number (expected: an object)'",
        "A1627473, 'not valid CBOR: '",
        "A162747300FF, 'not valid CBOR: '",
        "A162747340, 'ts: '",
        "A1627473F6, 'ts: missing (expected: epoch milliseconds)'",
        "A1627473F7, 'ts: missing (expected: epoch milliseconds)'",
        "A1627473FB7FF0000000000000, 'ts: '",
        "5B7FFFFFFFFFFFFFFF, 'not valid CBOR: '"
    })
    void saysWhatIsWrong(String hex, String reason) {
        byte[] payload = HexFormat.of().parseHex(hex);

        Decoded<Telemetry> decoded = TelemetryCodec.decode(TelemetryKind.STATE, Lane.BULK, ContentType.CBOR, payload);

        String said = decoded.fold(value -> "valid", fault -> fault);
        assertThat(said).startsWith(reason);
    }

    @Test
    void whateverABrokenDeviceSendsIsAValue() throws IOException {
        Random random = new Random(Mutation.SEED);
        List<Arguments> documents = GoldenTelemetryTest.documents().toList();
        int invalid = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (Arguments document : documents) {
                byte[] payload = Cbor.mapper().writeValueAsBytes(Golden.object((String) document.get()[0]));
                for (int i = 0; i <= random.nextInt(4); i++) {
                    payload[random.nextInt(payload.length)] = (byte) random.nextInt(256);
                }
                byte[] torn = Arrays.copyOf(payload, payload.length - random.nextInt(2) * random.nextInt(8));
                invalid += decode((TelemetryKind) document.get()[1], (Lane) document.get()[2], torn) ? 0 : 1;
            }
        }

        assertThat(invalid).as("seed %d", Mutation.SEED).isGreaterThan(ROUNDS);
    }

    private static boolean decode(TelemetryKind kind, Lane lane, byte[] payload) {
        try {
            Decoded<Telemetry> decoded = TelemetryCodec.decode(kind, lane, ContentType.CBOR, payload);
            if (decoded instanceof Decoded.Invalid<Telemetry> refused) {
                Mutation.assertSafe(refused.reason(), payload);
            }
            return decoded instanceof Decoded.Valid<Telemetry>;
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError(
                    "seed " + Mutation.SEED + ": " + HexFormat.of().formatHex(payload), e);
        }
    }
}
