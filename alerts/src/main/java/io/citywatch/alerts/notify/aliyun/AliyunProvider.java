package io.citywatch.alerts.notify.aliyun;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.alerts.notify.Attempt;
import io.citywatch.alerts.notify.Exchange;
import io.citywatch.alerts.notify.OfferText;
import io.citywatch.alerts.notify.Page;
import io.citywatch.alerts.notify.Provider;
import io.citywatch.model.Sha256;
import io.citywatch.model.json.Json;
import io.citywatch.model.registry.Channel;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Texts by {@code SendSms}, calls by {@code SingleCallByTts}. Aliyun knows no idempotency key, but refuses a nonce that
 * it has seen: the nonce is made of the message's id and of how often Aliyun said no, so that a message which is sent
 * again because nobody knows whether it arrived goes out once.
 */
public final class AliyunProvider implements Provider {
    private static final String VERSION = "2017-05-25";
    private static final String EMPTY = Sha256.hex("");
    private static final String SEEN_BEFORE = "SignatureNonceUsed";
    private static final int LONGEST_VALUE = 30;
    private static final String PLAY_TIMES = "2";
    /** Codes after which the same request may succeed; all others are of the account, the template or the number. */
    private static final Set<String> PASSING = Set.of(
            "isp.SYSTEM_ERROR",
            "isp.GATEWAY_ERROR",
            "isv.SYSTEM_ERROR",
            "ServiceUnavailable",
            "InternalError",
            "SYSTEM_ERROR",
            "VMS_SYSTEM_ERROR",
            "RequestTimeout");

    private static final String THROTTLING = "Throttling";

    private final AliyunConfig config;
    private final AliyunSignature signature;
    private final Exchange exchange;
    private final Clock clock;

    /** @param config complete for what is sent */
    public AliyunProvider(AliyunConfig config, Exchange exchange, Clock clock) {
        this.config = config;
        this.signature = new AliyunSignature(
                Objects.requireNonNull(config.accessKeyId(), "accessKeyId"),
                Objects.requireNonNull(config.accessKeySecret(), "accessKeySecret"));
        this.exchange = exchange;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Attempt> send(Page page) {
        boolean call = page.channel() == Channel.CALL;
        URI url = call ? config.voiceUrl() : config.smsUrl();
        SortedMap<String, String> query = call ? ofCall(page) : ofText(page);
        String path = url.getPath().isEmpty() ? "/" : url.getPath();
        SortedMap<String, String> headers = new TreeMap<>();
        headers.put("host", url.getAuthority());
        headers.put("x-acs-action", call ? "SingleCallByTts" : "SendSms");
        headers.put("x-acs-version", VERSION);
        headers.put(
                "x-acs-date", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        headers.put(
                "x-acs-signature-nonce",
                Sha256.hex(page.id() + "/" + page.refusals()).substring(0, 32));
        headers.put("x-acs-content-sha256", EMPTY);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                        url.getScheme() + "://" + url.getAuthority() + path + "?" + AliyunSignature.query(query)))
                .header("Authorization", signature.authorize("POST", path, query, headers))
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.noBody());
        headers.forEach((name, value) -> {
            if (!name.equals("host")) {
                request.header(name, value);
            }
        });
        return exchange.send(request.build(), reply -> judge(reply, call ? "CallId" : "BizId"));
    }

    private SortedMap<String, String> ofText(Page page) {
        SortedMap<String, String> query = new TreeMap<>();
        query.put("PhoneNumbers", domestic(page.number()));
        query.put("SignName", Objects.requireNonNull(config.signName(), "signName"));
        query.put("TemplateCode", Objects.requireNonNull(config.smsTemplate(), "smsTemplate"));
        query.put("TemplateParam", parameters(page));
        query.put("OutId", page.id());
        return query;
    }

    private SortedMap<String, String> ofCall(Page page) {
        SortedMap<String, String> query = new TreeMap<>();
        query.put("CalledNumber", domestic(page.number()));
        query.put("TtsCode", Objects.requireNonNull(config.ttsTemplate(), "ttsTemplate"));
        query.put("TtsParam", parameters(page));
        query.put("PlayTimes", PLAY_TIMES);
        query.put("OutId", page.id());
        if (config.showNumber() != null) {
            query.put("CalledShowNumber", config.showNumber());
        }
        return query;
    }

    /** Numbers of the mainland go without their country's. */
    private static String domestic(String number) {
        return number.startsWith("+86") ? number.substring(3) : number.replace("+", "");
    }

    private static String parameters(Page page) {
        SortedMap<String, String> values = new TreeMap<>(Map.of(
                "kind",
                OfferText.kindZh(page.kind()),
                "place",
                shortened(page.place()),
                "meters",
                Long.toString(page.roundedMeters()),
                "minutes",
                Long.toString(page.minutes())));
        return new String(Json.write(values), StandardCharsets.UTF_8);
    }

    /** A variable is never empty and never long. */
    private static String shortened(@Nullable String place) {
        if (place == null || place.isBlank()) {
            return "附近";
        }
        return place.length() > LONGEST_VALUE ? place.substring(0, LONGEST_VALUE) : place;
    }

    private static Attempt judge(Exchange.Reply reply, String idField) {
        JsonNode answer = read(reply.body());
        String code = answer == null ? "" : answer.path("Code").asText("");
        if (answer == null || code.isEmpty()) {
            return reply.isSuccess() || reply.isForLater()
                    ? new Attempt.Again("http " + reply.status() + " without a code", null, false)
                    : new Attempt.Refused("http " + reply.status());
        }
        if (code.equals(SEEN_BEFORE)) {
            return new Attempt.Taken(null);
        }
        if (code.equals("OK") && reply.isSuccess()) {
            String id = answer.path(idField).asText("");
            return new Attempt.Taken(id.isEmpty() ? null : id);
        }
        // With a code it said that it did not send: a new nonce, so that the next try is not taken for this one.
        if (code.startsWith(THROTTLING) || PASSING.contains(code) || reply.isForLater()) {
            return new Attempt.Again(code, reply.retryAfter().orElse(null), true);
        }
        return new Attempt.Refused(code);
    }

    private static @Nullable JsonNode read(String body) {
        try {
            JsonNode answer = Json.mapper().readTree(body);
            return answer != null && answer.isObject() ? answer : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
