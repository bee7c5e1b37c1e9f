package io.citywatch.alerts.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.http.ApiUnderTest.Reply;
import io.citywatch.alerts.notify.webhook.WebhookSignature;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Providers' receipts over HTTP: who is believed, once, and what comes of them. */
class ChannelCallsIT {
    private static final WebhookSignature SIGNATURE = new WebhookSignature(ApiUnderTest.WEBHOOK_SECRET);
    private static final String DELIVERED = "{\"receipts\":[{\"id\":\"call-id\",\"status\":\"delivered\"}]}";

    private static ApiUnderTest api;

    @BeforeAll
    static void start() {
        api = new ApiUnderTest();
        api.database
                .jdbi()
                .useHandle(handle -> handle.execute(
                        "INSERT INTO offers (id, incident, epoch, need, family, responder, state, revision, settled,"
                                + " distance_meters, travel_seconds, because, deadline, offered_at) VALUES ('o', 'i', 1, 'n',"
                                + " 'elder', 'r', 'QUEUED', 1, false, 1, 1, '', now() + interval '1 day', now())"));
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @BeforeEach
    void aCallIsUnderWay() {
        api.database.jdbi().useHandle(handle -> {
            handle.execute("TRUNCATE notifications, taken_receipts");
            handle.execute("UPDATE offers SET delivered_at = NULL, state = 'QUEUED'");
            handle.execute("INSERT INTO notifications (offer, channel, id, incident, responder, drill, state, due_at,"
                    + " give_up_at, claims, refusals, provider_id, owed_at, changed_at) VALUES ('o', 'call', 'call-id', 'i',"
                    + " 'r', false, 'SENT', now() + interval '20 s', now(), 1, 0, 'theirs', now(), now())");
        });
    }

    @Test
    void takesASignedReceiptOnceAndTellsThatTheOfferIsDelivered() {
        String timestamp = seconds(Duration.ZERO);

        Reply first = signed(timestamp, DELIVERED);
        Reply again = signed(timestamp, DELIVERED);

        assertThat(first.status()).as(first.toString()).isEqualTo(200);
        assertThat(first.json().get("known").asInt()).isEqualTo(1);
        assertThat(rows()).containsExactly("call CONFIRMED");
        assertThat(strings("SELECT state FROM offers WHERE delivered_at IS NOT NULL"))
                .containsExactly("DELIVERED");
        assertThat(again.status()).isEqualTo(409);
        assertThat(signed(seconds(Duration.ofSeconds(1)), DELIVERED).status()).isEqualTo(200);
    }

    @Test
    void goesOnWithTheNextChannelWhenACallFailed() {
        signed(
                seconds(Duration.ZERO),
                DELIVERED.replace("delivered", "failed").replace("\"}]", "\",\"reason\":\"busy\"}]"));

        assertThat(rows()).containsExactly("call FAILED", "sms NOT_SENT");
        assertThat(strings("SELECT reason FROM notifications WHERE channel = 'call'"))
                .containsExactly("not delivered: busy");
    }

    @Test
    void believesNobodyWithoutTheSecretOrWithAnOldOne() {
        String now = seconds(Duration.ZERO);
        String old = seconds(Duration.ofSeconds(-400));

        assertThat(api.call("POST", "/channels/receipts", ApiUnderTest.ADMIN, DELIVERED)
                        .status())
                .isEqualTo(401);
        assertThat(post(now, "v1=00", DELIVERED).status()).isEqualTo(401);
        assertThat(post(now, SIGNATURE.sign(now, bytes(DELIVERED + " ")), DELIVERED)
                        .status())
                .isEqualTo(401);
        Reply stale = signed(old, DELIVERED);
        assertThat(stale.status()).isEqualTo(401);
        assertThat(stale.json().get("what").asText()).isEqualTo(WebhookSignature.TIMESTAMP);
        assertThat(rows()).containsExactly("call SENT");
    }

    @Test
    void refusesWhatIsNoReceipt() {
        for (String body : List.of(
                "{}",
                "{\"receipts\":[]}",
                "{\"receipts\":[{}]}",
                "{\"receipts\":[{\"id\":\"x\",\"status\":\"perhaps\"}]}",
                "[]")) {
            assertThat(signed(seconds(Duration.ZERO), body).status()).as(body).isEqualTo(400);
        }
    }

    @Test
    void takesAliyunsReportsByTheKeyInTheirAddress() {
        String report =
                "[{\"phone_number\":\"1381111\",\"success\":true,\"err_code\":\"DELIVERED\",\"biz_id\":\"theirs\"}]";

        Reply unknown = api.post("/channels/aliyun/texts?key=wrong", null, report);
        Reply none = api.post("/channels/aliyun/texts", ApiUnderTest.ADMIN, report);
        Reply known = api.post("/channels/aliyun/texts?key=" + ApiUnderTest.REPORT_KEY, null, report);
        Reply again = api.post("/channels/aliyun/texts?key=" + ApiUnderTest.REPORT_KEY, null, report);

        assertThat(unknown.status()).isEqualTo(401);
        assertThat(none.status()).isEqualTo(401);
        assertThat(known.status()).as(known.toString()).isEqualTo(200);
        assertThat(known.json().get("code").asInt()).isZero();
        assertThat(again.status()).isEqualTo(200);
        assertThat(rows()).containsExactly("call CONFIRMED");
    }

    @Test
    void readsWhatBecameOfACall() {
        String path = "/channels/aliyun/calls?key=" + ApiUnderTest.REPORT_KEY;

        api.post(path, null, "[{\"status_code\":\"200201\",\"call_id\":\"theirs\",\"out_id\":\"call-id\"}]");
        assertThat(rows()).containsExactly("call SENT");
        api.post(path, null, "[{\"status_code\":\"200003\",\"call_id\":\"theirs\",\"out_id\":\"call-id\"}]");
        assertThat(rows()).containsExactly("call FAILED", "sms NOT_SENT");
        api.post(path, null, "[{\"status_code\":\"200000\",\"call_id\":\"theirs\",\"duration\":\"10\"}]");
        assertThat(rows()).contains("call CONFIRMED");
        assertThat(api.post(path, null, "{}").status()).isEqualTo(400);
        assertThat(api.post(path, null, "[{}]").status()).isEqualTo(400);
        assertThat(api.post(path, null, "nonsense").status()).isEqualTo(400);
    }

    private static Reply signed(String timestamp, String body) {
        return post(timestamp, SIGNATURE.sign(timestamp, bytes(body)), body);
    }

    private static Reply post(String timestamp, String signature, String body) {
        return api.call(
                "POST",
                "/channels/receipts",
                null,
                body,
                WebhookSignature.TIMESTAMP,
                timestamp,
                WebhookSignature.SIGNATURE,
                signature);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String seconds(Duration from) {
        return Long.toString(Instant.now().plus(from).getEpochSecond());
    }

    private static List<String> rows() {
        return strings("SELECT channel || ' ' || state FROM notifications ORDER BY channel");
    }

    private static List<String> strings(String sql) {
        return api.database
                .jdbi()
                .withHandle(handle -> handle.select(sql).mapTo(String.class).list());
    }
}
