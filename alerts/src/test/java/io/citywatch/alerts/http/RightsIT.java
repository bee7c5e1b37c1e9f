package io.citywatch.alerts.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may call what, as section 3 of the contracts says: every call by every role and by nobody. */
class RightsIT {
    /** Call: who may. A dash: everybody, signed in or not; provider: nobody without its signature, signed in or not. */
    private static final String TABLE = """
            POST /session: -
            GET /session: admin operator police responder
            DELETE /session: admin operator police responder
            GET /incidents: admin operator police
            GET /incidents/{id}: admin operator police
            POST /incidents/{id}/acknowledge: admin operator police
            POST /incidents/{id}/close: admin operator police
            POST /incidents/{id}/confirm: admin operator
            POST /incidents/{id}/controlled: admin operator police responder
            POST /incidents/{id}/level: admin operator
            POST /incidents/acknowledge: admin operator
            POST /incidents/{id}/merge: admin operator
            POST /incidents/{id}/unmerge: admin operator
            POST /incidents/{id}/split: admin operator
            GET /storm: admin operator
            POST /offers/{id}: admin responder
            GET /responders/{id}/offers: admin responder
            PUT /responders/{id}/duty: admin responder
            GET /responders: admin operator police
            POST /responders: admin
            GET /responders/{id}: admin operator police responder
            PUT /responders/{id}: admin
            DELETE /responders/{id}: admin
            GET /devices: admin operator
            POST /devices: admin
            GET /devices/{id}: admin operator
            PUT /devices/{id}: admin
            DELETE /devices/{id}: admin
            GET /vehicles: admin police
            POST /vehicles: admin police
            GET /vehicles/{plate}: admin police
            PUT /vehicles/{plate}: admin police
            DELETE /vehicles/{plate}: admin police
            GET /elders: admin
            POST /elders: admin
            GET /elders/{id}: admin
            PUT /elders/{id}: admin
            DELETE /elders/{id}: admin
            PUT /vehicles/{plate}/guard: admin police
            POST /vehicles/{plate}/theft-report: admin police
            DELETE /vehicles/{plate}/theft-report: admin police
            GET /vehicles/{plate}/track: admin police
            GET /vehicles/{plate}/track-access: admin police
            POST /vehicles/{plate}/consent: admin police
            DELETE /vehicles/{plate}/consent: admin police
            POST /vehicles/{plate}/track-requests: admin police
            GET /track-requests: admin police
            POST /track-requests/{id}/grant: admin police
            POST /track-requests/{id}/refuse: admin police
            GET /devices/{id}/readings: admin operator
            GET /areas: admin operator police
            POST /areas: admin
            GET /areas/{id}: admin operator police
            PUT /areas/{id}: admin
            DELETE /areas/{id}: admin
            GET /closures: admin operator police
            POST /closures: admin operator
            GET /closures/{id}: admin operator police
            DELETE /closures/{id}: admin operator
            POST /imports/{kind}: admin
            GET /services: admin operator police responder
            POST /devices/{id}/commands: admin operator
            GET /devices/{id}/commands: admin operator
            GET /devices/{id}/commands/{commandId}: admin operator
            GET /elders/{id}/record: admin operator
            GET /dead-letters: admin operator
            GET /statistics: admin operator police
            GET /audit: admin
            POST /channels/receipts: provider
            POST /channels/aliyun/texts: provider
            POST /channels/aliyun/calls: provider
            GET /openapi.json: -
            GET /schemas: -
            GET /schemas/{kind}: -
            """;

    private static final List<String> ROLES = List.of("admin", "operator", "police", "responder", "nobody");

    private static ApiUnderTest api;
    private static Map<String, String> tokens;

