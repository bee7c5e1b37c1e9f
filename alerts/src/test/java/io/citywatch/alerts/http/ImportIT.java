package io.citywatch.alerts.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.alerts.http.ApiUnderTest.Reply;
import io.citywatch.model.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Imports of files through the API. */
class ImportIT {
    private static final String VEHICLES = """
            plate,tag,make,owner.name,guard
            粤D1,E2000001,Honda,李秀英,true
            粤D2,E2000002,"Suzuki, blue",,
            粤D3,xyz,,,
            粤D1,E2000009,,,
            粤D4,E2000002,,,
            粤D5,E2000005,,,perhaps
            """;

    private static ApiUnderTest api;

    @BeforeAll
    static void start() {
        api = new ApiUnderTest();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @BeforeEach
    void empty() {
        api.database
                .jdbi()
                .useHandle(handle -> handle.execute(
                        "TRUNCATE devices, elders, vehicles, responders, theft_reports, audit, outbox CASCADE"));
    }

    private static Reply run(String kind, String file) {
        return api.post("/imports/" + kind, ApiUnderTest.ADMIN, file);
    }

    private static List<String> counts(Reply reply) {
        List<String> counts = new ArrayList<>();
        for (String name : List.of("lines", "created", "updated", "unchanged", "bad")) {
            counts.add(name + " " + reply.json().path(name).asInt(-1));
        }
        return counts;
    }

    private record Owed(String topic, String key, String value) {}

    private static List<Owed> owed() {
        return api.database
                .jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT topic, key, convert_from(value, 'UTF8') AS value FROM outbox ORDER BY id")
                        .map((row, context) ->
                                new Owed(row.getString("topic"), row.getString("key"), row.getString("value")))
                        .list());
    }

    @Test
    void takesTheGoodLinesAndTellsEachBadOne() {
        Reply imported = run("vehicles", VEHICLES);

        assertThat(imported.status()).as(imported.toString()).isEqualTo(200);
        assertThat(counts(imported)).containsExactly("lines 6", "created 2", "updated 0", "unchanged 0", "bad 4");
        List<String> errors = new ArrayList<>();
        for (JsonNode error : imported.json().get("errors")) {
            errors.add(error.get("line").asInt() + " " + error.get("field").asText() + " "
                    + error.get("value").asText());
        }
        assertThat(errors).containsExactly("4 tag 'xyz'", "5 plate 粤D1", "6 tag E2000002", "7 guard perhaps");
        assertThat(imported.json().has("tokens")).isFalse();
        assertThat(owed()).extracting(Owed::key).containsExactly("E2000001", "E2000002");
        assertThat(owed().get(0).value()).contains("\"guard\":true").doesNotContain("owner", "Honda");
        JsonNode audited = api.get("/audit?action=import", ApiUnderTest.ADMIN).json();
        assertThat(audited.at("/items/0/action").asText()).isEqualTo("import.vehicles");
        assertThat(audited.at("/items/0/detail/created").asText()).isEqualTo("2");
    }

    @Test
    void aSecondImportChangesWhatDiffersAndNothingElse() {
        Reply first = run("vehicles", "plate,tag,colour\nA1,E2000001,red\nA2,E2000002,red\nA3,E2000003,red\n");
        api.database.jdbi().useHandle(handle -> handle.execute("DELETE FROM outbox"));

        Reply second = run(
                "vehicles", "plate,tag,colour\nA1,E2000001,red\nA2,E2000002,blue\nA3,E20000AA,red\nA4,E2000004,red\n");

        assertThat(counts(first)).contains("created 3");
        assertThat(counts(second)).containsExactly("lines 4", "created 1", "updated 2", "unchanged 1", "bad 0");
        assertThat(owed())
                .extracting(owed -> owed.key() + (owed.value() == null ? " gone" : ""))
                .containsExactly("E2000003 gone", "E2000004", "E2000002", "E20000AA");
    }

    @Test
    void aTagOfAnotherVehicleIsABadLine() {
        Reply first = run("vehicles", "plate,tag\nA1,E2000001\n");

        Reply second = run("vehicles", "plate,tag\nA2,E2000001\nA3,E2000003\n");

        assertThat(counts(first)).contains("created 1");
        assertThat(counts(second)).containsExactly("lines 2", "created 1", "updated 0", "unchanged 0", "bad 1");
        assertThat(second.json().at("/errors/0/expected").asText()).contains("vehicle A1");
    }

    @Test
    void theHuntFollowsATagThatAnImportChanges() {
        Reply first = run("vehicles", "plate,tag\nA1,E2000001\n");
        Reply report = api.post(
                "/vehicles/A1/theft-report", ApiUnderTest.POLICE, "{\"caseNumber\":\"1\",\"reportedBy\":\"x\"}");
        api.database.jdbi().useHandle(handle -> handle.execute("DELETE FROM outbox"));

        Reply second = run("vehicles", "plate,tag\nA1,E20000AA\n");

        assertThat(List.of(first.status(), report.status(), second.status())).containsExactly(200, 201, 200);
        assertThat(owed().stream().filter(owed -> owed.topic().equals("REGISTRY_STOLEN")))
                .extracting(owed -> owed.key() + (owed.value() == null ? " gone" : ""))
                .containsExactly("E2000001 gone", "E20000AA");
    }

