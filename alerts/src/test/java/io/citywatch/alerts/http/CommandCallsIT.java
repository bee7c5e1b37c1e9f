package io.citywatch.alerts.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.alerts.http.ApiUnderTest.Reply;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The calls of commands, of a person's record, and of health. */
class CommandCallsIT {
    private static ApiUnderTest api;

    @BeforeAll
    static void start() {
        api = new ApiUnderTest();
        for (String id : new String[] {"d1", "d2"}) {
            assertThat(api.post("/devices", ApiUnderTest.ADMIN, """
                            {"id":"%s","kind":"thermal-camera","lat":23.3,"lon":116.7}""".formatted(id))
                            .status())
                    .isEqualTo(201);
        }
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static Reply give(String device, String body) {
        return api.post("/devices/" + device + "/commands", ApiUnderTest.OPERATOR, body);
    }

    private static String speak(long seconds) {
        return """
                {"action":"speak","parameters":{"text":"请离开"},"deadline":%d}""".formatted(Instant.now().plusSeconds(seconds).toEpochMilli());
    }

    @Test
    void givesACommandAndShowsWhatCameOfIt() {
        Reply given = give("d1", speak(60));
        assertThat(given.status()).isEqualTo(202);
        String id = given.json().get("id").asText();

        JsonNode shown =
                api.get("/devices/d1/commands/" + id, ApiUnderTest.OPERATOR).json();
        assertThat(shown.get("state").asText()).isEqualTo("QUEUED");
        assertThat(shown.get("parameters").get("text").asText()).isEqualTo("请离开");
        assertThat(shown.get("by").asText()).isEqualTo("operator");
        assertThat(shown.has("result")).isFalse();
        assertThat(api.get("/devices/d2/commands/" + id, ApiUnderTest.OPERATOR).status())
                .isEqualTo(404);
        JsonNode entry = api.get("/audit?action=command", ApiUnderTest.ADMIN)
                .json()
                .get("items")
                .get(0);
        assertThat(entry.get("target").asText()).isEqualTo("d1/" + id);
    }

    @Test
    void refusesWhatCannotBeGiven() {
        assertThat(give("nobody", speak(60)).status()).isEqualTo(404);
        assertThat(give("d1", speak(86_500)).status()).isEqualTo(400);
        assertThat(give("d1", speak(-1)).status()).isEqualTo(400);
        assertThat(give("d1", "{\"action\":\"speak\"}").json().get("what").asText())
                .isEqualTo("deadline");
        assertThat(give("d1", "{\"deadline\":1}").json().get("what").asText()).isEqualTo("action");
        assertThat(give("d1", "{\"action\":\"dance\",\"deadline\":1}").status()).isEqualTo(400);
        assertThat(api.post("/devices/d1/commands", ApiUnderTest.POLICE, speak(60))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void refusesTheSeventeenthAndListsTheNewestFirst() {
        for (int i = 0; i < 16; i++) {
            assertThat(give("d2", speak(60 + i)).status()).isEqualTo(202);
        }
        assertThat(give("d2", speak(60)).status()).isEqualTo(409);

        JsonNode first =
                api.get("/devices/d2/commands?limit=10", ApiUnderTest.OPERATOR).json();
        JsonNode second = api.get(
                        "/devices/d2/commands?limit=10&after="
                                + first.get("next").asText(),
                        ApiUnderTest.OPERATOR)
                .json();
        assertThat(first.get("items")).hasSize(10);
        assertThat(second.get("items")).hasSize(6);
        assertThat(second.has("next")).isFalse();
        assertThat(first.get("items").get(0).get("ts").asLong())
                .isGreaterThanOrEqualTo(second.get("items").get(5).get("ts").asLong());
        assertThat(api.get("/devices/nobody/commands", ApiUnderTest.OPERATOR).status())
                .isEqualTo(404);
    }

    @Test
    void auditsALookAtAPersonsRecord() {
        assertThat(api.post("/elders", ApiUnderTest.ADMIN, """
                        {"id":"e1","name":"李秀英","lat":23.3,"lon":116.7}""").status()).isEqualTo(201);

        Reply looked = api.get("/elders/e1/record", ApiUnderTest.OPERATOR);

        assertThat(looked.json().get("items")).isEmpty();
        assertThat(api.get("/audit?action=elder.record", ApiUnderTest.ADMIN)
                        .json()
                        .get("items")
                        .get(0)
                        .get("target")
                        .asText())
                .isEqualTo("e1");
        assertThat(api.get("/elders/nobody/record", ApiUnderTest.OPERATOR).status())
                .isEqualTo(404);
    }

    @Test
    void saysWhyItIsNotReady() {
        api.problems.add("detection: silent for 20 s (expected: at most 15 s)");

        Reply reply = api.get("//health/ready", null);

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.json().get("healthy").asBoolean()).isFalse();
        assertThat(reply.json().get("problems").get(0).asText()).startsWith("detection: silent");
        assertThat(api.get("//health/live", null).status()).isEqualTo(200);
        api.problems.clear();
        assertThat(api.get("//health/ready", null).status()).isEqualTo(200);
    }

    @Test
    void letsThePoliceCloseATheftAndNothingElse() {
        String closing = "{\"outcome\":\"recovered\",\"reason\":\"found\"}";

        assertThat(api.post("/incidents/i3/close", ApiUnderTest.POLICE, closing).status())
                .isEqualTo(200);
        assertThat(api.post("/incidents/i1/close", ApiUnderTest.POLICE, closing).status())
                .isEqualTo(403);
        assertThat(api.post("/incidents/i1/acknowledge", ApiUnderTest.POLICE, "{}")
                        .status())
                .isEqualTo(403);
        assertThat(api.incidents.acts).noneMatch(act -> act.contains("i1") && act.contains("police"));
    }
}
