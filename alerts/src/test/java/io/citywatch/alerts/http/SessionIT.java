package io.citywatch.alerts.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.http.ApiUnderTest.Reply;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signing in and out, and what a cookie alone may do. */
class SessionIT {
    private static ApiUnderTest api;
    private static String responderToken;

    @BeforeAll
    static void start() {
        api = new ApiUnderTest();
        responderToken = api.registerResponder("r1");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static Reply signIn(String user, String password) {
        return api.post("/session", null, "{\"user\":\"%s\",\"password\":\"%s\"}".formatted(user, password));
    }

    private static String cookieOf(Reply reply) {
        return reply.header("set-cookie").split(";")[0];
    }

    @Test
    void signsInWithAPasswordAndKnowsWhoCalls() {
        Reply reply = signIn("operator", ApiUnderTest.PASSWORD);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().get("user").asText()).isEqualTo("operator");
        assertThat(reply.json().get("role").asText()).isEqualTo("operator");
        assertThat(reply.header("set-cookie"))
                .containsIgnoringCase("; HttpOnly")
                .contains("SameSite=Strict", "Path=/");
        Reply who = api.call("GET", "/session", null, null, "Cookie", cookieOf(reply));
        assertThat(who.json().get("user").asText()).isEqualTo("operator");
    }

    @Test
    void signsAResponderInWithItsToken() {
        Reply reply = signIn("r1", responderToken);

        assertThat(reply.json().get("role").asText()).isEqualTo("responder");
        String cookie = cookieOf(reply);
        assertThat(api.call("GET", "/responders/r1/offers", null, null, "Cookie", cookie)
                        .status())
                .isEqualTo(200);
        assertThat(api.call("GET", "/incidents", null, null, "Cookie", cookie).status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({"operator,wrong password", "nobody,correct horse", "r1,wrong", "r2,correct horse"})
    void refusesWhatDoesNotMatch(String user, String password) {
        Reply reply = signIn(user, password);

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("set-cookie")).isEmpty();
    }

    @Test
    void aSessionThatWasEndedIsGone() {
        String cookie = cookieOf(signIn("admin", ApiUnderTest.PASSWORD));

        Reply out = api.call("DELETE", "/session", null, null, "Cookie", cookie, "X-Requested-With", "citywatch");

        assertThat(out.status()).isEqualTo(204);
        assertThat(out.header("set-cookie")).contains("Max-Age=0");
        assertThat(api.call("GET", "/session", null, null, "Cookie", cookie).status())
                .isEqualTo(401);
    }

    @Test
    void aResponderWhoWasRemovedHasNoSession() {
        String token = api.registerResponder("leaver");
        String cookie = cookieOf(signIn("leaver", token));

        Reply removed = api.call("DELETE", "/responders/leaver", ApiUnderTest.ADMIN, null);

        assertThat(removed.status()).isEqualTo(204);
        assertThat(api.call("GET", "/session", null, null, "Cookie", cookie).status())
                .isEqualTo(401);
        assertThat(api.get("/session", token).status()).isEqualTo(401);
    }

    /** The last column: whether the act is refused. */
    @ParameterizedTest
    @CsvSource({
        "X-Requested-With,citywatch,false",
        "X-Requested-With,XMLHttpRequest,true",
        "Sec-Fetch-Site,same-origin,false",
        "Sec-Fetch-Site,same-site,true",
        "Sec-Fetch-Site,cross-site,true",
        "Origin,http://evil.example,true",
        "Accept,*/*,true"
    })
    void aCookieAloneChangesNothingFromElsewhere(String header, String value, boolean refused) {
        String cookie = cookieOf(signIn("operator", ApiUnderTest.PASSWORD));

        Reply reply = api.call("POST", "/incidents/i1/acknowledge", null, null, "Cookie", cookie, header, value);

        assertThat(reply.status()).as(reply.toString()).isEqualTo(refused ? 403 : 200);
    }

    @Test
    void ourOwnOriginMayActWithTheCookie() {
        String cookie = cookieOf(signIn("operator", ApiUnderTest.PASSWORD));
        String origin = "http://" + api.uri("/").getAuthority();

        Reply reply = api.call("POST", "/incidents/i1/acknowledge", null, null, "Cookie", cookie, "Origin", origin);

        assertThat(reply.status()).isEqualTo(200);
    }

    @Test
    void anotherSitesPageCannotSignAnybodyIn() {
        Reply reply = api.call(
                "POST",
                "/session",
                null,
                "{\"user\":\"operator\",\"password\":\"%s\"}".formatted(ApiUnderTest.PASSWORD),
                "Sec-Fetch-Site",
                "cross-site");

        assertThat(reply.status()).isEqualTo(403);
    }

    @Test
    void keepsPasswordsAndTokensAsHashesOnly() {
        Reply reply = signIn("operator", ApiUnderTest.PASSWORD);
        String session = cookieOf(reply).split("=", 2)[1];

        String stored = api.database
                .jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT (SELECT string_agg(password_hash, ' ') FROM accounts) || (SELECT string_agg(token_sha256, ' ')"
                                        + " FROM sessions) || (SELECT string_agg(token_sha256, ' ') FROM api_tokens)"
                                        + " || (SELECT string_agg(token_sha256 || body::text, ' ') FROM responders)")
                        .mapTo(String.class)
                        .one());

        assertThat(stored)
                .contains("$argon2id$")
                .doesNotContain(ApiUnderTest.PASSWORD, session, ApiUnderTest.ADMIN, responderToken);
    }

    @Test
    void aStormOfSignInsIsRefusedForLoadAndNotAudited() {
        List<CompletableFuture<HttpResponse<String>>> storm = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            HttpRequest request = HttpRequest.newBuilder(api.uri("/api/v1/session"))
                    .POST(HttpRequest.BodyPublishers.ofString("{\"user\":\"stormy\",\"password\":\"a guess\"}"))
                    .build();
            storm.add(api.client().sendAsync(request, HttpResponse.BodyHandlers.ofString()));
        }

        List<HttpResponse<String>> replies =
                storm.stream().map(CompletableFuture::join).toList();

        List<HttpResponse<String>> busy =
                replies.stream().filter(reply -> reply.statusCode() == 503).toList();
        assertThat(busy).isNotEmpty().allSatisfy(reply -> {
            assertThat(reply.headers().firstValue("retry-after")).isPresent();
            assertThat(reply.body()).contains("sign-in");
        });
        assertThat(replies).extracting(HttpResponse::statusCode).containsOnly(401, 503);
        Reply audit = api.get("/audit?actor=stormy&action=session", ApiUnderTest.ADMIN);
        assertThat(audit.json().get("items")).hasSize(replies.size() - busy.size());
    }

    @Test
    void signInsAreAudited() {
        Reply unused = signIn("police", ApiUnderTest.PASSWORD);
        Reply refused = signIn("police", "wrong");

        Reply audit = api.get("/audit?actor=police&action=session", ApiUnderTest.ADMIN);

        assertThat(audit.json().get("items").findValuesAsText("action"))
                .containsExactly("session.refused", "session.begin");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(unused.status()).isEqualTo(200);
    }
}