    @BeforeAll
    static void start() {
        api = new ApiUnderTest();
        tokens = Map.of(
                "admin",
                ApiUnderTest.ADMIN,
                "operator",
                ApiUnderTest.OPERATOR,
                "police",
                ApiUnderTest.POLICE,
                "responder",
                api.registerResponder("r1"));
        api.registerResponder("r2");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    static Stream<Arguments> everyCallByEveryRole() {
        List<Arguments> cases = new ArrayList<>();
        TABLE.lines().forEach(line -> {
            String[] sides = line.split(": ");
            String[] call = sides[0].split(" ");
            Set<String> allowed = Set.of(sides[1].split(" "));
            ROLES.forEach(role -> cases.add(Arguments.of(call[0], call[1], role, allowed)));
        });
        return cases.stream();
    }

    @ParameterizedTest(name = "{0} {1} by {2}")
    @MethodSource("everyCallByEveryRole")
    void answersEachRoleAsTheTableSays(String method, String path, String role, Set<String> allowed) {
        // A responder's own things where it has some; else ids that nothing has, so that nothing is deleted.
        boolean own =
                path.startsWith("/offers") || (path.startsWith("/responders") && !isWriteOfRegistry(method, path));
        String incident = role.equals("police") ? "i3" : "i1";
        String id =
                path.startsWith("/incidents") ? incident : path.startsWith("/offers") ? "o1" : own ? "r1" : "unknown";
        String whole = path.replace("{id}", id)
                .replace("{plate}", "unknown")
                .replace("{kind}", "unknown")
                .replace("{commandId}", "unknown");

        ApiUnderTest.Reply reply = api.call(method, whole, tokens.get(role), method.equals("GET") ? null : "{}");

        if (allowed.contains("-") || allowed.contains(role)) {
            assertThat(reply.status()).as(reply.toString()).isNotIn(401, 403, 405, 500);
        } else if (role.equals("nobody") || allowed.contains("provider")) {
            assertThat(reply.status()).as(reply.toString()).isEqualTo(401);
        } else {
            assertThat(reply.status()).as(reply.toString()).isEqualTo(403);
        }
    }

    private static boolean isWriteOfRegistry(String method, String path) {
        return !method.equals("GET") && path.equals("/responders/{id}");
    }

    @Test
    void theTableHoldsEveryEndpoint() {
        Set<String> table =
                TABLE.lines().map(line -> line.split(": ")[0]).collect(Collectors.toCollection(TreeSet::new));
        Set<String> endpoints = Api.endpoints(api.settings, api.parts).stream()
                .map(endpoint -> endpoint.method() + " " + endpoint.path())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(table).isEqualTo(endpoints);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("thingsOfOthers")
    void refusesAResponderTheThingsOfOthers(String method, String path, String body) {
        ApiUnderTest.Reply reply = api.call(method, path, tokens.get("responder"), body);

        assertThat(reply.status()).as(reply.toString()).isEqualTo(403);
    }

    static Stream<Arguments> thingsOfOthers() {
        return Stream.of(
                Arguments.of("POST", "/offers/o2", "{\"action\":\"accept\"}"),
                Arguments.of("GET", "/responders/r2/offers", null),
                Arguments.of("GET", "/responders/r2", null),
                Arguments.of("PUT", "/responders/r2/duty", "{\"onDuty\":false}"));
    }

    @Test
    void showsThePoliceIncidentsOfStolenVehiclesAlone() {
        assertThat(ids(ApiUnderTest.POLICE)).containsExactly("i3");
        assertThat(ids(ApiUnderTest.OPERATOR)).containsExactly("i1", "i3");
    }

    private static List<String> ids(String token) {
        List<String> ids = new ArrayList<>();
        api.get("/incidents", token)
                .json()
                .get("items")
                .forEach(item -> ids.add(item.get("id").asText()));
        return ids;
    }

    @Test
    void refusesAnUnknownToken() {
        for (String token : Arrays.asList("x", "Basic", ApiUnderTest.ADMIN + "x")) {
            assertThat(api.get("/incidents", token).status()).isEqualTo(401);
        }
    }
}
