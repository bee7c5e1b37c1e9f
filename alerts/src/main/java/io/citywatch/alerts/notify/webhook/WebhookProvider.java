package io.citywatch.alerts.notify.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.alerts.notify.Attempt;
import io.citywatch.alerts.notify.Exchange;
import io.citywatch.alerts.notify.OfferText;
import io.citywatch.alerts.notify.Page;
import io.citywatch.alerts.notify.Provider;
import io.citywatch.model.Severity;
import io.citywatch.model.json.Json;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Posts each message to one address, signed. The id is the same for every try and stands in {@code Idempotency-Key}: who
 * takes a message remembers it and answers a repeat like the first time, or with 409.
 */
public final class WebhookProvider implements Provider {
    private static final int CONFLICT = 409;
    private static final int LONGEST_ID = 200;

    private final URI url;
    private final WebhookSignature signature;
    private final Exchange exchange;
    private final Clock clock;

    /** The body of a message. */
    private record Body(
            String id,
            String channel,
            String to,
            String kind,
            Severity severity,
            @Nullable String place,
            long distanceMeters,
            long travelMinutes,
            Instant deadline,
            Text text) {}

    private record Text(String zh, String en) {}

    /** @param config complete */
    public WebhookProvider(WebhookConfig config, Exchange exchange, Clock clock) {
        this.url = Objects.requireNonNull(config.url(), "url");
        this.signature = new WebhookSignature(Objects.requireNonNull(config.secret(), "secret"));
        this.exchange = exchange;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Attempt> send(Page page) {
        byte[] body = Json.write(new Body(
                page.id(),
                page.channel().text(),
                page.number(),
                page.kind().text(),
                page.severity(),
                page.place(),
                page.roundedMeters(),
                page.minutes(),
                page.deadline(),
                new Text(OfferText.zh(page), OfferText.en(page))));
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", page.id())
                .header(WebhookSignature.TIMESTAMP, timestamp)
                .header(WebhookSignature.SIGNATURE, signature.sign(timestamp, body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return exchange.send(request, WebhookProvider::judge);
    }

    private static Attempt judge(Exchange.Reply reply) {
        if (reply.status() == CONFLICT) {
            return new Attempt.Taken(null);
        }
        if (reply.isForLater()) {
            return reply.again("http " + reply.status());
        }
        if (!reply.isSuccess()) {
            return new Attempt.Refused("http " + reply.status());
        }
        if (reply.body().isBlank()) {
            return new Attempt.Taken(null);
        }
        try {
            JsonNode answer = Json.mapper().readTree(reply.body());
            if (answer.isObject()) {
                String id = answer.path("id").asText("");
                return new Attempt.Taken(id.isEmpty() || id.length() > LONGEST_ID ? null : id);
            }
        } catch (JsonProcessingException e) {
            // Said below: whoever answered so, it was not the provider.
        }
        return new Attempt.Again("an answer that is no JSON object", null, false);
    }
}
