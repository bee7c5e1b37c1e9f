package io.citywatch.model.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialTest {
    /** SHA-256 of {@code test}. */
    private static final String DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    @Test
    void matchesItsToken() {
        assertThat(of(DIGEST).matches("test")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Test", "test ", "tes", DIGEST})
    void matchesNothingElse(String token) {
        assertThat(of(DIGEST).matches(token)).isFalse();
    }

    @Test
    void matchesNothingIfItsDigestIsNone() {
        assertThat(of("").matches("")).isFalse();
        assertThat(of(DIGEST.substring(1)).matches("test")).isFalse();
    }

    private static Credential of(String digest) {
        return new Credential("volunteer-7", Credential.Role.RESPONDER, null, digest, Credential.State.ACTIVE);
    }
}
