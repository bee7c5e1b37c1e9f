package io.citywatch.alerts.notify.webhook;

import io.citywatch.model.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs a message in either direction: {@code v1=} and the hex of HMAC-SHA256 over the timestamp, a full stop and the
 * body. The timestamp, seconds since 1970, bounds for how long a copy is of use.
 */
public final class WebhookSignature {
    public static final String TIMESTAMP = "x-citywatch-timestamp";
    public static final String SIGNATURE = "x-citywatch-signature";
    /** A message is believed for so long before and after its timestamp. */
    public static final Duration BELIEVED = Duration.ofMinutes(5);

    private static final String VERSION = "v1=";
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    public WebhookSignature(String secret) {
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** What was found of a message's signature. */
    public enum Verdict {
        GENUINE,
        /** No timestamp, no signature, or another's. */
        FORGED,
        /** Genuine, and too old or too early. */
        STALE
    }

    public String sign(String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(timestamp.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) '.');
            return VERSION + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** Compares in constant time; a stale message's age is told only to who can sign. */
    public Verdict verify(@Nullable String timestamp, @Nullable String signature, byte[] body, Instant now) {
        if (timestamp == null || signature == null || !timestamp.matches("[0-9]{1,12}")) {
            return Verdict.FORGED;
        }
        boolean same = MessageDigest.isEqual(
                sign(timestamp, body).getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
        if (!same) {
            return Verdict.FORGED;
        }
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now)
                .abs();
        return age.compareTo(BELIEVED) > 0 ? Verdict.STALE : Verdict.GENUINE;
    }

    /** By which a message that was taken is known again. */
    public static String digest(String signature) {
        return Sha256.hex(signature);
    }
}
