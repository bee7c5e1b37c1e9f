package io.citywatch.model.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.Decoded;
import io.citywatch.model.Mutation;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/** Mutated golden documents: whatever a broken device sends is a value, with a reason that is safe to show. */
class TelemetryFuzzTest {
    private static final int ROUNDS = 2_000;

    @Test
    void neverThrowsAndNeverShowsARawControlCharacter() {
        Random random = new Random(Mutation.SEED);
        List<Arguments> documents = GoldenTelemetryTest.documents().toList();
        int valid = 0;
        int invalid = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (Arguments document : documents) {
                byte[] payload = Mutation.of((String) document.get()[0], random);
                Decoded<Telemetry> decoded =
                        decode((TelemetryKind) document.get()[1], (Lane) document.get()[2], payload);
                if (decoded instanceof Decoded.Invalid<Telemetry> refused) {
                    Mutation.assertSafe(refused.reason(), payload);
                    invalid++;
                } else {
                    valid++;
                }
            }
        }

        assertThat(invalid).as("seed %d", Mutation.SEED).isGreaterThan(ROUNDS);
        assertThat(valid).as("seed %d", Mutation.SEED).isGreaterThan(ROUNDS);
    }

    private static Decoded<Telemetry> decode(TelemetryKind kind, Lane lane, byte[] payload) {
        try {
            Decoded<Telemetry> decoded = TelemetryCodec.decode(kind, lane, payload);
            assertThat(decoded).as(Mutation.failure(payload)).isNotNull();
            return decoded;
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError(Mutation.failure(payload), e);
        }
    }
}
