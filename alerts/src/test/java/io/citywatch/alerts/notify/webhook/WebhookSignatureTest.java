package io.citywatch.alerts.notify.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.notify.webhook.WebhookSignature.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {
    private static final byte[] BODY = "{\"id\":\"a\"}".getBytes(StandardCharsets.UTF_8);
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    private final WebhookSignature signature = new WebhookSignature("0123456789abcdef0123456789abcdef");

    /** As {@code printf '1700000000.{"id":"a"}' | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef} says. */
    @Test
    void signsTimestampAndBody() {
        assertThat(signature.sign("1700000000", BODY))
                .isEqualTo("v1=f384d53c3d8e9292f316b9f8c44af3b4f07b0ec48becbdd931fa18520bed6565");
    }

    @Test
    void believesWhatIsSignedAndNew() {
        assertThat(verify("1700000000", BODY, NOW)).isEqualTo(Verdict.GENUINE);
        assertThat(verify("1700000000", BODY, NOW.plus(Duration.ofMinutes(5)))).isEqualTo(Verdict.GENUINE);
        assertThat(verify("1700000000", BODY, NOW.minus(Duration.ofMinutes(5)))).isEqualTo(Verdict.GENUINE);
    }

    @Test
    void believesNothingThatIsOldOrFromTheFuture() {
        assertThat(verify("1700000000", BODY, NOW.plus(Duration.ofSeconds(301))))
                .isEqualTo(Verdict.STALE);
        assertThat(verify("1700000000", BODY, NOW.minus(Duration.ofSeconds(301))))
                .isEqualTo(Verdict.STALE);
    }

    @Test
    void believesNothingThatWasChanged() {
        String signed = signature.sign("1700000000", BODY);

        assertThat(signature.verify("1700000001", signed, BODY, NOW)).isEqualTo(Verdict.FORGED);
        assertThat(signature.verify("1700000000", signed, new byte[0], NOW)).isEqualTo(Verdict.FORGED);
        assertThat(signature.verify("1700000000", signed + "0", BODY, NOW)).isEqualTo(Verdict.FORGED);
        assertThat(signature.verify("1700000000", null, BODY, NOW)).isEqualTo(Verdict.FORGED);
        assertThat(signature.verify(null, signed, BODY, NOW)).isEqualTo(Verdict.FORGED);
        assertThat(signature.verify("1e9", signed, BODY, NOW)).isEqualTo(Verdict.FORGED);
        assertThat(new WebhookSignature("another-secret-0123456789abcdef01").verify("1700000000", signed, BODY, NOW))
                .isEqualTo(Verdict.FORGED);
    }

    private Verdict verify(String timestamp, byte[] body, Instant now) {
        return signature.verify(timestamp, signature.sign(timestamp, body), body, now);
    }
}
