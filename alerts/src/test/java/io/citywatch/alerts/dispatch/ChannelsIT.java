package io.citywatch.alerts.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.incident.IncidentDetail;
import io.citywatch.alerts.notify.ChannelsConfig;
import io.citywatch.alerts.notify.Receipts.Receipt;
import io.citywatch.alerts.notify.aliyun.AliyunConfig;
import io.citywatch.alerts.notify.webhook.WebhookConfig;
import io.citywatch.alerts.notify.webhook.WebhookSignature;
import io.citywatch.alerts.store.PostgresPresenceStore;
import io.citywatch.alerts.testing.City;
import io.citywatch.alerts.testing.ProviderServer;
import io.citywatch.alerts.testing.ProviderServer.Reply;
import io.citywatch.alerts.testing.ProviderServer.Request;
import io.citywatch.model.message.OfferAction;
import io.citywatch.model.message.Presence;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How an offer goes out, channel by channel, through a provider of one's own on a real server. */
class ChannelsIT {
    static final String SECRET = "webhook-secret-for-tests-0123456789ab";

    private ProviderServer provider;
    private CoreUnderTest test;

    private static ChannelsConfig by(URI url) {
        return by(url, Duration.ofMillis(500));
    }

    static ChannelsConfig by(URI url, Duration timeout) {
        return new ChannelsConfig(
                Duration.ofSeconds(8),
                Duration.ofSeconds(20),
                Duration.ofSeconds(60),
                timeout,
                64,
                ChannelsConfig.By.WEBHOOK,
                ChannelsConfig.By.WEBHOOK,
                "0754-12345",
                new WebhookConfig(url, SECRET),
                AliyunConfig.NONE);
    }

    @BeforeEach
    void open() {
        provider = new ProviderServer(
                request -> Reply.of(200, "{\"id\":\"p-" + request.header("idempotency-key") + "\"}"));
        open(provider.url());
    }

    private void open(URI url) {
        test = new CoreUnderTest(by(url));
        test.city.elder("elder", "陈美玲", "terminal", City.at(0, 0), "金平区1号");
        test.city.responder("aid", City.at(10, 0), "foot", List.of("volunteer"), List.of("first-aid"));
        test.city.phone("aid", "+86 138-0000-0001");
    }

    @AfterEach
    void close() {
        test.close();
        provider.close();
    }

    @Test
    void goesByAppThenCallThenText() {
        test.press("terminal");
        assertThat(wentOut("aid")).containsExactly("push SENT null");

        test.pass(Duration.ofSeconds(7));
        assertThat(provider.requests()).isEmpty();
        test.pass(Duration.ofSeconds(1));
        assertThat(wentOut("aid")).containsExactly("push FAILED no receipt in 8 s", "call SENT null");

        test.pass(Duration.ofSeconds(20));
        assertThat(wentOut("aid"))
                .containsExactly("push FAILED no receipt in 8 s", "call FAILED no receipt in 20 s", "sms SENT null");
        assertThat(provider.requests()).extracting(ChannelsIT::channel).containsExactly("call", "sms");
    }

    @Test
    void tellsTheProviderNothingOfAPersonOrADoorAndSignsIt() {
        test.press("terminal");
        test.pass(Duration.ofSeconds(8));

        Request request = provider.requests().get(0);
        assertThat(request.body())
                .contains(
                        "\"to\":\"+8613800000001\"",
                        "\"kind\":\"elder-emergency\"",
                        "\"distanceMeters\":10",
                        "0754-12345")
                .doesNotContain("陈美玲", "金平", "elder\"", "terminal");
        byte[] body = request.body().getBytes(StandardCharsets.UTF_8);
        assertThat(new WebhookSignature(SECRET)
                        .verify(
                                request.header(WebhookSignature.TIMESTAMP),
                                request.header(WebhookSignature.SIGNATURE),
                                body,
                                test.clock.instant()))
                .isEqualTo(WebhookSignature.Verdict.GENUINE);
    }

    @Test
    void callsAtOnceWhoseAppIsNotConnectedOrNotSubscribed() {
        test.city.responder("worker", City.at(10, 0), "foot", List.of("community-worker"), List.of());
        test.city.phone("worker", "13800000002");
        presence("aid", 1, true, false);
        presence("worker", 1, true, true);
        test.press("terminal");
        test.core.channels().runDue();

        assertThat(wentOut("aid")).containsExactly("push FAILED app not connected", "call SENT null");
        assertThat(wentOut("worker")).containsExactly("push SENT null");
    }

    @Test
    void believesTheNewestConnectionOfAnApp() {
        presence("aid", 2, true, true);
        presence("aid", 1, false, false);
        new PostgresPresenceStore(test.database)
                .note(List.of(new Presence("aid", "other-gateway", "b", 9, false, false, test.clock.instant())));
        test.press("terminal");

        assertThat(wentOut("aid")).containsExactly("push SENT null");
    }

    @Test
    void callsNobodyWhoseAppHasIt() {
        test.press("terminal");
        test.core.offerDesk().showOpenOffers("aid");
        test.pass(Duration.ofSeconds(25));

        assertThat(wentOut("aid")).containsExactly("push CONFIRMED null");
        assertThat(provider.requests()).isEmpty();
    }

