package io.citywatch.model.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.Decoded;
import io.citywatch.model.Mutation;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/** Mutated bodies: none throws, none is null, and what is taken can be written again. */
class BodiesFuzzTest {
    private static final int ROUNDS = 1_000;

    @Test
    void readsEveryMutationAsAValueThatCanBeWritten() {
        Random random = new Random(Mutation.SEED);
        List<Arguments> documents = GoldenBodiesTest.documents().toList();
        int valid = 0;
        int invalid = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (Arguments document : documents) {
                byte[] body = Mutation.of((String) document.get()[0], random);
                Decoded<?> decoded = read(body, document.get()[1].getClass());
                if (decoded instanceof Decoded.Invalid<?> refused) {
                    Mutation.assertSafe(refused.reason(), body);
                    invalid++;
                } else {
                    valid++;
                }
            }
        }

        assertThat(invalid).as("seed %d", Mutation.SEED).isGreaterThan(ROUNDS);
        assertThat(valid).as("seed %d", Mutation.SEED).isGreaterThan(ROUNDS);
    }

    private static Decoded<?> read(byte[] body, Class<?> type) {
        try {
            Decoded<?> decoded = Json.read(body, type);
            if (decoded instanceof Decoded.Valid<?> taken) {
                assertThat(Json.write(taken.value())).isNotEmpty();
            }
            return decoded;
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError(Mutation.failure(body), e);
        }
    }
}
