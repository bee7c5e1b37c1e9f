package io.citywatch.alerts.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.alerts.http.Probe.Caller;
import io.citywatch.alerts.http.Probe.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** The attacker's probes, from the served description and seeded lists. */
final class TourProbes {
    private static final String LONG = "9".repeat(400);
    private static final List<String> PARTS = List.of(
            "%00",
            "x%00y",
            "..%2F..%2Fetc%2Fpasswd",
            "%2e%2e%2f",
            "a%2Fb",
            "x'%20OR%20'1'='1",
            "x';DROP%20TABLE%20audit;--",
            "%0d%0aSet-Cookie:%20a=b",
            "%FF%FE",
            LONG,
            "-1",
            "%7B%22$ne%22:null%7D",
            "%2500",
            "%E7%B2%A4");
    private static final List<String> VALUES = List.of(
            "%00",
            "x'%20OR%20'1'='1",
            "1;DROP%20TABLE%20incidents;--",
            "%25",
            "%0d%0aX-Injected:%20yes",
            "%7B%22$gt%22:%22%22%7D",
            "..%2F..%2Fetc%2Fpasswd",
            "%FF%FE",
            LONG,
            "%22%5D%7D,%7B%22a%22:1");
    private static final List<String> NUMBERS =
            List.of("-1", "0", "1e9", "9999999999999999999999", "0x10", "%00", "1'%20OR%201=1", "NaN");
    private static final List<String> BODIES = List.of(
            "{",
            "[]",
            "null",
            "\"text\"",
            "{\"id\":{\"$ne\":null}}",
            "{\"id\":\"a\\u0000b\"}",
            "{\"reason\":\"x\\u0000\",\"action\":\"\\u0000\"}",
            "{\"id\":\"x'; DROP TABLE elders;--\"}",
            "{\"a\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}",
            "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>");

    private final List<Operation> operations = new ArrayList<>();
    private final List<Probe> probes = new ArrayList<>();
    private final Random random = new Random(17);

