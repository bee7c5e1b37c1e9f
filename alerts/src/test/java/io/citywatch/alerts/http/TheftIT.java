package io.citywatch.alerts.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.alerts.http.ApiUnderTest.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Theft reports, and what the log is owed for them. */
class TheftIT {
    private static final String PLATE = "粤D12345";
    private static final String PATH = "/vehicles/" + URLEncoder.encode(PLATE, StandardCharsets.UTF_8);
    private static final String VEHICLE = """
            {"plate":"粤D12345","tag":"E2000017","make":"Honda CG125","colour":"red",
             "owner":{"name":"李秀英","phone":"13800000000","address":"Harbour Road 8"}}""";
    private static final String REPORT = """
            {"caseNumber":"A-2026-17","reportedBy":"李秀英","lastSeen":{"ts":1700000000000,"lat":23.35,"lon":116.68}}""";

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
    void oneVehicle() {
        api.database
                .jdbi()
                .useHandle(handle -> handle.execute("TRUNCATE vehicles, theft_reports, audit, outbox CASCADE"));
        assertThat(api.post("/vehicles", ApiUnderTest.ADMIN, VEHICLE).status()).isEqualTo(201);
        forgetOwed();
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

    private static List<Owed> hunts() {
        return owed().stream()
                .filter(owed -> owed.topic().equals("REGISTRY_STOLEN"))
                .toList();
    }

    private static void forgetOwed() {
        api.database.jdbi().useHandle(handle -> handle.execute("DELETE FROM outbox"));
    }

    private static Reply report() {
        return api.post(PATH + "/theft-report", ApiUnderTest.POLICE, REPORT);
    }

    private static Reply withdraw() {
        return api.call("DELETE", PATH + "/theft-report", ApiUnderTest.POLICE, null);
    }

    private static List<String> actions() {
        List<String> actions = new ArrayList<>();
        api.get("/audit?action=vehicle", ApiUnderTest.ADMIN)
                .json()
                .get("items")
                .forEach(item -> actions.add(item.get("action").asText()));
        return actions;
    }

    @Test
    void aReportOwesTheLogTheHuntAndIsShownWithTheVehicle() {
        Reply reported = report();

        assertThat(reported.status()).as(reported.toString()).isEqualTo(201);
        assertThat(reported.json().at("/theftReport/caseNumber").asText()).isEqualTo("A-2026-17");
        assertThat(hunts()).hasSize(1);
        assertThat(hunts().get(0).key()).isEqualTo("E2000017");
        assertThat(hunts().get(0).value())
                .contains(
                        "\"tag\":\"E2000017\"",
                        "\"plate\":\"粤D12345\"",
                        "\"caseNumber\":\"A-2026-17\"",
                        "1700000000000");
        JsonNode vehicle = api.get(PATH, ApiUnderTest.ADMIN).json();
        assertThat(vehicle.at("/theftReport/reportedAt").asLong())
                .isCloseTo(System.currentTimeMillis(), offset(60_000L));
        assertThat(actions()).contains("vehicle.theft-report");
    }

    @Test
    void aWithdrawnReportOwesTheEndOfTheHunt() {
        Reply reported = report();
        forgetOwed();

        Reply withdrawn = withdraw();

        assertThat(reported.status()).isEqualTo(201);
        assertThat(withdrawn.status()).isEqualTo(204);
        assertThat(hunts()).containsExactly(new Owed("REGISTRY_STOLEN", "E2000017", null));
        assertThat(api.get(PATH, ApiUnderTest.POLICE).json().has("theftReport")).isFalse();
        assertThat(withdraw().status()).isEqualTo(404);
        assertThat(report().status()).isEqualTo(201);
        assertThat(actions()).startsWith("vehicle.theft-report", "vehicle.theft-withdraw", "vehicle.theft-report");
    }

    @Test
    void refusesASecondReportAndOneOfAnUnknownVehicle() {
        Reply first = report();
        forgetOwed();

        Reply second = report();
        Reply unknown = api.post("/vehicles/none/theft-report", ApiUnderTest.POLICE, REPORT);

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(409);
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(api.call("DELETE", "/vehicles/none/theft-report", ApiUnderTest.POLICE, null)
                        .status())
                .isEqualTo(404);
        assertThat(owed()).isEmpty();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '^',
            value = {
                "{'reportedBy':'x'} # caseNumber",
                "{'caseNumber':'1'} # reportedBy",
                "{'caseNumber':'1','reportedBy':'x','plate':'other'} # plate",
                "{'caseNumber':'1','reportedBy':'x','reportedAt':4000000000000} # reportedAt",
                "{'caseNumber':'1','reportedBy':'x','lastSeen':{'ts':1,'lat':91,'lon':0}} # lat",
                "{'caseNumber':'1','reportedBy':'x','lastSeen':{'ts':4000000000000,'lat':1,'lon':0}} # lastSeen.ts"
            })
    void refusesAReportThatLacksOrMistakesAField(String body, String what) {
        Reply refused = api.post(PATH + "/theft-report", ApiUnderTest.POLICE, body.replace('\'', '"'));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("what").asText()).isEqualTo(what);
        assertThat(owed()).isEmpty();
    }

