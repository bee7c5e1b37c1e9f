package io.citywatch.alerts.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.area.AreaMap;
import io.citywatch.alerts.http.ApiUnderTest.Reply;
import io.citywatch.alerts.intake.AreaLookup;
import io.citywatch.alerts.store.PostgresAreaStore;
import io.citywatch.model.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Areas by the API, and the map of another process that watches them. */
class AreasIT {
    private static final Position PLACE = new Position(23.5, 116.5);

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
        api.database.jdbi().useHandle(handle -> handle.execute("TRUNCATE areas, audit"));
    }

    /** What the rules are told: the topic's key and the level, or that it is over. */
    private static List<String> told() {
        return api.database
                .jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT key, convert_from(value, 'UTF8') AS value FROM outbox WHERE topic ="
                                        + " 'REGISTRY_AREAS' ORDER BY id")
                        .map((row, context) -> row.getString("key") + " "
                                + (row.getString("value") == null
                                        ? "over"
                                        : row.getString("value").contains("\"level\":\"zone\"")))
                        .list());
    }

    private static String square(String id, String level, int west) {
        return """
                {"type":"Feature","id":"%1$s","properties":{"level":"%2$s","parent":"c1","name":"北区"},"geometry":
                {"type":"Polygon","coordinates":[[[%3$d,23],[%4$d,23],[%4$d,24],[%3$d,24],[%3$d,23]]]}}""".formatted(id, level, west, west + 1);
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    @Test
    void tellsTheRulesOfZonesAlone() {
        api.database.jdbi().useHandle(handle -> handle.execute("DELETE FROM outbox"));
        api.post("/areas", ApiUnderTest.ADMIN, square("g1", "grid", 116));
        api.call("PUT", "/areas/g1", ApiUnderTest.ADMIN, square("g1", "unit", 116));
        assertThat(told()).isEmpty();

        api.post("/areas", ApiUnderTest.ADMIN, square("z1", "zone", 116));
        api.call("PUT", "/areas/z1", ApiUnderTest.ADMIN, square("z1", "grid", 116));
        api.call("PUT", "/areas/z1", ApiUnderTest.ADMIN, square("z1", "zone", 116));
        api.call("DELETE", "/areas/z1", ApiUnderTest.ADMIN, null);

        assertThat(told()).containsExactly("z1 true", "z1 over", "z1 true", "z1 over");
    }

    @Test
    void keepsAnAreaAsTheFeatureThatItsOwnerDrew() {
        Reply created = api.post("/areas", ApiUnderTest.ADMIN, square("g1", "grid", 116));

        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        assertThat(created.json().get("type").asText()).isEqualTo("Feature");
        Reply found = api.get("/areas/g1", ApiUnderTest.OPERATOR);
        assertThat(found.json()).isEqualTo(created.json());
        assertThat(found.json().at("/properties/name").asText()).isEqualTo("北区");
        assertThat(found.json().at("/geometry/coordinates/0/0/0").asInt()).isEqualTo(116);
        assertThat(api.post("/areas", ApiUnderTest.ADMIN, square("g1", "grid", 116))
                        .status())
                .isEqualTo(409);
        Reply replaced = api.call("PUT", "/areas/g1", ApiUnderTest.ADMIN, square("g1", "unit", 117));
        assertThat(replaced.json().at("/properties/level").asText()).isEqualTo("unit");
        assertThat(api.call("DELETE", "/areas/g1", ApiUnderTest.ADMIN, null).status())
                .isEqualTo(204);
        assertThat(api.get("/areas/g1", ApiUnderTest.OPERATOR).status()).isEqualTo(404);
    }

    @Test
    void listsByLevelAndParent() {
        for (String level : List.of("grid", "unit", "grid")) {
            String id = level
                    + api.get("/areas", ApiUnderTest.ADMIN).json().get("items").size();
            assertThat(api.post("/areas", ApiUnderTest.ADMIN, square(id, level, 116))
                            .status())
                    .isEqualTo(201);
        }

        assertThat(ids("?level=grid")).containsExactly("grid2", "grid0");
        assertThat(ids("?parent=c1&limit=1000")).hasSize(3);
        assertThat(ids("?parent=c2")).isEmpty();
    }

    private static List<String> ids(String query) {
        List<String> ids = new ArrayList<>();
        api.get("/areas" + query, ApiUnderTest.POLICE)
                .json()
                .get("items")
                .forEach(item -> ids.add(item.get("id").asText()));
        return ids;
    }

    @Test
    void saysWhatIsWrongWithAShape() {
        Reply open =
                api.post("/areas", ApiUnderTest.ADMIN, square("g1", "grid", 116).replace(",[116,23]]]", "]]"));

        assertThat(open.status()).isEqualTo(400);
        assertThat(open.json().get("what").asText()).isEqualTo("geometry.coordinates[0]");
        assertThat(open.json().get("expectation").asText()).contains("[116,23]");
        assertThat(api.post("/areas", ApiUnderTest.ADMIN, square("g1", "village", 116))
                        .json()
                        .get("what")
                        .asText())
                .isEqualTo("level");
    }

    @Test
    void theMapOfAnyProcessFollowsEveryChange() {
        try (AreaMap map = AreaMap.start(new PostgresAreaStore(api.database))) {
            assertThat(map.at(PLACE)).isEqualTo(AreaLookup.Areas.UNKNOWN);

            Reply grid = api.post("/areas", ApiUnderTest.ADMIN, square("g1", "grid", 116));
            Reply unit = api.post("/areas", ApiUnderTest.ADMIN, square("u1", "unit", 116));
            assertThat(List.of(grid.status(), unit.status())).containsOnly(201);
            await(() -> map.at(PLACE).equals(new AreaLookup.Areas("g1", "u1")));

            Reply moved = api.call("PUT", "/areas/u1", ApiUnderTest.ADMIN, square("u1", "unit", 117));
            assertThat(moved.status()).isEqualTo(200);
            await(() -> map.at(PLACE).equals(new AreaLookup.Areas("g1", null)));

            Reply removed = api.call("DELETE", "/areas/g1", ApiUnderTest.ADMIN, null);
            assertThat(removed.status()).isEqualTo(204);
            await(() -> map.at(PLACE).equals(AreaLookup.Areas.UNKNOWN));
            assertThat(map.at(new Position(23.5, 117.5)).unit()).isEqualTo("u1");
        }
    }

    @Test
    void importsAFeatureCollection() {
        Reply imported = api.post(
                "/imports/areas",
                ApiUnderTest.ADMIN,
                "{\"type\":\"FeatureCollection\",\"features\":[" + square("g1", "grid", 116) + ","
                        + square("g2", "grid", 117).replace("[117,24],", "[300,24],") + "," + square("g1", "grid", 118)
                        + "," + square("u1", "unit", 116) + "]}");

        assertThat(imported.status()).as(imported.toString()).isEqualTo(200);
        assertThat(imported.json().get("created").asInt()).isEqualTo(2);
        assertThat(imported.json().get("bad").asInt()).isEqualTo(2);
        assertThat(imported.json().at("/errors/0/field").asText()).startsWith("features[1].geometry.coordinates[0]");
        assertThat(imported.json().at("/errors/1/field").asText()).isEqualTo("id");
        assertThat(ids("?level=grid")).containsExactly("g1");
        assertThat(api.post("/imports/areas", ApiUnderTest.ADMIN, "{}").status())
                .isEqualTo(400);
    }
}