    /** @param description as it is served */
    TourProbes(JsonNode description) {
        description
                .get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(each -> {
                    if (each.getValue().has("x-roles")) {
                        operations.add(operation(path.getKey(), each.getKey(), each.getValue()));
                    }
                }));
    }

    private static Operation operation(String path, String method, JsonNode described) {
        Set<String> roles = new TreeSet<>();
        described.get("x-roles").forEach(role -> roles.add(role.asText()));
        List<String> parameters = new ArrayList<>();
        for (JsonNode each : described.path("parameters")) {
            String reference = each.path("$ref").asText("");
            String name = reference.isEmpty()
                    ? each.get("name").asText()
                    : reference.substring(reference.lastIndexOf('/') + 1);
            if (!path.contains("{" + name + "}")) {
                parameters.add(name);
            }
        }
        return new Operation(method.toUpperCase(Locale.ROOT), path, roles, parameters);
    }

    List<Operation> operations() {
        return operations;
    }

    /** All that need no session. */
    List<Probe> all() {
        rights();
        thingsOfOthers();
        paths();
        routes();
        parameters();
        bodies();
        masked();
        return List.copyOf(probes);
    }

    private void add(Probe probe) {
        probes.add(probe);
    }

    /** Each call by each role that must not, with ids of what is there. */
    private void rights() {
        for (Operation operation : operations) {
            for (Caller caller : Caller.values()) {
                if (!operation.mayBe(caller)) {
                    add(new Probe(
                            "rights",
                            caller,
                            operation,
                            SecretCity.real(operation.path()) + reason(operation),
                            operation.changes() ? "{}" : null,
                            Set.of(caller == Caller.NOBODY ? 401 : 403)));
                }
            }
        }
    }

    /** A reason opens nothing to whom the call is closed. */
    private static String reason(Operation operation) {
        return operation.parameters().contains("reason") ? "?reason=curiosity" : "";
    }

    private void thingsOfOthers() {
        idor(Caller.RESPONDER, "POST", "/offers/{id}", "/offers/o2", "{\"action\":\"accept\"}", 403);
        idor(
                Caller.RESPONDER,
                "POST",
                "/offers/{id}",
                "/offers/o2",
                "{\"action\":\"decline\",\"responder\":\"r1\"}",
                403);
        idor(Caller.RESPONDER, "GET", "/responders/{id}/offers", "/responders/r2/offers", null, 403);
        idor(Caller.RESPONDER, "GET", "/responders/{id}/offers", "/responders/r2/offers?id=r1", null, 403);
        idor(Caller.RESPONDER, "GET", "/responders/{id}", "/responders/r2", null, 403);
        idor(Caller.RESPONDER, "GET", "/responders/{id}", "/responders/%72%32", null, 403);
        idor(Caller.RESPONDER, "GET", "/responders/{id}", "/responders/R1", null, 403);
        idor(Caller.RESPONDER, "GET", "/responders/{id}", "/responders/unknown", null, 403);
        idor(Caller.RESPONDER, "PUT", "/responders/{id}/duty", "/responders/r2/duty", "{\"onDuty\":false}", 403);
        idor(
                Caller.RESPONDER,
                "PUT",
                "/responders/{id}/duty",
                "/responders/r2/duty",
                "{\"onDuty\":false,\"id\":\"r1\"}",
                403);
        for (String incident : List.of("i1", "i2")) {
            String path = "/incidents/" + incident;
            idor(Caller.POLICE, "GET", "/incidents/{id}", path, null, 403);
            idor(Caller.POLICE, "GET", "/incidents/{id}", path + "?reason=patrol", null, 403);
            idor(Caller.POLICE, "POST", "/incidents/{id}/acknowledge", path + "/acknowledge", null, 403);
            idor(
                    Caller.POLICE,
                    "POST",
                    "/incidents/{id}/acknowledge",
                    path + "/acknowledge",
                    "{\"takeOver\":true}",
                    403);
            idor(Caller.POLICE, "POST", "/incidents/{id}/controlled", path + "/controlled", "{}", 403);
            idor(
                    Caller.POLICE,
                    "POST",
                    "/incidents/{id}/close",
                    path + "/close",
                    "{\"outcome\":\"false-alarm\",\"reason\":\"none\"}",
                    403);
        }
        String plate = "/vehicles/" + SecretCity.encoded(SecretCity.OTHER_PLATE);
        String other = "{\"plate\":\"%s\",\"tag\":\"E2000F18\"}".formatted(SecretCity.PLATE);
        for (Caller caller : List.of(Caller.ADMIN, Caller.POLICE)) {
            idor(caller, "PUT", "/vehicles/{plate}", plate, other, 400);
            idor(
                    caller,
                    "POST",
                    "/vehicles/{plate}/theft-report",
                    plate + "/theft-report",
                    "{\"plate\":\"%s\",\"caseNumber\":\"1\",\"reportedBy\":\"x\"}".formatted(SecretCity.PLATE),
                    400);
            idor(caller, "POST", "/vehicles", "/vehicles", other, 409);
        }
        idor(
                Caller.ADMIN,
                "PUT",
                "/responders/{id}",
                "/responders/r1",
                "{\"id\":\"r2\",\"name\":\"x\",\"roles\":[\"volunteer\"],\"lat\":1,\"lon\":1}",
                400);
        idor(
                Caller.ADMIN,
                "PUT",
                "/elders/{id}",
                "/elders/none",
                "{\"id\":\"secret-elder\",\"name\":\"x\",\"lat\":1,\"lon\":1}",
                400);
        idor(
                Caller.ADMIN,
                "PUT",
                "/devices/{id}",
                "/devices/none",
                "{\"id\":\"terminal-s1\",\"kind\":\"call-terminal\",\"lat\":1,\"lon\":1}",
                400);
        idor(Caller.OPERATOR, "GET", "/devices/{id}/commands/{commandId}", "/devices/none/commands/c1", null, 404);
    }

    private void idor(Caller caller, String method, String pattern, String path, String body, int status) {
        add(new Probe("idor", caller, method, path, pattern, body, List.of(), Set.of(status), false));
    }

    /** Every part of a path takes turns of what is hostile, by every role. */
    private void paths() {
        for (Operation operation : operations) {
            if (!operation.path().contains("{")) {
                continue;
            }
            for (Caller caller : Caller.values()) {
                String part = PARTS.get(random.nextInt(PARTS.size()));
                String path = operation.path().replaceAll("\\{[^}]+}", part.replace("$", "\\$"));
                add(new Probe(
                        "path",
                        caller,
                        operation,
                        path,
                        operation.changes() ? "{}" : null,
                        operation.path().endsWith("/offers") && operation.mayBe(caller)
                                ? Probe.HARMLESS
                                : Probe.REFUSED));
            }
        }
    }

    private void routes() {
        for (String path : List.of(
                "/nothing",
                "/elders/secret-elder/file",
                "/incidents/../elders/secret-elder",
                "/session/%2e%2e/elders",
                "/../../etc/passwd",
                "/..%2f..%2fetc%2fpasswd",
                "/services/..;/elders",
                "//elders",
                "/ELDERS/secret-elder",
                "//.git/config",
                "//api/v2/elders",
                "//api/v1",
                "//console/..%2f..%2fetc%2fpasswd",
                "//assets/../../db/migration/V1__registry.sql",
                "//db/migration/V1__registry.sql")) {
            for (Caller caller : List.of(Caller.OPERATOR, Caller.NOBODY)) {
                add(new Probe("route", caller, "GET", path, null, null, List.of(), Probe.REFUSED, false));
            }
        }
        Set<String> patterns = new TreeSet<>();
        operations.forEach(operation -> patterns.add(operation.path()));
        for (String pattern : patterns) {
            for (String method : List.of("PATCH", "TRACE", "DELETE", "PUT", "POST")) {
                boolean known = operations.stream()
                        .anyMatch(each ->
                                each.path().equals(pattern) && each.method().equals(method));
                if (!known && (method.equals("PATCH") || random.nextInt(3) == 0)) {
                    add(new Probe(
                            "method",
                            Caller.ADMIN,
                            method,
                            SecretCity.real(pattern),
                            null,
                            null,
                            List.of(),
                            Set.of(404, 405),
                            false));
                }
            }
        }
    }

    private void parameters() {
        for (Operation operation : operations) {
            for (String name : operation.parameters()) {
                boolean number = List.of("limit", "from", "to").contains(name);
                List<String> values = number ? NUMBERS : VALUES;
                for (String value : values) {
                    // A zero is a time, but no limit.
                    boolean zero = value.equals("0") && !name.equals("limit");
                    for (Caller caller : twoOf(operation)) {
                        String more =
                                name.equals("reason") || !operation.parameters().contains("reason")
                                        ? ""
                                        : "&reason=probe";
                        Probe probe = new Probe(
                                "parameter",
                                caller,
                                operation,
                                SecretCity.real(operation.path()) + "?" + name + "=" + value + more,
                                null,
                                !operation.mayBe(caller)
                                        ? Set.of(400, caller == Caller.NOBODY ? 401 : 403)
                                        : (number && !zero) || name.equals("after") ? Probe.REFUSED : Probe.HARMLESS);
                        boolean looks = operation.mayBe(caller)
                                && (operation.parameters().contains("reason") || opensByRight(operation, caller));
                        add(looks ? probe.opening() : probe);
                    }
                }
            }
        }
    }

    /** Whether the description gives this role what is in the registry in full. */
    private static boolean opensByRight(Operation operation, Caller caller) {
        return (operation.path().startsWith("/responders") && caller != Caller.RESPONDER)
                || (caller == Caller.ADMIN && List.of("/elders", "/vehicles").contains(operation.path()));
    }

    /** One who may, and one who may not if there is one. */
    private List<Caller> twoOf(Operation operation) {
        List<Caller> may =
                Arrays.stream(Caller.values()).filter(operation::mayBe).toList();
        List<Caller> others = Arrays.stream(Caller.values())
                .filter(each -> !operation.mayBe(each))
                .toList();
        List<Caller> two = new ArrayList<>(List.of(may.get(random.nextInt(may.size()))));
        if (!others.isEmpty() && random.nextInt(4) == 0) {
            two.add(others.get(random.nextInt(others.size())));
        }
        return two;
    }

    private void bodies() {
        for (Operation operation : operations) {
            if (!operation.changes() || operation.method().equals("DELETE")) {
                continue;
            }
            String path = operation.path().replaceAll("\\{[^}]+}", "none");
            for (int i = 0; i < 4; i++) {
                String body = BODIES.get(random.nextInt(BODIES.size()));
                add(new Probe("body", twoOf(operation).get(0), operation, path, body, Probe.REFUSED)
                        .with("Content-Type", i % 2 == 0 ? "text/xml" : "application/json"));
            }
        }
        String huge = "{\"id\":\"" + "x".repeat(1_200_000) + "\"}";
        for (String path : List.of("/elders", "/session", "/devices/none/commands")) {
            add(new Probe("body", Caller.ADMIN, "POST", path, path, huge, List.of(), Set.of(413), false));
        }
    }

    /** What a role may call and still must not see in full. */
    private void masked() {
        String vehicle = "/vehicles/" + SecretCity.encoded(SecretCity.PLATE);
        for (String path : List.of(
                "/vehicles",
                "/vehicles?limit=1000",
                "/vehicles?stolen=false",
                vehicle,
                vehicle + "?reason=",
                vehicle + "?reason=%20%20",
                vehicle + "?Reason=x",
                "/incidents",
                "/incidents/i3",
                "/areas",
                "/session")) {
            masked(Caller.POLICE, path, 200);
        }
        for (String path : List.of(
                "/incidents",
                "/incidents?limit=1000",
                "/incidents/i1",
                "/incidents/i2",
                "/incidents/i3?reason=",
                "/devices",
                "/devices/terminal-s1",
                "/devices/terminal-s1/commands",
                "/elders/secret-elder/record",
                "/devices/terminal-s1/readings",
                "/dead-letters",
                "/statistics",
                "/services",
                "/closures")) {
            masked(Caller.OPERATOR, path, 200);
            masked(Caller.ADMIN, path, 200);
        }
        for (String path : List.of("/responders/r1", "/responders/r1/offers", "/services", "/session")) {
            masked(Caller.RESPONDER, path, 200);
        }
        for (Caller caller : List.of(Caller.POLICE, Caller.ADMIN)) {
            for (String query : List.of("", "?reason=", "?reason=%20", "?from=0", "?from=0&to=1800000000000")) {
                Probe probe = new Probe(
                        "track",
                        caller,
                        "GET",
                        vehicle + "/track" + query,
                        "/vehicles/{plate}/track",
                        null,
                        List.of(),
                        Set.of(400),
                        false);
                add(probe);
            }
        }
    }

    /**
     * Tracks of which no case is open, beyond what a second person granted, or that the asker would grant.
     *
     * @param unanswered a request of the police that nobody answered
     */
    List<Probe> tracks(String unanswered) {
        List<Probe> tracks = new ArrayList<>();
        String other = "/vehicles/" + SecretCity.encoded(SecretCity.OTHER_PLATE) + "/track";
        String granted = "/vehicles/" + SecretCity.encoded(SecretCity.PLATE) + "/track";
        for (Caller caller : List.of(Caller.POLICE, Caller.ADMIN)) {
            for (String query : List.of(
                    "?reason=curiosity",
                    "?reason=case%20A-17&from=0&to=1800000000000",
                    "?reason=x&from=1699999999000&to=1700000001000")) {
                tracks.add(track(caller, "GET", other + query));
            }
            tracks.add(track(caller, "GET", granted + "?reason=x&from=0&to=" + (SecretCity.GRANTED_TO + 1)));
        }
        tracks.add(track(Caller.POLICE, "POST", "/track-requests/" + unanswered + "/grant"));
        tracks.add(track(Caller.OPERATOR, "POST", "/track-requests/" + unanswered + "/grant"));
        tracks.add(track(Caller.RESPONDER, "POST", "/track-requests/" + unanswered + "/grant"));
        return tracks;
    }

    private static Probe track(Caller caller, String method, String path) {
        return new Probe("track", caller, method, path, null, null, List.of(), Set.of(403), false);
    }

    private void masked(Caller caller, String path, int status) {
        add(new Probe("masked", caller, "GET", path, path, null, List.of(), Set.of(status), false));
    }
}
