package io.citywatch.alerts.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.alerts.access.Role;
import io.citywatch.alerts.http.ApiUnderTest.Reply;
import io.citywatch.model.contract.PayloadSchema;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The published description against the routes that there are. */
class DescriptionIT {
    private static ApiUnderTest api;

    @BeforeAll
    static void start() {
        api = new ApiUnderTest();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void describesEveryRouteWithItsRolesAndNoOther() {
        Map<String, TreeSet<String>> routes = new TreeMap<>();
        for (Endpoint endpoint : Api.endpoints(api.settings, api.parts)) {
            TreeSet<String> roles = new TreeSet<>();
            endpoint.roles().forEach(role -> roles.add(role.text()));
            routes.put(endpoint.method() + " " + endpoint.path(), roles);
        }
        TreeSet<String> everybody = new TreeSet<>();
        EventStream.ROLES.stream().map(Role::text).forEach(everybody::add);
        routes.put("GET " + EventStream.PATH, everybody);

        Map<String, TreeSet<String>> described = new TreeMap<>();
        JsonNode document = api.get("/openapi.json", null).json();
        for (var path : document.get("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                TreeSet<String> roles = new TreeSet<>();
                operation.getValue().get("x-roles").forEach(role -> roles.add(role.asText()));
                described.put(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), roles);
            }
        }

        assertThat(document.get("openapi").asText()).isEqualTo("3.1.0");
        assertThat(described).isEqualTo(routes);
    }

    @Test
    void everyReferenceOfTheDescriptionIsThere() {
        JsonNode document = api.get("/openapi.json", null).json();

        assertThat(document.findValuesAsText("$ref"))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void servesTheSchemaOfEachPayloadToAnybody() {
        JsonNode items = api.get("/schemas", null).json().get("items");
        Reply call = api.get("/schemas/call", null);

        assertThat(items).hasSize(PayloadSchema.values().length);
        assertThat(items)
                .allSatisfy(item -> assertThat(
                                api.get("/schemas/" + item.get("kind").asText(), null)
                                        .status())
                        .isEqualTo(200));
        assertThat(call.header("content-type")).startsWith("application/schema+json");
        assertThat(call.json()).isEqualTo(PayloadSchema.CALL.read());
        assertThat(api.get("/schemas/dance", null).status()).isEqualTo(404);
    }

    @Test
    void tellsOfPathsAndMethodsThatThereAreNot() {
        Reply path = api.get("/roads", ApiUnderTest.ADMIN);
        Reply method = api.call("PATCH", "/devices", ApiUnderTest.ADMIN, "{}");

        assertThat(path.status()).isEqualTo(404);
        assertThat(path.json().get("value").asText()).isEqualTo("/api/v1/roads");
        assertThat(method.status()).isEqualTo(405);
        assertThat(method.header("allow")).isEqualTo("GET, POST");
    }

    @Test
    void refusesABodyThatIsTooLargeWithAProblem() {
        Reply reply = api.post("/devices", ApiUnderTest.ADMIN, "{\"id\":\"" + "x".repeat(2 << 20) + "\"}");

        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.header("content-type")).startsWith("application/problem+json");
    }

    @Test
    void isLiveAndReady() {
        assertThat(api.get("//health/live", null).status()).isEqualTo(200);
        assertThat(api.get("//health/ready", null).json().get("healthy").asBoolean())
                .isTrue();
    }

    @Test
    void worksWithoutConsoleAndMap() {
        assertThat(api.get("//map/city.geojson", null).status()).isEqualTo(404);
        assertThat(api.get("//assets/none.js", null).status()).isEqualTo(404);
        assertThat(api.get("/session", ApiUnderTest.ADMIN).status()).isEqualTo(200);
    }
}
