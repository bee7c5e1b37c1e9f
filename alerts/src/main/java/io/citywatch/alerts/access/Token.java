package io.citywatch.alerts.access;

import io.citywatch.model.Sha256;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A secret of 256 random bits, shown once and kept as its SHA-256: nothing guesses it, so no slow hash is needed.
 *
 * @param secret 43 characters of the URL alphabet
 */
public record Token(String secret) {
    private static final int BYTES = 32;

    public static Token random(SecureRandom random) {
        byte[] bits = new byte[BYTES];
        random.nextBytes(bits);
        return new Token(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
    }

    /** What is stored. */
    public String sha256() {
        return Sha256.hex(secret);
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "Token[...]";
    }
}