    @Test
    void listsTheWantedVehiclesAlone() {
        Reply other = api.post("/vehicles", ApiUnderTest.ADMIN, "{\"plate\":\"粤D2\",\"tag\":\"E2000018\"}");
        Reply reported = report();

        assertThat(other.status()).isEqualTo(201);
        assertThat(reported.status()).isEqualTo(201);
        assertThat(plates("?stolen=true")).containsExactly(PLATE);
        assertThat(plates("?stolen=false")).containsExactly("粤D2");
        assertThat(plates("?plate=" + URLEncoder.encode("粤D1", StandardCharsets.UTF_8)))
                .containsExactly(PLATE);
        assertThat(plates("")).containsExactly("粤D2", PLATE);
        assertThat(api.get("/vehicles?stolen=perhaps", ApiUnderTest.POLICE).status())
                .isEqualTo(400);
    }

    private static List<String> plates(String query) {
        List<String> plates = new ArrayList<>();
        api.get("/vehicles" + query, ApiUnderTest.POLICE)
                .json()
                .get("items")
                .forEach(item -> plates.add(item.get("plate").asText()));
        return plates;
    }

    @Test
    void theHuntMovesWithTheVehiclesTag() {
        Reply reported = report();
        forgetOwed();

        Reply replaced = api.call("PUT", PATH, ApiUnderTest.ADMIN, VEHICLE.replace("E2000017", "E20000AA"));

        assertThat(reported.status()).isEqualTo(201);
        assertThat(replaced.status()).isEqualTo(200);
        assertThat(hunts()).extracting(Owed::key).containsExactly("E2000017", "E20000AA");
        assertThat(hunts().get(0).value()).isNull();
        assertThat(hunts().get(1).value()).contains("\"tag\":\"E20000AA\"", "A-2026-17");
        forgetOwed();
        assertThat(withdraw().status()).isEqualTo(204);
        assertThat(hunts()).extracting(Owed::key).containsExactly("E20000AA");
    }

    @Test
    void aWantedVehicleCannotLeaveTheRegistry() {
        Reply reported = report();
        forgetOwed();

        Reply deleted = api.call("DELETE", PATH, ApiUnderTest.ADMIN, null);

        assertThat(reported.status()).isEqualTo(201);
        assertThat(deleted.status()).isEqualTo(409);
        assertThat(deleted.json().get("value").asText()).contains("A-2026-17");
        assertThat(owed()).isEmpty();
        assertThat(withdraw().status()).isEqualTo(204);
        assertThat(api.call("DELETE", PATH, ApiUnderTest.ADMIN, null).status()).isEqualTo(204);
    }

    @Test
    void theRulesNeverHearOfTheOwnerAndAGuardReachesThem() {
        Reply guarded = api.call("PUT", PATH + "/guard", ApiUnderTest.POLICE, "{\"guard\":true}");

        assertThat(guarded.status()).isEqualTo(200);
        assertThat(guarded.json().get("guard").asBoolean()).isTrue();
        assertThat(owed()).hasSize(1);
        assertThat(owed().get(0).value()).contains("\"guard\":true").doesNotContain("owner", "Honda", "李秀英");
        assertThat(api.call("PUT", PATH + "/guard", ApiUnderTest.POLICE, "{}").status())
                .isEqualTo(400);
    }

    @Test
    void thePoliceSeeTheOwnerForAReasonAloneAndKeepHimByLeavingHimOut() {
        JsonNode masked = api.get(PATH, ApiUnderTest.POLICE).json();
        JsonNode full = api.get(PATH + "?reason=found%20at%20the%20pier", ApiUnderTest.POLICE)
                .json();

        assertThat(masked.at("/owner/name").asText()).isEqualTo("李**");
        assertThat(masked.at("/owner/phone").isMissingNode()).isTrue();
        assertThat(full.at("/owner/phone").asText()).isEqualTo("13800000000");
        assertThat(actions()).contains("vehicle.look");
        Reply sentBack = api.call("PUT", PATH, ApiUnderTest.POLICE, masked.toString());
        assertThat(sentBack.status()).isEqualTo(200);
        assertThat(api.get(PATH, ApiUnderTest.ADMIN).json().at("/owner/address").asText())
                .isEqualTo("Harbour Road 8");
        Reply cleared = api.call("PUT", PATH, ApiUnderTest.ADMIN, "{\"tag\":\"E2000017\"}");
        assertThat(cleared.json().has("owner")).isFalse();
    }

    @Test
    void tellsThePoliceAndNoOperatorLive() {
        long before = api.hub.newest();

        Reply reported = report();

        assertThat(reported.status()).isEqualTo(201);
        var events = api.hub.after(before).events();
        assertThat(events).hasSize(1);
        assertThat(events.get(0).type()).isEqualTo("vehicle");
        assertThat(events.get(0).json()).contains("A-2026-17").doesNotContain("13800000000");
    }
}
