package io.citywatch.alerts.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.common.HttpStatus;
import io.citywatch.alerts.notify.Receipts;
import io.citywatch.alerts.notify.Receipts.Receipt;
import io.citywatch.alerts.notify.aliyun.AliyunReports;
import io.citywatch.alerts.notify.webhook.WebhookSignature;
import io.citywatch.model.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Providers' receipts. Nobody is signed in: a provider is known by its signature, or by the key in its address. */
final class ChannelCalls {
    private static final int MOST_RECEIPTS = 1_000;
    private static final int LONGEST_REASON = 200;
    private static final String DELIVERED = "delivered";
    private static final String FAILED = "failed";

    private final Receipts receipts;
    private final @Nullable WebhookSignature signature;
    private final @Nullable String aliyunKey;
    private final Clock clock;

    ChannelCalls(ChannelReports reports, Clock clock) {
        this.receipts = reports.receipts();
        String secret = reports.webhookSecret();
        this.signature = secret == null ? null : new WebhookSignature(secret);
        this.aliyunKey = reports.aliyunKey();
        this.clock = clock;
    }

    /** The body of signed receipts. */
    record ReceiptsBody(@Nullable List<ReceiptBody> receipts) {}

    /** One of them. */
    record ReceiptBody(
            @Nullable String id,
            @Nullable String status,
            @Nullable String reason) {
        Receipt receipt() {
            if (id == null || id.isBlank()) {
                throw new RefusedCall(Problem.badRequest("id", "missing", "the id of a message that was handed over"));
            }
            if (!DELIVERED.equals(status) && !FAILED.equals(status)) {
                throw new RefusedCall(
                        Problem.badRequest("status", String.valueOf(status), DELIVERED + " or " + FAILED));
            }
            String why =
                    reason != null && reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
            return new Receipt(id, null, DELIVERED.equals(status), why);
        }
    }

    /** How many receipts are of messages that the platform handed over. */
    record Taken(int known) {}

    Answer receipts(Call call) {
        String given = call.headers().get(WebhookSignature.SIGNATURE, "");
        WebhookSignature.Verdict verdict = signature == null
                ? WebhookSignature.Verdict.FORGED
                : signature.verify(
                        call.headers().get(WebhookSignature.TIMESTAMP), given, call.content(), clock.instant());
        switch (verdict) {
            case GENUINE -> {}
            case FORGED -> throw unknown(WebhookSignature.SIGNATURE, "the signature of timestamp and body");
            case STALE ->
                throw unknown(
                        WebhookSignature.TIMESTAMP,
                        "within " + WebhookSignature.BELIEVED.toSeconds() + " s of the platform's clock");
        }
        List<ReceiptBody> bodies = call.body(ReceiptsBody.class).receipts();
        if (bodies == null || bodies.isEmpty() || bodies.size() > MOST_RECEIPTS) {
            throw new RefusedCall(Problem.badRequest(
                    "receipts", bodies == null ? "missing" : bodies.size() + " of them", "1 to " + MOST_RECEIPTS));
        }
        List<Receipt> read = bodies.stream().map(ReceiptBody::receipt).toList();
        // Twice as long as one is believed: its timestamp may be that far ahead.
        int known = receipts.takeOnce(
                        WebhookSignature.digest(given),
                        WebhookSignature.BELIEVED.multipliedBy(2).plusSeconds(1),
                        read)
                .orElseThrow(() -> new RefusedCall(
                        Problem.conflict(WebhookSignature.SIGNATURE, "taken before", "a new timestamp")));
        return Answer.ok(new Taken(known));
    }

    Answer aliyunTexts(Call call) {
        return aliyun(call, AliyunReports::ofTexts);
    }

    Answer aliyunCalls(Call call) {
        return aliyun(call, AliyunReports::ofCalls);
    }

    /** Aliyun signs nothing and asks for this very answer; a report that comes again changes nothing. */
    private Answer aliyun(Call call, Function<JsonNode, List<Receipt>> reading) {
        String key = call.parameter("key");
        if (aliyunKey == null
                || key == null
                || !MessageDigest.isEqual(
                        aliyunKey.getBytes(StandardCharsets.UTF_8), key.getBytes(StandardCharsets.UTF_8))) {
            throw unknown("key", "the report-key of the configuration");
        }
        List<Receipt> read;
        try {
            read = reading.apply(Json.mapper().readTree(call.content()));
        } catch (IOException e) {
            throw new RefusedCall(Problem.badRequest("body", "unreadable", "well-formed JSON"));
        } catch (IllegalArgumentException e) {
            throw new RefusedCall(Problem.ofMessage(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage())));
        }
        int unused = receipts.take(read);
        return Answer.ok(Map.of("code", 0, "msg", "接收成功"));
    }

    private static RefusedCall unknown(String what, String expectation) {
        return new RefusedCall(new Problem(HttpStatus.UNAUTHORIZED, what, "none that is valid", expectation));
    }
}
