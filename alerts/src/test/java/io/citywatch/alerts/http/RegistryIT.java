package io.citywatch.alerts.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.alerts.http.ApiUnderTest.Reply;
import io.citywatch.model.Sha256;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Registering, changing and removing; what the log is owed for it. */
class RegistryIT {
    private static final String TERMINAL = """
            {"id":"terminal-1","kind":"call-terminal","lat":23.35,"lon":116.68,"elder":"elder-1","colour":"red"}""";

    private static ApiUnderTest api;

    @BeforeAll
    static void start() {
        api = new ApiUnderTest();
    }

    @BeforeEach
    void empty() {
        api.database
                .jdbi()
                .useHandle(handle -> handle.execute(
                        "TRUNCATE devices, elders, vehicles, responders, responder_positions, audit, outbox"));
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private record Owed(String topic, String key, String value) {}

    /** What the outbox holds, the oldest first; the relay does not run here. */
    private static List<Owed> owed() {
        return api.database
                .jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT topic, key, convert_from(value, 'UTF8') AS value FROM outbox ORDER BY id")
                        .map((row, context) ->
                                new Owed(row.getString("topic"), row.getString("key"), row.getString("value")))
                        .list());
    }

    private static void forgetOwed() {
        api.database.jdbi().useHandle(handle -> handle.execute("DELETE FROM outbox"));
    }

