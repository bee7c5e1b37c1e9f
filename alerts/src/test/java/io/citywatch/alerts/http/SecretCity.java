package io.citywatch.alerts.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.history.Sighting;
import io.citywatch.model.Position;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A few persons, vehicles and things whose secrets cannot be taken for anything else. */
final class SecretCity {
    static final String PLATE = "粤D00S17";
    static final String OTHER_PLATE = "粤D00S18";
    static final String ELDER = "secret-elder";
    static final String TERMINAL = "terminal-s1";
    /** What was granted of a track ends then. */
    static final long GRANTED_TO = 1_900_000_000_000L;

    static final Instant SEEN = Instant.ofEpochMilli(1_700_000_000_000L);

    /** What nobody gets without a right and, where one is asked, a reason. */
    final List<String> secrets = new ArrayList<>(List.of(
            "欧阳素贞",
            "13911112222",
            "Hidden Lane 77",
            "上官密友",
            "13733334444",
            "schizophrenia-secret",
            "warfarin-secret",
            "gate code 9911-secret",
            "司马藏名",
            "13655556666",
            "Veiled Court 5",
            "track-reader-secret",
            "李秀英",
            "Harbour Road 8",
            "13577778888"));

    /** What nobody ever gets again. */
    final List<String> keys = new ArrayList<>();

    final String responder;
    /** A request of the police that nobody answered. */
    final String unanswered;

    private final ApiUnderTest api;

    SecretCity(ApiUnderTest api) {
        this.api = api;
        responder = api.registerResponder("r1");
        keys.add(responder);
        keys.addAll(List.of(ApiUnderTest.ADMIN, ApiUnderTest.OPERATOR, ApiUnderTest.POLICE, ApiUnderTest.PASSWORD));
        keys.add("$argon2id$");
        keys.add(make("/responders", """
                {"id":"r2","name":"钱多","roles":["volunteer"],"lat":23.3,"lon":116.7,"phone":"13577778888"}"""));
        keys.add(make("/devices", """
                {"id":"terminal-s1","kind":"call-terminal","lat":23.35,"lon":116.68,"elder":"secret-elder"}"""));
        make("/elders", """
                {"id":"secret-elder","name":"欧阳素贞","lat":23.35,"lon":116.68,"address":"Hidden Lane 77",
                 "terminal":"terminal-s1","file":{"phone":"13911112222",
                 "contacts":[{"name":"上官密友","phone":"13733334444","relation":"son"}],
                 "conditions":["schizophrenia-secret"],"medicines":["warfarin-secret"],
                 "notes":"gate code 9911-secret"}}""");
        make("/vehicles", """
                {"plate":"粤D00S17","tag":"E2000F17","make":"Honda",
                 "owner":{"name":"司马藏名","phone":"13655556666","address":"Veiled Court 5"}}""");
        make("/vehicles", "{\"plate\":\"粤D00S18\",\"tag\":\"E2000F18\"}");
        open(ApiUnderTest.POLICE, ApiUnderTest.ADMIN);
        open(ApiUnderTest.ADMIN, ApiUnderTest.POLICE);
        unanswered = request(ApiUnderTest.POLICE, 0);
        api.history.see("E2000F18", new Sighting(SEEN, "track-reader-secret", new Position(23.4, 116.6), -60.0));
        api.history.see("E2000F17", new Sighting(SEEN, "track-reader-secret", new Position(23.4, 116.6), -60.0));
    }

    /** The owner of the first vehicle agreed, and each of the two lets the other look far back. */
    private void open(String asks, String agrees) {
        if (asks.equals(ApiUnderTest.POLICE)) {
            make(
                    "/vehicles/" + encoded(PLATE) + "/consent",
                    "{\"givenBy\":\"owner\",\"reference\":\"form 7\",\"until\":"
                            + api.parts
                                    .clock()
                                    .instant()
                                    .plus(Duration.ofDays(2))
                                    .toEpochMilli() + "}");
        }
        String id = request(asks, 0);
        assertThat(api.post("/track-requests/" + id + "/grant", agrees, null).status())
                .isEqualTo(200);
    }

    private String request(String asks, long from) {
        ApiUnderTest.Reply reply = api.post(
                "/vehicles/" + encoded(PLATE) + "/track-requests",
                asks,
                "{\"from\":" + from + ",\"to\":" + GRANTED_TO + ",\"reason\":\"cold case\"}");
        assertThat(reply.status()).as(reply.toString()).isEqualTo(201);
        return reply.json().get("id").asText();
    }

    private String make(String path, String body) {
        ApiUnderTest.Reply reply = api.post(path, ApiUnderTest.ADMIN, body);
        assertThat(reply.status()).as(reply.toString()).isEqualTo(201);
        return reply.json().path("token").asText("no token of " + path);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The path with the ids of what is there and is not the responder's. */
    static String real(String pattern) {
        String id = pattern.startsWith("/responders")
                ? "r2"
                : pattern.startsWith("/offers")
                        ? "o2"
                        : pattern.startsWith("/elders") ? ELDER : pattern.startsWith("/devices") ? TERMINAL : "i1";
        return pattern.replace("{id}", id)
                .replace("{plate}", encoded(PLATE))
                .replace("{kind}", "elders")
                .replace("{commandId}", "c1");
    }
}
