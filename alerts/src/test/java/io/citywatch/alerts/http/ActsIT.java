package io.citywatch.alerts.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.alerts.audit.RefusalFeed;
import io.citywatch.alerts.deadletter.DeadLetterFeed;
import io.citywatch.alerts.http.ApiUnderTest.Reply;
import io.citywatch.alerts.incident.IncidentCounts;
import io.citywatch.model.json.Json;
import io.citywatch.model.message.DeadLetter;
import io.citywatch.model.message.DetectionStatus;
import io.citywatch.model.message.GatewayAudit;
import io.citywatch.model.message.GatewayStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Incidents, offers, dead letters, audit and counts over HTTP. */
class ActsIT {
    private static ApiUnderTest api;
    private static String responder;

    @BeforeAll
    static void start() {
        api = new ApiUnderTest();
        responder = api.registerResponder("r1");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static ConsumerRecord<byte[], byte[]> record(String topic, long offset, Object value) {
        return new ConsumerRecord<>(topic, 0, offset, new byte[0], Json.write(value));
    }

    @Test
    void masksTheNameUntilAReasonIsGivenAndAuditsTheLook() {
        JsonNode masked = api.get("/incidents/i1", ApiUnderTest.OPERATOR).json();
        int before = looks().size();
        JsonNode full = api.get("/incidents/i1?reason=call%20back", ApiUnderTest.OPERATOR)
                .json();

        assertThat(masked.get("subject").toString())
                .isEqualTo("{\"type\":\"person\",\"id\":\"elder-1\",\"name\":\"李**\"}");
        assertThat(masked.toString()).doesNotContain("李秀英", "Harbour Road");
        assertThat(masked.get("timeline")).hasSize(1);
        assertThat(full.get("subject").get("name").asText()).isEqualTo("李秀英");
        assertThat(full.get("subject").get("address").asText()).isEqualTo("Harbour Road 8");
        JsonNode looks = looks();
        assertThat(looks.size()).isEqualTo(before + 1);
        assertThat(looks.get(0).get("actor").asText()).isEqualTo("operator");
        assertThat(looks.get(0).get("target").asText()).isEqualTo("i1");
        assertThat(looks.get(0).get("detail").get("reason").asText()).isEqualTo("call back");
    }

    private static JsonNode looks() {
        return api.get("/audit?action=incident.look", ApiUnderTest.ADMIN).json().get("items");
    }

    @Test
    void anOperatorsActsReachTheDeskUnderTheOperatorsName() {
        Reply acknowledged = api.post("/incidents/i1/acknowledge", ApiUnderTest.OPERATOR, null);
        Reply level = api.post("/incidents/i1/level", ApiUnderTest.OPERATOR, "{\"level\":2}");
        Reply confirmed = api.post("/incidents/i1/confirm", ApiUnderTest.OPERATOR, null);
        Reply closed = api.post(
                "/incidents/i1/close",
                ApiUnderTest.OPERATOR,
                "{\"outcome\":\"helped\",\"reason\":\"family is there\"}");

        assertThat(List.of(acknowledged.status(), level.status(), confirmed.status(), closed.status()))
                .containsOnly(200);
        assertThat(closed.json().get("id").asText()).isEqualTo("i1");
        assertThat(api.incidents.acts)
                .contains(
                        "acknowledge by operator",
                        "level 2 by operator",
                        "confirm by operator",
                        "close helped because family is there by operator");
    }

    @Test
    void bringsTogetherAndTellsApartUnderTheOperatorsName() {
        Reply merged = api.post(
                "/incidents/i1/merge", ApiUnderTest.OPERATOR, "{\"into\":\"i3\",\"reason\":\"the same flat\"}");
        Reply back = api.post("/incidents/i1/unmerge", ApiUnderTest.OPERATOR, "{\"reason\":\"two flats\"}");
        Reply split = api.post(
                "/incidents/i1/split",
                ApiUnderTest.OPERATOR,
                "{\"detections\":[\"d1\"],\"reason\":\"a yard further\"}");
        Reply nowhere = api.post(
                "/incidents/i1/merge", ApiUnderTest.OPERATOR, "{\"into\":\"nothing\",\"reason\":\"the same flat\"}");
        Reply noReason = api.post("/incidents/i1/unmerge", ApiUnderTest.OPERATOR, "{}");
        Reply nothing = api.post("/incidents/i1/split", ApiUnderTest.OPERATOR, "{\"detections\":[],\"reason\":\"x\"}");
        Reply closed = api.post("/incidents/i2/unmerge", ApiUnderTest.OPERATOR, "{\"reason\":\"two flats\"}");

        assertThat(List.of(merged.status(), back.status(), split.status())).containsExactly(200, 200, 201);
        assertThat(split.json().get("id").asText()).isEqualTo("i3");
        assertThat(split.toString()).doesNotContain("李秀英");
        assertThat(List.of(nowhere.status(), noReason.status(), nothing.status(), closed.status()))
                .containsExactly(404, 400, 400, 409);
        assertThat(nothing.json().get("what").asText()).isEqualTo("detections");
        assertThat(api.incidents.acts)
                .contains(
                        "merge into i3 because the same flat by operator",
                        "unmerge because two flats by operator",
                        "split [d1] because a yard further by operator");
    }

    @Test
    void takesManyInHandAndTellsWhichItLeft() {
        Reply reply =
                api.post("/incidents/acknowledge", ApiUnderTest.OPERATOR, "{\"ids\":[\"i1\",\"i2\",\"i9\",\"i1\"]}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().get("acknowledged").toString()).isEqualTo("[\"i1\"]");
        assertThat(reply.json().get("left").findValuesAsText("id")).containsExactly("i2", "i9");
        assertThat(reply.json().get("left").findValuesAsText("why"))
                .containsExactly("incident i2 is CLOSED", "no such incident");
        assertThat(api.incidents.acts).containsOnlyOnce("acknowledge one of many by operator");
    }

    @Test
    void saysThatThereIsNoStorm() {
        assertThat(api.get("/storm", ApiUnderTest.OPERATOR).json().toString())
                .isEqualTo("{\"storm\":false,\"incidents\":0,\"operators\":1,\"most\":10}");
    }

    @Test
    void saysToAResponderNoMoreOfAnIncidentThanItsState() {
        Reply operators = api.post("/incidents/i3/controlled", ApiUnderTest.OPERATOR, null);
        Reply responders = api.post("/incidents/i3/controlled", responder, "{\"reason\":\"fire is out\"}");
        Reply unknown = api.post("/incidents/nothing/controlled", responder, "{}");
        Reply closed = api.post("/incidents/i2/controlled", ApiUnderTest.OPERATOR, "{}");

        assertThat(operators.json().get("subject").get("id").asText()).isEqualTo("elder-1");
        assertThat(responders.json().toString()).isEqualTo("{\"id\":\"i3\",\"state\":\"CONTROLLED\"}");
        assertThat(List.of(unknown.status(), closed.status())).containsExactly(404, 409);
        assertThat(api.incidents.acts)
                .contains("controlled by operator because ", "controlled by r1 because fire is out");
    }

    @Test
    void takesOverOnlyWhereTheBodySaysSo() {
        Reply empty = api.post("/incidents/i3/acknowledge", ApiUnderTest.OPERATOR, "{}");
        Reply no = api.post("/incidents/i3/acknowledge", ApiUnderTest.OPERATOR, "{\"takeOver\":false}");
        assertThat(api.incidents.acts).doesNotContain("take over by operator");

        Reply yes = api.post("/incidents/i3/acknowledge", ApiUnderTest.OPERATOR, "{\"takeOver\":true}");
        Reply wrong = api.post("/incidents/i3/acknowledge", ApiUnderTest.OPERATOR, "{\"takeOver\":[1]}");

        assertThat(List.of(empty.status(), no.status(), yes.status())).containsOnly(200);
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(api.incidents.acts).contains("take over by operator");
    }

    @Test
    void tellsWhyAnActCannotBeDone() {
        Reply closed = api.post("/incidents/i2/acknowledge", ApiUnderTest.OPERATOR, null);
        Reply unknown = api.post("/incidents/nothing/acknowledge", ApiUnderTest.OPERATOR, null);
        Reply notStolen = api.post(
                "/incidents/i1/close", ApiUnderTest.OPERATOR, "{\"outcome\":\"recovered\",\"reason\":\"in a yard\"}");
        assertThat(notStolen.status()).isEqualTo(400);
        assertThat(notStolen.toString()).contains("of a stolen vehicle only; this is elder-emergency");
        Reply noReason = api.post("/incidents/i1/close", ApiUnderTest.OPERATOR, "{\"outcome\":\"helped\"}");
        Reply badState = api.get("/incidents?state=sleeping", ApiUnderTest.OPERATOR);

        assertThat(closed.status()).isEqualTo(409);
        assertThat(closed.json().get("value").asText()).isEqualTo("incident i2 is CLOSED");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(noReason.status()).isEqualTo(400);
        assertThat(noReason.json().get("what").asText()).isEqualTo("reason");
        assertThat(badState.status()).isEqualTo(400);
        assertThat(badState.json().get("what").asText()).isEqualTo("state");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"level\":0}", "{\"level\":3}", "{\"level\":-1}", "{\"level\":\"high\"}"})
    void refusesALevelThatNoRunCardKnows(String body) {
        Reply reply = api.post("/incidents/i1/level", ApiUnderTest.OPERATOR, body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("what").asText()).isEqualTo("level");
    }

    @Test
    void tellsTheKindInTheListAndOnceInTheDetail() {
        JsonNode listed = api.get("/incidents", ApiUnderTest.OPERATOR).json().get("items");
        Reply detail = api.get("/incidents/i1", ApiUnderTest.OPERATOR);

        assertThat(listed.get(0).get("kind").asText()).isEqualTo("elder-emergency");
        assertThat(detail.response().body()).containsOnlyOnce("\"kind\":\"elder-emergency\"");
    }

    @Test
    void aResponderAnswersItsOffer() {
        Reply accepted = api.post("/offers/o1", responder, "{\"action\":\"accept\"}");
        Reply declined = api.post("/offers/o1", responder, "{\"action\":\"decline\",\"reason\":\"too far\"}");
        Reply early = api.post("/offers/o1", responder, "{\"action\":\"arrived\"}");
        Reply nonsense = api.post("/offers/o1", responder, "{\"action\":\"dance\"}");
        Reply unknown = api.post("/offers/o9", responder, "{\"action\":\"accept\"}");

        assertThat(accepted.status()).isEqualTo(200);
        assertThat(accepted.json().get("offer").get("id").asText()).isEqualTo("o1");
        assertThat(declined.status()).isEqualTo(200);
        assertThat(api.offers.answers).contains("o1 accept by r1 because null", "o1 decline by r1 because too far");
        assertThat(List.of(early.status(), nonsense.status(), unknown.status())).containsExactly(409, 400, 404);
        assertThat(api.get("/responders/r1/offers", ApiUnderTest.ADMIN).status())
                .isEqualTo(200);
        assertThat(api.offers.answers).doesNotContain("shown to r1");
        assertThat(api.get("/responders/r1/offers", responder).json().get("items"))
                .hasSize(1);
        assertThat(api.offers.answers).contains("shown to r1");
    }

    @Test
    void aDeadLetterThatIsReadTwiceIsThereOnce() {
        DeadLetter letter = new DeadLetter(
                "d-7",
                "devices/d-7/events/call",
                "not valid JSON",
                Instant.ofEpochMilli(1_700_000_000_000L),
                "{\"ts\":".getBytes(StandardCharsets.UTF_8));
        DeadLetterFeed feed = new DeadLetterFeed(api.deadLetters);
        ConsumerRecord<byte[], byte[]> garbage =
                new ConsumerRecord<>("dead-letters", 0, 8, new byte[0], "no".getBytes(StandardCharsets.UTF_8));
        ConsumerRecord<byte[], byte[]> tombstone = new ConsumerRecord<>("dead-letters", 0, 9, new byte[0], null);

        feed.take(List.of(record("dead-letters", 7, letter), garbage, tombstone));
        feed.take(List.of(record("dead-letters", 7, letter)));

        JsonNode items = api.get("/dead-letters?device=d-7", ApiUnderTest.OPERATOR)
                .json()
                .get("items");
        assertThat(items).hasSize(1);
        assertThat(items.get(0).get("reason").asText()).isEqualTo(letter.reason());
        assertThat(Base64.getDecoder().decode(items.get(0).get("payload").asText()))
                .isEqualTo(letter.payload());
        assertThat(api.get("/dead-letters?device=other", ApiUnderTest.OPERATOR)
                        .json()
                        .get("items"))
                .isEmpty();
    }

    @Test
    void listsDeadLettersInPartsNewestFirst() {
        DeadLetterFeed feed = new DeadLetterFeed(api.deadLetters);
        for (int i = 0; i < 5; i++) {
            feed.take(List.of(record(
                    "dead-letters", 100 + i, new DeadLetter("d-8", "t", "reason " + i, Instant.EPOCH, new byte[0]))));
        }

        JsonNode first =
                api.get("/dead-letters?device=d-8&limit=3", ApiUnderTest.ADMIN).json();
        JsonNode second = api.get(
                        "/dead-letters?device=d-8&limit=3&after="
                                + first.get("next").asText(),
                        ApiUnderTest.ADMIN)
                .json();

        assertThat(first.get("items").findValuesAsText("reason")).containsExactly("reason 4", "reason 3", "reason 2");
        assertThat(second.get("items").findValuesAsText("reason")).containsExactly("reason 1", "reason 0");
        assertThat(second.has("next")).isFalse();
    }

    @Test
    void whatAGatewayRefusedIsInTheAuditOnce() {
        GatewayAudit refusal = new GatewayAudit(
                Instant.ofEpochMilli(1_700_000_000_000L),
                "g1",
                "thief",
                "publish",
                "devices/other/events/call",
                "foreign topic",
                "127.0.0.1:4711");
        RefusalFeed feed = new RefusalFeed(api.audit);

        feed.take(List.of(record("gateway.audit", 1, refusal)));
        feed.take(List.of(record("gateway.audit", 1, refusal)));

        JsonNode items =
                api.get("/audit?actor=thief", ApiUnderTest.ADMIN).json().get("items");
        assertThat(items).hasSize(1);
        assertThat(items.get(0).get("action").asText()).isEqualTo("refused.publish");
        assertThat(items.get(0).get("target").asText()).isEqualTo("devices/other/events/call");
        assertThat(items.get(0).get("detail").get("reason").asText()).isEqualTo("foreign topic");
    }

    @Test
    void countsByFamilyAndState() {
        api.gateways.take(List.of(
                record("gateway.status", 1, new GatewayStatus("g1", "b1", Instant.ofEpochMilli(5), 100, 1, 2)),
                record("gateway.status", 2, new GatewayStatus("g2", "b1", Instant.ofEpochMilli(5), 11, 1, 2))));
        api.incidents.counts = new IncidentCounts(
                Map.of("elder", Map.of("DISPATCHING", 2L, "CLOSED", 1L)),
                Map.of("elder", Map.of("ACCEPTED", 1L, "EXPIRED", 4L)),
                Map.of("elder", 3L, "smoke", 1L),
                Map.of("E1", 3L, "S1", 1L));
        Instant now = Instant.now();
        api.detection.take(
                List.of(record("detection.status", 1, new DetectionStatus("detection", now.minusMillis(250), now))));

        JsonNode counts = api.get("/statistics", ApiUnderTest.OPERATOR).json();

        assertThat(counts.get("messages").asLong()).isEqualTo(111);
        assertThat(counts.get("detections").asLong()).isEqualTo(4);
        assertThat(counts.get("rules").get("E1").asLong()).isEqualTo(3);
        assertThat(counts.get("detection").get("at").asLong()).isEqualTo(now.toEpochMilli());
        assertThat(counts.get("detection").get("lagMillis").asLong()).isBetween(249L, 251L);
        JsonNode elder = counts.get("families").get("elder");
        assertThat(elder.get("incidents").asLong()).isEqualTo(3);
        assertThat(elder.get("offers").asLong()).isEqualTo(5);
        assertThat(elder.get("accepted").asLong()).isEqualTo(1);
        assertThat(elder.get("resolved").asLong()).isEqualTo(1);
        assertThat(counts.get("families").get("smoke").get("detections").asLong())
                .isEqualTo(1);
        assertThat(counts.get("families").get("thermal").get("incidents").asLong())
                .isZero();
        assertThat(counts.get("families").has("vehicle")).isTrue();
    }
}