    @Test
    void aNewDeviceGetsATokenThatIsShownOnceAndOwedAsItsHash() {
        Reply created = api.post("/devices", ApiUnderTest.ADMIN, TERMINAL);

        assertThat(created.status()).isEqualTo(201);
        String token = created.json().get("token").asText();
        assertThat(token).hasSize(43);
        assertThat(created.json().get("elder").asText()).isEqualTo("elder-1");
        assertThat(created.json().has("colour")).isFalse();
        Reply found = api.get("/devices/terminal-1", ApiUnderTest.OPERATOR);
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.response().body()).doesNotContain(token).contains("\"state\":\"ACTIVE\"");
        List<Owed> owed = owed();
        assertThat(owed).extracting(Owed::topic).containsExactly("REGISTRY_DEVICES", "REGISTRY_CREDENTIALS");
        assertThat(owed).extracting(Owed::key).containsOnly("terminal-1");
        assertThat(owed.get(0).value()).contains("\"kind\":\"call-terminal\"").doesNotContain(token);
        assertThat(owed.get(1).value())
                .contains(Sha256.hex(token), "\"role\":\"DEVICE\"")
                .doesNotContain(token);
    }

    @Test
    void replacingADeviceKeepsItsToken() {
        String token = api.post("/devices", ApiUnderTest.ADMIN, TERMINAL)
                .json()
                .get("token")
                .asText();
        forgetOwed();

        Reply replaced = api.call(
                "PUT",
                "/devices/terminal-1",
                ApiUnderTest.ADMIN,
                "{\"kind\":\"call-terminal\",\"lat\":23.4,\"lon\":116.7}");

        assertThat(replaced.status()).isEqualTo(200);
        assertThat(replaced.json().get("lat").asDouble()).isEqualTo(23.4);
        assertThat(replaced.json().has("elder")).isFalse();
        assertThat(owed()).extracting(Owed::topic).containsExactly("REGISTRY_DEVICES", "REGISTRY_CREDENTIALS");
        assertThat(owed().get(1).value()).contains(Sha256.hex(token));
        String elder = api.database
                .jdbi()
                .withHandle(handle -> handle.createQuery("SELECT elder FROM devices")
                        .mapTo(String.class)
                        .one());
        assertThat(elder).isNull();
    }

    @Test
    void removingADeviceOwesTombstones() {
        Reply created = api.post("/devices", ApiUnderTest.ADMIN, TERMINAL);
        forgetOwed();

        Reply removed = api.call("DELETE", "/devices/terminal-1", ApiUnderTest.ADMIN, null);

        assertThat(created.status()).isEqualTo(201);
        assertThat(removed.status()).isEqualTo(204);
        assertThat(owed())
                .containsExactly(
                        new Owed("REGISTRY_DEVICES", "terminal-1", null),
                        new Owed("REGISTRY_CREDENTIALS", "terminal-1", null));
        assertThat(api.get("/devices/terminal-1", ApiUnderTest.ADMIN).status()).isEqualTo(404);
        assertThat(api.call("DELETE", "/devices/terminal-1", ApiUnderTest.ADMIN, null)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aRefusedWriteOwesNothing() {
        Reply first = api.post("/devices", ApiUnderTest.ADMIN, TERMINAL);
        forgetOwed();

        Reply second = api.post("/devices", ApiUnderTest.ADMIN, TERMINAL);

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.json().get("what").asText()).isEqualTo("device");
        assertThat(second.json().get("value").asText()).isEqualTo("terminal-1");
        assertThat(owed()).isEmpty();
    }

    @Test
    void deviceAndResponderNeverShareAnId() {
        api.registerResponder("shared");

        Reply device = api.post(
                "/devices", ApiUnderTest.ADMIN, "{\"id\":\"shared\",\"kind\":\"smoke-sensor\",\"lat\":1,\"lon\":1}");
        Reply other = api.post("/devices", ApiUnderTest.ADMIN, TERMINAL);
        Reply responder = api.post(
                "/responders",
                ApiUnderTest.ADMIN,
                "{\"id\":\"terminal-1\",\"name\":\"n\",\"roles\":[\"fire\"],\"lat\":1,\"lon\":1}");

        assertThat(List.of(device.status(), other.status(), responder.status())).containsExactly(409, 201, 409);
    }

    @Test
    void anElderIsOwedToTheRulesAndHasNoToken() {
        String body = """
                {"id":"elder-1","name":"李秀英","lat":23.35,"lon":116.68,"address":"Harbour Road 8",
                 "terminal":"terminal-1","limits":{"heartRate":[50,110]},"absentUntil":1700000000000}""";

        Reply created = api.post("/elders", ApiUnderTest.ADMIN, body);

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().has("token")).isFalse();
        assertThat(created.json().get("absentUntil").asLong()).isEqualTo(1700000000000L);
        assertThat(owed()).singleElement().satisfies(owed -> {
            assertThat(owed.topic()).isEqualTo("REGISTRY_ELDERS");
            assertThat(owed.key()).isEqualTo("elder-1");
            assertThat(owed.value()).contains("李秀英");
        });
        assertThat(api.get("/elders", ApiUnderTest.ADMIN).json().get("items")).hasSize(1);
    }

    @Test
    void aVehicleIsKeyedByItsTagAndMovesWithIt() {
        String plate = "粤D12345";
        String path = "/vehicles/" + URLEncoder.encode(plate, StandardCharsets.UTF_8);
        Reply created =
                api.post("/vehicles", ApiUnderTest.POLICE, "{\"plate\":\"%s\",\"tag\":\"AABBCCDD\"}".formatted(plate));
        Reply sameTag = api.post("/vehicles", ApiUnderTest.ADMIN, "{\"plate\":\"other\",\"tag\":\"AABBCCDD\"}");
        Reply another = api.post("/vehicles", ApiUnderTest.ADMIN, "{\"plate\":\"another\",\"tag\":\"11112222\"}");
        Reply taken = api.call("PUT", path, ApiUnderTest.ADMIN, "{\"tag\":\"11112222\"}");
        forgetOwed();

        Reply moved = api.call("PUT", path, ApiUnderTest.ADMIN, "{\"tag\":\"EEFF0011\"}");

        assertThat(List.of(created.status(), sameTag.status(), another.status(), taken.status()))
                .containsExactly(201, 409, 201, 409);
        assertThat(moved.json().get("plate").asText()).isEqualTo(plate);
        assertThat(owed()).extracting(Owed::key).containsExactly("AABBCCDD", "EEFF0011");
        assertThat(owed().get(0).value()).isNull();
        assertThat(api.get(path, ApiUnderTest.POLICE).json().get("tag").asText())
                .isEqualTo("EEFF0011");
    }

    @Test
    void aResponderIsOnDutyUntilItSaysOtherwise() {
        String token = api.registerResponder("r1");

        Reply before = api.get("/responders/r1", token);
        Reply off = api.call("PUT", "/responders/r1/duty", token, "{\"onDuty\":false}");

        assertThat(before.json().get("onDuty").asBoolean()).isTrue();
        assertThat(before.json().get("mode").asText()).isEqualTo("foot");
        assertThat(off.status()).isEqualTo(200);
        assertThat(off.json().get("onDuty").asBoolean()).isFalse();
        assertThat(owed())
                .singleElement()
                .satisfies(owed -> assertThat(owed.value()).contains("\"role\":\"RESPONDER\"", Sha256.hex(token)));
        assertThat(api.get("/audit?action=duty", ApiUnderTest.ADMIN).json().get("items"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.get("target").asText()).isEqualTo("r1"));
    }

    @Test
    void showsWhereRespondersAre() {
        String token = api.registerResponder("r1");
        api.database
                .jdbi()
                .useHandle(handle -> handle.execute(
                        "INSERT INTO responder_positions (responder, ts, received_at, lat, lon, accuracy)"
                                + " VALUES ('r1', to_timestamp(1700000000), now(), 23.36, 116.69, 8)"));

        JsonNode position = api.get("/responders", ApiUnderTest.OPERATOR)
                .json()
                .get("items")
                .get(0)
                .get("position");

        assertThat(token).isNotEmpty();
        assertThat(position.get("ts").asLong()).isEqualTo(1_700_000_000_000L);
        assertThat(position.get("lat").asDouble()).isEqualTo(23.36);
        assertThat(position.get("accuracy").asDouble()).isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"kind\":\"smoke-sensor\",\"lat\":1,\"lon\":1} | id | missing",
                "{\"id\":\"d\",\"kind\":\"smoke-sensor\",\"lat\":91,\"lon\":1} | lat | 91.0",
                "{\"id\":\"a b\",\"kind\":\"smoke-sensor\",\"lat\":1,\"lon\":1} | id | 'a b'",
                "{\"id\":\"d\",\"kind\":\"toaster\",\"lat\":1,\"lon\":1} | kind | 'toaster'",
                "{\"id\":\"d\",\"kind\":\"smoke-sensor\",\"lat\":\"north\",\"lon\":1} | lat | Cannot",
                "{\"id\":\"d\",\"kind\":\"smoke-sensor\",\"lat\":1,\"lon\":1,\"intervalSeconds\":0} | intervalSeconds | 0",
                "{\"id\":\"d\", | body | Unexpected",
                "[] | body | ARRAY",
                "{\"id\":\"d\\u0000\",\"kind\":\"smoke-sensor\",\"lat\":1,\"lon\":1} | body | U+0000"
            })
    void namesWhatIsWrongWithABody(String body, String what, String value) {
        Reply reply = api.post("/devices", ApiUnderTest.ADMIN, body.trim());

        assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
        assertThat(reply.header("content-type")).startsWith("application/problem+json");
        assertThat(reply.json().get("what").asText()).isEqualTo(what);
        assertThat(reply.json().get("value").asText()).contains(value);
        assertThat(reply.json().get("expectation").asText()).isNotBlank();
        assertThat(reply.json().get("status").asInt()).isEqualTo(400);
    }

    @Test
    void anIdInTheBodyMustBeThatOfThePath() {
        Reply created = api.post("/devices", ApiUnderTest.ADMIN, TERMINAL);

        Reply reply = api.call(
                "PUT",
                "/devices/terminal-1",
                ApiUnderTest.ADMIN,
                "{\"id\":\"x\",\"kind\":\"call-terminal\",\"lat\":1,\"lon\":1}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("value").asText()).isEqualTo("x");
    }

    @Test
    void listsNewestFirstInPartsThatMissNothing() {
        for (int i = 0; i < 25; i++) {
            Reply created = api.post(
                    "/devices",
                    ApiUnderTest.ADMIN,
                    "{\"id\":\"d%02d\",\"kind\":\"smoke-sensor\",\"lat\":1,\"lon\":1}".formatted(i));
            assertThat(created.status()).isEqualTo(201);
        }
        List<String> seen = new ArrayList<>();
        String after = "";
        int parts = 0;
        do {
            JsonNode part =
                    api.get("/devices?limit=10" + after, ApiUnderTest.ADMIN).json();
            part.get("items").forEach(item -> seen.add(item.get("id").asText()));
            after = part.has("next") ? "&after=" + part.get("next").asText() : null;
            parts++;
        } while (after != null);

        assertThat(parts).isEqualTo(3);
        assertThat(seen).hasSize(25).doesNotHaveDuplicates();
        assertThat(seen.get(0)).isEqualTo("d24");
        assertThat(seen.get(24)).isEqualTo("d00");
    }

    @ParameterizedTest
    @CsvSource({"limit,0", "limit,1001", "limit,ten", "after,x!"})
    void refusesAMalformedPart(String parameter, String value) {
        Reply reply = api.get("/devices?" + parameter + "=" + value, ApiUnderTest.ADMIN);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("what").asText()).isEqualTo(parameter);
    }

    @Test
    void manyAtOnceAreAllRegisteredAndOwedOnce() throws Exception {
        int count = 400;
        ExecutorService pool = Executors.newFixedThreadPool(12);
        try {
            List<Callable<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String body = "{\"id\":\"d%d\",\"kind\":\"smoke-sensor\",\"lat\":1,\"lon\":1}".formatted(i);
                calls.add(() -> api.post("/devices", ApiUnderTest.ADMIN, body).status());
            }
            Set<Integer> statuses = new HashSet<>();
            for (Future<Integer> each : pool.invokeAll(calls)) {
                statuses.add(each.get());
            }

            assertThat(statuses).containsExactly(201);
            assertThat(owed()).hasSize(2 * count);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aDeviceWasSeenWhenPresenceSaysSoAndNeverBackwards() {
        Reply created = api.post("/devices", ApiUnderTest.ADMIN, TERMINAL);

        List<String> first = api.registry.markSeen(
                Map.of("terminal-1", Instant.ofEpochMilli(2_000), "unknown", Instant.ofEpochMilli(2_000)));
        List<String> older = api.registry.markSeen(Map.of("terminal-1", Instant.ofEpochMilli(1_000)));

        assertThat(created.json().has("lastSeenAt")).isFalse();
        assertThat(first).containsExactly("terminal-1");
        assertThat(older).isEmpty();
        assertThat(api.get("/devices/terminal-1", ApiUnderTest.ADMIN)
                        .json()
                        .get("lastSeenAt")
                        .asLong())
                .isEqualTo(2_000);
    }

    @Test
    void whoRegisteredWhatIsAudited() {
        Reply created = api.post("/devices", ApiUnderTest.ADMIN, TERMINAL);

        JsonNode entry = api.get("/audit?actor=admin&action=device", ApiUnderTest.ADMIN)
                .json()
                .get("items")
                .get(0);

        assertThat(created.status()).isEqualTo(201);
        assertThat(entry.get("action").asText()).isEqualTo("device.create");
        assertThat(entry.get("target").asText()).isEqualTo("terminal-1");
        assertThat(entry.get("detail").get("role").asText()).isEqualTo("admin");
    }
}