    @Test
    void newDevicesAndRespondersGetTokensOnceAndKeepThem() {
        Reply responders = run("responders", """
                id,name,roles,lat,lon,shifts
                r1,陈明,volunteer,23.35,116.68,"1-7 00:00-00:00"
                """);
        Reply devices = run("devices", """
                id,kind,lat,lon,alarmLevel
                s1,smoke-sensor,23.35,116.68,8.5
                s2,smoke-sensor,23.35,116.68,
                r1,tag-reader,23.35,116.68,
                """);
        Reply again = run("devices", "id,kind,lat,lon\ns1,smoke-sensor,23.36,116.68\n");

        assertThat(counts(responders)).contains("created 1", "bad 0");
        assertThat(counts(devices)).contains("created 2", "bad 1");
        assertThat(devices.json().at("/errors/0/expected").asText()).contains("responders");
        assertThat(devices.json().get("tokens")).hasSize(2);
        String token = devices.json().at("/tokens/0/token").asText();
        assertThat(devices.json().at("/tokens/0/id").asText()).isEqualTo("s1");
        assertThat(counts(again)).contains("updated 1");
        assertThat(again.json().has("tokens")).isFalse();
        assertThat(owed().stream()
                        .filter(owed -> owed.topic().equals("REGISTRY_CREDENTIALS")
                                && owed.key().equals("s1")))
                .hasSize(2)
                .allSatisfy(owed -> assertThat(owed.value()).contains(Sha256.hex(token)));
        Reply session = api.call(
                "POST",
                "/session",
                null,
                "{\"user\":\"r1\",\"password\":\""
                        + responders.json().at("/tokens/0/token").asText() + "\"}");
        assertThat(session.status()).isEqualTo(200);
        assertThat(api.get("/responders/r1", ApiUnderTest.OPERATOR)
                        .json()
                        .get("inShift")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void anEldersFileStaysHere() {
        Reply imported = run("elders", """
                id,name,lat,lon,terminal,file.contacts,file.notes
                e1,李秀英,23.35,116.68,t1,王强/138/son,key under the mat
                """);

        assertThat(counts(imported)).contains("created 1");
        assertThat(owed()).hasSize(1);
        assertThat(owed().get(0).value()).contains("\"terminal\":\"t1\"").doesNotContain("mat", "王强");
        assertThat(api.get("/elders/e1", ApiUnderTest.ADMIN)
                        .json()
                        .at("/file/contacts/0/relation")
                        .asText())
                .isEqualTo("son");
    }

    @Test
    void refusesWhatIsNoImport() {
        assertThat(run("boats", VEHICLES).status()).isEqualTo(404);
        assertThat(run("vehicles", "").status()).isEqualTo(400);
        assertThat(run("vehicles", "a,b\n1,2\n").json().get("what").asText()).isEqualTo("header");
        assertThat(api.post("/imports/vehicles", ApiUnderTest.POLICE, VEHICLES).status())
                .isEqualTo(403);
        assertThat(api.post("/imports/vehicles", null, VEHICLES).status()).isEqualTo(401);
    }

    @Test
    void takesAFileFarAboveTheUsualLimitAndOneOfAKindAtATime() throws Exception {
        PipedOutputStream file = new PipedOutputStream();
        PipedInputStream body = new PipedInputStream(file, 1 << 16);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(api.uri("/api/v1/imports/vehicles").toString()))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + ApiUnderTest.ADMIN)
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> body))
                .build();
        CompletableFuture<HttpResponse<String>> running =
                api.client().sendAsync(request, HttpResponse.BodyHandlers.ofString());
        write(file, "plate,tag,household\n");
        for (int i = 0; i < 1_000; i++) {
            write(file, "A%d,E2%06d,%s\n".formatted(i, i, "x".repeat(190)));
        }

        // The first portion is written: the import runs, and its file is not at its end.
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (api.get("/vehicles?limit=1", ApiUnderTest.ADMIN)
                .json()
                .get("items")
                .isEmpty()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
        Reply second = run("vehicles", VEHICLES);
        Reply otherKind = run("elders", "id,name,lat,lon\n");
        for (int i = 1_000; i < 8_000; i++) {
            write(file, "A%d,E2%06d,%s\n".formatted(i, i, "x".repeat(190)));
        }
        file.close();
        HttpResponse<String> done = running.get(60, TimeUnit.SECONDS);

        assertThat(second.status()).as(second.toString()).isEqualTo(409);
        assertThat(otherKind.status()).isEqualTo(200);
        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        assertThat(done.body()).contains("\"created\":8000");
        assertThat(run("vehicles", VEHICLES).status()).isEqualTo(200);
    }

    private static void write(OutputStream file, String text) throws IOException {
        file.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