    @Test
    void countsACallThatWasTakenAsDelivery() {
        test.press("terminal");
        test.pass(Duration.ofSeconds(8));
        int known = test.core
                .channels()
                .receipts()
                .take(List.of(new Receipt(key(0), null, true, null), new Receipt("nobody's", null, true, null)));
        test.pass(Duration.ofSeconds(20));

        assertThat(known).isEqualTo(1);
        assertThat(wentOut("aid")).containsExactly("push FAILED no receipt in 8 s", "call CONFIRMED null");
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void textsAtOnceWhenTheCallIsReportedAsFailed() {
        test.press("terminal");
        test.pass(Duration.ofSeconds(8));
        // By the provider's own id, and twice.
        Receipt busy = new Receipt(null, "p-" + key(0), false, "busy");
        test.core.channels().receipts().take(List.of(busy, busy));
        test.core.channels().runDue();

        assertThat(wentOut("aid"))
                .containsExactly("push FAILED no receipt in 8 s", "call FAILED not delivered: busy", "sms SENT null");
    }

    @Test
    void stopsWhenTheOfferIsAnsweredOrWithdrawn() {
        presence("aid", 1, false, false);
        test.press("terminal");
        test.core.offerDesk().openOffersOf("aid");
        test.answer("aid", OfferAction.ACCEPT);
        test.pass(Duration.ofSeconds(25));

        assertThat(wentOut("aid")).containsExactly("push FAILED app not connected", "call NOT_SENT answered");
        assertThat(provider.requests()).isEmpty();
    }

    @Test
    void saysOfWhatIsWithdrawnThatItWasNotSent() {
        presence("aid", 1, false, false);
        test.press("terminal");
        test.closeIncident();
        test.pass(Duration.ofSeconds(25));

        assertThat(wentOut("aid"))
                .containsExactly("push FAILED app not connected", "call NOT_SENT the offer is withdrawn");
        assertThat(provider.requests()).isEmpty();
    }

    @Test
    void confirmsWhateverWasGivenUpWhenItsReceiptComesLate() {
        test.press("terminal");
        test.pass(Duration.ofSeconds(8));
        test.core.offerDesk().showOpenOffers("aid");
        test.pass(Duration.ofSeconds(21));

        assertThat(wentOut("aid").get(0)).isEqualTo("push CONFIRMED null");
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void asksOnlyForWhatThePersonWantsAndHas() {
        test.city.wants("aid", "[\"sms\"]");
        test.city.responder("worker", City.at(10, 0), "foot", List.of("community-worker"), List.of());
        test.press("terminal");
        test.pass(Duration.ofSeconds(8));

        assertThat(wentOut("aid"))
                .containsExactly(
                        "push FAILED no receipt in 8 s", "call NOT_SENT not wanted by the person", "sms SENT null");
        assertThat(wentOut("worker"))
                .containsExactly(
                        "push FAILED no receipt in 8 s",
                        "call NOT_SENT no phone number",
                        "sms NOT_SENT no phone number");
    }

    @Test
    void triesAgainAsTheProviderAsksAndThenTheNextChannel() {
        presence("aid", 1, false, false);
        provider.answer(request -> new Reply(429, "", Map.of("Retry-After", "4")));
        test.press("terminal");
        test.core.channels().runDue();
        assertThat(wentOut("aid")).contains("call PENDING http 429");

        test.pass(Duration.ofSeconds(3));
        assertThat(provider.requests()).hasSize(1);
        test.pass(Duration.ofSeconds(1));
        assertThat(provider.requests()).hasSize(2);
        assertThat(key(0)).isEqualTo(key(1));

        provider.answer(request -> Reply.of(channel(request).equals("call") ? 503 : 202, ""));
        test.pass(Duration.ofSeconds(20));
        assertThat(wentOut("aid").get(1)).startsWith("call FAILED").contains("http ");
        assertThat(wentOut("aid").get(2)).isEqualTo("sms SENT null");
    }

    @Test
    void takesNoHangingNoGarbledAndNoClosedProviderForAnAnswer() {
        presence("aid", 1, false, false);
        provider.answer(request -> Reply.NEVER);
        test.press("terminal");
        test.core.channels().runDue();
        assertThat(wentOut("aid")).contains("call PENDING no answer in 500 ms");

        provider.answer(request -> Reply.of(200, "<html>welcome</html>"));
        test.pass(Duration.ofSeconds(5));
        assertThat(wentOut("aid")).contains("call PENDING an answer that is no JSON object");

        provider.close();
        test.pass(Duration.ofSeconds(10));
        assertThat(wentOut("aid")).anyMatch(line -> line.startsWith("call PENDING cannot be reached"));
    }

    @Test
    void givesAChannelUpAtOnceWhenTheProviderWillNeverTakeIt() {
        presence("aid", 1, false, false);
        provider.answer(request -> Reply.of(400, "{\"error\":\"no such number\"}"));
        test.press("terminal");
        test.core.channels().runDue();

        assertThat(wentOut("aid"))
                .containsExactly(
                        "push FAILED app not connected",
                        "call FAILED http 400",
                        "sms NOT_SENT http 400; no channel left");
    }

    private void presence(String client, long connection, boolean connected, boolean subscribed) {
        new PostgresPresenceStore(test.database)
                .note(List.of(
                        new Presence(client, "gateway", "b", connection, connected, subscribed, test.clock.instant())));
    }

    private String key(int request) {
        return provider.requests().get(request).header("idempotency-key");
    }

    private static String channel(Request request) {
        return request.body().replaceAll(".*\"channel\":\"(\\w+)\".*", "$1");
    }

    private List<String> wentOut(String responder) {
        return test.detail().offers().stream()
                .filter(offer -> offer.responder().equals(responder))
                .map(IncidentDetail.OfferLine::notifications)
                .findFirst()
                .orElseThrow()
                .stream()
                .map(line -> line.channel() + " " + line.state() + " " + line.reason())
                .toList();
    }
}
