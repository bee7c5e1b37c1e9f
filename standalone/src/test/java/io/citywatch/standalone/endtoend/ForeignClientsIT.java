package io.citywatch.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.json.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The main job as somebody else's device, phone and desk see it: MQTT by mosquitto's programs, HTTP by the contract. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ForeignClientsIT {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    static Path folder;

    private static PlatformFixture city;
    private static Mosquitto mosquitto;

    @BeforeAll
    static void start() {
        city = new PlatformFixture(folder);
        mosquitto = new Mosquitto(city.platform.mqttPort());
    }

    @AfterAll
    static void stop() {
        city.close();
    }

    @Test
    @Order(1)
    void aPressReachesTheNearestVolunteerWhoAccepts() throws Exception {
        JsonNode offer;
        try (Program phone = phone()) {
            assertThat(press("pendant")).isEmpty();

            offer = offer(phone, "OFFERED");
            assertThat(offer.path("severity").asText()).isEqualTo("P1");
            assertThat(offer.path("kind").asText()).isEqualTo("elder-emergency");
            assertThat(offer.has("address")).as("an address before acceptance").isFalse();
            assertThat(offer.has("subject")).as("a person before acceptance").isFalse();
            JsonNode incident = onlyIncidentOf(PlatformFixture.TERMINAL);
            assertThat(incident.path("id").asText())
                    .isEqualTo(offer.path("incident").asText());
            assertThat(incident.at("/subject/id").asText()).isEqualTo(PlatformFixture.ELDER);
            assertThat(incident.at("/subject/name").asText()).doesNotContain("秀英");
        }
        // mosquitto_pub connects under the same id and so takes the phone's place; the phone comes back for more.
        answer(offer, "accept");
        try (Program phone = phone()) {
            JsonNode accepted = offer(phone, "ACCEPTED");
            assertThat(accepted.path("address").asText()).isEqualTo("金砂路12号");
            assertThat(accepted.path("revision").asLong())
                    .isGreaterThan(offer.path("revision").asLong());
        }
        answer(offer, "arrived");
        answer(offer, "cleared");
        String id = onlyIncidentOf(PlatformFixture.TERMINAL).path("id").asText();
        JsonNode detail = city.operator.await(
                "/incidents/" + id + "?reason=test",
                SOON,
                it -> it.at("/stages/arrived").asLong() > 0);
        assertThat(detail.at("/subject/name").asText()).isEqualTo("陈秀英");
        assertThat(detail.at("/stages/measured").asLong())
                .isLessThanOrEqualTo(detail.at("/stages/opened").asLong());
        assertThat(city.operator
                        .post("/incidents/" + id + "/close", Map.of("outcome", "helped", "reason", "test"))
                        .status())
                .isEqualTo(200);
        assertThat(city.operator.get("/incidents?state=open").path("items")).isEmpty();
    }

    @Test
    @Order(2)
    void anotherDevicesTopicIsRefusedAndAudited() {
        String foreign = "devices/somebody-else/events/call";

        String said = mosquitto.publish(PlatformFixture.TERMINAL, city.terminalToken, foreign, sos("base"));

        assertThat(said).containsIgnoringCase("not authori");
        city.admin.await(
                "/audit?actor=" + PlatformFixture.TERMINAL,
                SOON,
                audit -> audit.toString().contains(foreign));
        assertThat(city.operator.get("/incidents?device=somebody-else").path("items"))
                .isEmpty();
    }

    @Test
    @Order(3)
    void brokenJsonIsADeadLetterWithItsReason() {
        mosquitto.publish(
                PlatformFixture.SENSOR,
                city.sensorToken,
                "devices/" + PlatformFixture.SENSOR + "/telemetry/smoke",
                "{\"ts\": 1, \"obscuration\": ");

        JsonNode letters = city.operator.await(
                "/dead-letters?device=" + PlatformFixture.SENSOR,
                SOON,
                body -> !body.path("items").isEmpty());
        JsonNode letter = letters.path("items").get(0);
        assertThat(letter.path("topic").asText()).endsWith("/telemetry/smoke");
        assertThat(letter.path("reason").asText()).contains("not valid JSON");
        assertThat(letter.path("payload").asText()).isNotEmpty();
    }

    @Test
    @Order(4)
    void aWrongTokenIsRefused() {
        String said = mosquitto.publish(
                PlatformFixture.TERMINAL, "wrong", "devices/" + PlatformFixture.TERMINAL + "/events/call", sos("base"));

        assertThat(said).containsIgnoringCase("bad user name or password");
    }

    @Test
    @Order(5)
    void lifeAlarmsAreOfferedWhileTheJobIsStoppedAndStayOneIncidentEach() {
        String elder = onlyIncidentOf(PlatformFixture.TERMINAL).path("id").asText();
        city.platform.stopDetection();

        press("base");
        sensor(true);

        JsonNode reopened = city.operator.await(
                "/incidents?state=open", SOON, body -> body.path("items").size() == 2);
        assertThat(reopened.path("items"))
                .anySatisfy(item -> assertThat(item.path("id").asText()).isEqualTo(elder));
        JsonNode fire = city.operator
                .await(
                        "/incidents?device=" + PlatformFixture.SENSOR,
                        SOON,
                        body -> body.path("items").size() == 1)
                .at("/items/0");
        // Without the job no second evidence can come, and no test waits 90 s for its want: a human yes is as good.
        assertThat(city.operator
                        .post("/incidents/" + fire.path("id").asText() + "/confirm", Map.of())
                        .status())
                .isEqualTo(200);
        for (String id : new String[] {elder, fire.path("id").asText()}) {
            city.operator.await("/incidents/" + id, SOON, detail -> hasLiveOffer(detail));
        }

        city.platform.startDetection();
        sensor(false);

        // The all-clear comes from the job alone, so it has caught up with the alarm before it.
        city.operator.await(
                "/incidents/" + fire.path("id").asText(),
                Duration.ofSeconds(60),
                detail -> !detail.path("active").asBoolean());
        LoggedDetections.await(
                city.platform.bootstrapServers(),
                Duration.ofSeconds(60),
                detections -> detections.stream()
                                .filter(it -> it.rule() == Rule.E1 && it.phase() == Phase.RAISED)
                                .map(Detection::id)
                                .distinct()
                                .count()
                        == 2);
        assertThat(city.operator.get("/incidents?state=open").path("items")).hasSize(2);
        assertThat(city.operator
                        .get("/incidents?device=" + PlatformFixture.SENSOR)
                        .path("items"))
                .hasSize(1);
    }

    private static boolean hasLiveOffer(JsonNode detail) {
        for (JsonNode offer : detail.path("offers")) {
            if (offer.path("state").asText().matches("OFFERED|ACCEPTED")) {
                return true;
            }
        }
        return false;
    }

    private static void sensor(boolean alarm) {
        String said = mosquitto.publish(
                PlatformFixture.SENSOR,
                city.sensorToken,
                "devices/" + PlatformFixture.SENSOR + "/events/smoke",
                "{\"ts\":" + System.currentTimeMillis() + ",\"obscuration\":" + (alarm ? 14.2 : 0.3)
                        + ",\"temperature\":31,\"battery\":88,\"alarm\":" + alarm + "}");
        assertThat(said).isEmpty();
    }

    private static String press(String source) {
        return mosquitto.publish(
                PlatformFixture.TERMINAL,
                city.terminalToken,
                "devices/" + PlatformFixture.TERMINAL + "/events/call",
                sos(source));
    }

    private static String sos(String source) {
        return "{\"ts\":" + System.currentTimeMillis() + ",\"event\":\"sos\",\"source\":\"" + source + "\"}";
    }

    private static void answer(JsonNode offer, String action) {
        String id = offer.path("id").asText();
        String said = mosquitto.publish(
                PlatformFixture.NEAR,
                city.nearToken,
                "responders/" + PlatformFixture.NEAR + "/offers/" + id,
                "{\"ts\":" + System.currentTimeMillis() + ",\"action\":\"" + action + "\"}");
        assertThat(said).isEmpty();
    }

    private static Program phone() {
        return mosquitto.subscribe(
                PlatformFixture.NEAR, city.nearToken, "responders/" + PlatformFixture.NEAR + "/offers");
    }

    private static JsonNode onlyIncidentOf(String device) {
        JsonNode items = city.operator
                .await(
                        "/incidents?device=" + device,
                        SOON,
                        body -> body.path("items").size() >= 1)
                .path("items");
        assertThat(items).hasSize(1);
        return items.get(0);
    }

    private static JsonNode offer(Program phone, String state) throws Exception {
        String line = phone.line(SOON, it -> it.startsWith("{") && it.contains("\"state\":\"" + state + "\""));
        return Json.mapper().readTree(line);
    }
}
