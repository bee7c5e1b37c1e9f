package io.citywatch.alerts.notify.aliyun;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.incident.IncidentKind;
import io.citywatch.alerts.notify.Attempt;
import io.citywatch.alerts.notify.Exchange;
import io.citywatch.alerts.notify.Page;
import io.citywatch.alerts.testing.ProviderServer;
import io.citywatch.alerts.testing.ProviderServer.Reply;
import io.citywatch.alerts.testing.ProviderServer.Request;
import io.citywatch.alerts.testing.SettableClock;
import io.citywatch.model.Severity;
import io.citywatch.model.registry.Channel;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests as Aliyun takes them, and what its answers mean, on a server that checks the signature as Aliyun does. */
class AliyunProviderIT {
    private static final String OK = "{\"Code\":\"OK\",\"Message\":\"OK\",\"BizId\":\"biz\",\"CallId\":\"call^1\"}";

    private ProviderServer server;
    private AliyunProvider provider;

    @BeforeEach
    void open() {
        server = new ProviderServer(request -> Reply.of(200, OK));
        provider = new AliyunProvider(
                new AliyunConfig(
                        "key-id",
                        "key-secret",
                        server.url(),
                        server.url(),
                        "城哨",
                        "SMS_1",
                        "TTS_1",
                        null,
                        "0123456789abcdef0123456789abcdef"),
                new Exchange(
                        HttpClient.newBuilder()
                                .version(HttpClient.Version.HTTP_1_1)
                                .build(),
                        Duration.ofSeconds(20)),
                new SettableClock(Instant.parse("2026-11-23T08:00:00.123Z")));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void textsByTemplateWithNothingOfAPerson() {
        Attempt attempt = send(Channel.SMS, 0);

        Request request = server.requests().get(0);
        SortedMap<String, String> query = query(request);
        assertThat(attempt).isEqualTo(new Attempt.Taken("biz"));
        assertThat(query)
                .containsEntry("PhoneNumbers", "13800000000")
                .containsEntry("SignName", "城哨")
                .containsEntry("TemplateCode", "SMS_1")
                .containsEntry(
                        "TemplateParam", "{\"kind\":\"火警\",\"meters\":\"420\",\"minutes\":\"3\",\"place\":\"金平\"}")
                .containsEntry("OutId", "0123456789abcde");
        assertThat(request.header("x-acs-action")).isEqualTo("SendSms");
        assertThat(request.header("x-acs-version")).isEqualTo("2017-05-25");
        assertThat(request.header("x-acs-date")).isEqualTo("2026-11-23T08:00:00Z");
        assertThat(request.header("authorization")).isEqualTo(signatureOf(request, query));
    }

    @Test
    void callsByTemplate() {
        Attempt attempt = send(Channel.CALL, 0);

        Request request = server.requests().get(0);
        assertThat(attempt).isEqualTo(new Attempt.Taken("call^1"));
        assertThat(query(request))
                .containsEntry("CalledNumber", "13800000000")
                .containsEntry("TtsCode", "TTS_1")
                .containsEntry("OutId", "0123456789abcde")
                .doesNotContainKey("CalledShowNumber");
        assertThat(request.header("x-acs-action")).isEqualTo("SingleCallByTts");
    }

    @Test
    void sendsTheSameNonceUntilAliyunSaidNo() {
        Attempt first = send(Channel.SMS, 0);
        Attempt same = send(Channel.SMS, 0);
        Attempt other = send(Channel.SMS, 1);

        assertThat(first).isEqualTo(same).isEqualTo(other);
        assertThat(nonce(0)).isEqualTo(nonce(1)).isNotEqualTo(nonce(2)).hasSize(32);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "200, isv.MOBILE_NUMBER_ILLEGAL, refused",
        "200, isv.BUSINESS_LIMIT_CONTROL, refused",
        "200, isv.SMS_TEMPLATE_ILLEGAL, refused",
        "200, isv.AMOUNT_NOT_ENOUGH, refused",
        "400, SignatureDoesNotMatch, refused",
        "403, isp.RAM_PERMISSION_DENY, refused",
        "404, InvalidAction.NotFound, refused",
        "200, isp.SYSTEM_ERROR, again",
        "400, Throttling.User, again",
        "503, ServiceUnavailable, again",
        "400, SignatureNonceUsed, taken"
    })
    void knowsWhatIsWorthAnotherTry(int status, String code, String outcome) {
        server.answer(request -> Reply.of(status, "{\"Code\":\"" + code + "\",\"Message\":\"m\"}"));

        Attempt attempt = send(Channel.SMS, 0);

        switch (outcome) {
            case "refused" -> assertThat(attempt).isEqualTo(new Attempt.Refused(code));
            case "again" -> assertThat(attempt).isEqualTo(new Attempt.Again(code, null, true));
            default -> assertThat(attempt).isEqualTo(new Attempt.Taken(null));
        }
    }

    @Test
    void doesNotKnowWhatAnAnswerWithoutACodeMeans() {
        server.answer(request -> Reply.of(502, "<html>bad gateway</html>"));
        assertThat(send(Channel.SMS, 0)).isEqualTo(new Attempt.Again("http 502 without a code", null, false));
        server.answer(request -> Reply.of(200, "[]"));
        assertThat(send(Channel.SMS, 0)).isInstanceOf(Attempt.Again.class);
        server.answer(request -> Reply.of(302, ""));
        assertThat(send(Channel.SMS, 0)).isEqualTo(new Attempt.Refused("http 302"));
    }

    private Attempt send(Channel channel, int refusals) {
        return provider.send(new Page(
                        "0123456789abcde",
                        refusals,
                        channel,
                        "+8613800000000",
                        IncidentKind.FIRE,
                        Severity.P1,
                        "金平",
                        417,
                        190,
                        Instant.parse("2026-11-23T08:01:00Z"),
                        null))
                .join();
    }

    private String nonce(int request) {
        return server.requests().get(request).header("x-acs-signature-nonce");
    }

    private static SortedMap<String, String> query(Request request) {
        SortedMap<String, String> query = new TreeMap<>();
        for (String pair : URI.create(request.target()).getRawQuery().split("&")) {
            String[] sides = pair.split("=", 2);
            query.put(sides[0], URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    /** By what arrived, not by what was meant. */
    private static String signatureOf(Request request, SortedMap<String, String> query) {
        SortedMap<String, String> headers = new TreeMap<>();
        request.headers().forEach((name, value) -> {
            if (name.equals("host") || name.startsWith("x-acs-")) {
                headers.put(name, value);
            }
        });
        return new AliyunSignature("key-id", "key-secret").authorize("POST", "/", query, headers);
    }
}
