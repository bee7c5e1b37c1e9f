package io.citywatch.alerts.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.audit.AuditLog;
import io.citywatch.alerts.http.ApiUnderTest.Reply;
import io.citywatch.alerts.http.Probe.Caller;
import io.citywatch.alerts.http.Probe.Operation;
import io.citywatch.alerts.testing.SettableClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An attacker's tour of the API: hundreds of probes, no leak, no failure, and the audit knows of each. */
class AttackersTourIT {
    private static final int ALL = 1_000_000;

    private final SettableClock clock = new SettableClock(Instant.ofEpochSecond(1_790_000_000L));
    private final Map<String, Integer> counts = new TreeMap<>();
    /** Refused calls by actor and method, as the attacker counts them. */
    private final Map<String, Integer> refused = new TreeMap<>();

    private final SoftAssertions all = new SoftAssertions();
    private ApiUnderTest api;
    private SecretCity city;
    private TourProbes tour;

    @BeforeEach
    void start() {
        api = new ApiUnderTest(64, Duration.ofSeconds(15), clock);
        city = new SecretCity(api);
        tour = new TourProbes(api.get("/openapi.json", null).json());
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void nothingLeaksAndEverythingRefusedIsAudited() throws Exception {
        tour.all().forEach(this::probe);
        tour.tracks(city.unanswered).forEach(this::probe);
        forgeries().forEach(probe -> probe(probe, "admin"));
        looksAreAudited();
        sessions();
        streams();
        api.stopServing();
        auditHoldsTheRefusals();
        all.assertAll();
        int total = counts.values().stream().mapToInt(Integer::intValue).sum();
        System.out.println("AttackersTourIT: " + total + " probes " + counts + ", "
                + refused.values().stream().mapToInt(Integer::intValue).sum() + " refused and audited");
        assertThat(total).isGreaterThanOrEqualTo(500);
    }

    private String tokenOf(Caller caller) {
        return switch (caller) {
            case ADMIN -> ApiUnderTest.ADMIN;
            case OPERATOR -> ApiUnderTest.OPERATOR;
            case POLICE -> ApiUnderTest.POLICE;
            case RESPONDER -> city.responder;
            case NOBODY -> null;
        };
    }

    private Reply probe(Probe probe) {
        String actor =
                probe.caller() == Caller.RESPONDER ? "r1" : probe.caller().role();
        // A provider is known by its signature; nobody asks who sent it.
        boolean unnamed = probe.caller() == Caller.NOBODY || probe.path().startsWith("/channels/");
        return probe(probe, unnamed ? "127.0.0.1" : actor);
    }

    private Reply probe(Probe probe, String actor) {
        Reply reply = api.call(
                probe.method(),
                probe.path(),
                tokenOf(probe.caller()),
                probe.body(),
                probe.headers().toArray(String[]::new));
        counts.merge(probe.kind(), 1, Integer::sum);
        String what = probe.kind() + " " + probe.caller() + " " + probe.method() + " " + probe.path() + " -> " + reply;
        String brief = what.length() > 600 ? what.substring(0, 600) : what;
        all.assertThat(probe.allowed()).as(brief).contains(reply.status());
        String answer =
                reply.response().body() + "\n" + reply.response().headers().map();
        List<String> sent = new ArrayList<>(probe.headers());
        sent.add(probe.path());
        sent.add(String.valueOf(probe.body()));
        List<String> secrets = new ArrayList<>(city.keys);
        if (!probe.opens() || reply.status() >= 400) {
            secrets.addAll(city.secrets);
        }
        secrets.removeIf(secret -> sent.stream().anyMatch(each -> each.contains(secret)));
        secrets.forEach(secret -> all.assertThat(answer.contains(secret))
                .as("leaks " + secret + ": " + brief)
                .isFalse());
        all.assertThat(reply.header("x-injected") + reply.header("set-cookie"))
                .as(brief)
                .isEmpty();
        boolean signIn = probe.method().equals("POST") && probe.path().equals("/session") && reply.status() == 401;
        if ((reply.status() == 401 || reply.status() == 403) && !signIn) {
            refused.merge(actor + " " + probe.method(), 1, Integer::sum);
        }
        return reply;
    }

    /** What another site's page can make a browser send, for every call that changes something. */
    private List<Probe> forgeries() {
        List<Probe> probes = new ArrayList<>();
        for (Operation operation : tour.operations()) {
            if (!operation.changes() || operation.isOpen()) {
                continue;
            }
            for (String[] header : List.of(
                    new String[] {"Accept", "*/*"},
                    new String[] {"Origin", "http://evil.example"},
                    new String[] {"Sec-Fetch-Site", "cross-site"})) {
                probes.add(forgery(operation, header));
            }
        }
        return probes;
    }

    private final Map<String, String> cookies = new TreeMap<>();

    private Probe forgery(Operation operation, String... header) {
        String cookie = cookies.computeIfAbsent("admin", user -> signIn(user, ApiUnderTest.PASSWORD));
        return new Probe(
                        "csrf",
                        Caller.NOBODY,
                        operation,
                        SecretCity.real(operation.path()),
                        operation.method().equals("DELETE") ? null : "{}",
                        Set.of(403))
                .with("Cookie", cookie, header[0], header[1], "Content-Type", "text/plain");
    }

    /** What is opened for a reason or by a right of its own stands in the audit before it is shown. */
    private void looksAreAudited() {
        String plate = SecretCity.encoded(SecretCity.PLATE);
        look(Caller.POLICE, "/vehicles/" + plate + "?reason=found", "vehicle.look", SecretCity.PLATE, "司马藏名");
        look(Caller.ADMIN, "/vehicles/" + plate + "?reason=asked", "vehicle.look", SecretCity.PLATE, "司马藏名");
        String track = "/vehicles/" + plate + "/track?from=0&to=1800000000000&reason=case%20A-17";
        look(Caller.POLICE, track, "vehicle.track", SecretCity.PLATE, "track-reader-secret");
        look(Caller.ADMIN, track, "vehicle.track", SecretCity.PLATE, "track-reader-secret");
        look(Caller.OPERATOR, "/incidents/i1?reason=call%20back", "incident.look", "i1", "李秀英");
        look(Caller.POLICE, "/incidents/i3?reason=chase", "incident.look", "i3", "李秀英");
        look(Caller.OPERATOR, "/elders/secret-elder/record", "elder.record", SecretCity.ELDER, "items");
        look(Caller.ADMIN, "/elders/secret-elder/record", "elder.record", SecretCity.ELDER, "items");
    }

    private void look(Caller caller, String path, String action, String target, String holds) {
        int before = audited(caller.role(), action, target);
        Reply reply = probe(new Probe("look", caller, "GET", path, path, null, List.of(), Set.of(200), true));
        all.assertThat(reply.response().body()).as(path).contains(holds);
        all.assertThat(audited(caller.role(), action, target))
                .as("audit of " + path + " by " + caller)
                .isEqualTo(before + 1);
    }

    private int audited(String actor, String action, String target) {
        return (int) api.audit.list(actor, action, null, ALL).stream()
                .filter(each -> each.entry().target().equals(target))
                .count();
    }

    /** Sessions that ended, were bent or ran out; tokens that were withdrawn or never were. */
    private void sessions() {
        String alive = signIn("operator", ApiUnderTest.PASSWORD);
        String ended = signIn("police", ApiUnderTest.PASSWORD);
        Reply out = api.call("DELETE", "/session", null, null, "Cookie", ended, "X-Requested-With", "citywatch");
        assertThat(out.status()).isEqualTo(204);
        String token = api.registerResponder("leaver");
        String leaver = signIn("leaver", token);
        assertThat(api.get("/session", token).status()).isEqualTo(200);
        assertThat(api.call("DELETE", "/responders/leaver", ApiUnderTest.ADMIN, null)
                        .status())
                .isEqualTo(204);
        clock.pass(Duration.ofSeconds(2));
        assertThat(api.call("GET", "/session", null, null, "Cookie", alive).status())
                .isEqualTo(200);
        List<String[]> bad = List.of(
                new String[] {"Cookie", ended},
                new String[] {"Cookie", leaver},
                new String[] {"Cookie", bent(alive)},
                new String[] {"Cookie", alive + "x"},
                new String[] {"Cookie", Authentication.COOKIE + "="},
                new String[] {"Cookie", Authentication.COOKIE + "=' OR '1'='1"},
                new String[] {"Authorization", "Bearer " + token},
                new String[] {"Authorization", "Bearer " + bent(ApiUnderTest.ADMIN)},
                new String[] {"Authorization", "Bearer "},
                new String[] {"Authorization", "Basic YWRtaW46Y29ycmVjdCBob3JzZQ=="},
                new String[] {"Authorization", "Bearer x", "Cookie", alive});
        for (String[] headers : bad) {
            for (String path : List.of("/session", "/incidents", "/responders/r1", "/events", "/audit")) {
                probe(broken(path, headers));
            }
        }
        for (String user : List.of("admin", "nobody", "r1", "x' OR '1'='1")) {
            probe(new Probe(
                    "session",
                    Caller.NOBODY,
                    "POST",
                    "/session",
                    "/session",
                    "{\"user\":\"%s\",\"password\":\"' OR '1'='1\"}".formatted(user),
                    List.of(),
                    Set.of(401),
                    false));
        }
        all.assertThat(api.audit.list(null, "session.refused", null, ALL)).hasSizeGreaterThanOrEqualTo(4);
        clock.pass(Duration.ofHours(13));
        for (Operation operation : tour.operations()) {
            if (!operation.isOpen() && !operation.changes()) {
                probe(broken(SecretCity.real(operation.path()), "Cookie", alive));
            }
        }
    }

    private static Probe broken(String path, String... headers) {
        return new Probe("session", Caller.NOBODY, "GET", path, path, null, List.of(headers), Set.of(401), false);
    }

    /** One letter of it is another. */
    private static String bent(String secret) {
        int at = secret.length() - 20;
        return secret.substring(0, at) + (secret.charAt(at) == 'A' ? 'B' : 'A') + secret.substring(at + 1);
    }

    /** A live stream gets nothing after the session that opened it. */
    private void streams() throws Exception {
        String signedOut = signIn("operator", ApiUnderTest.PASSWORD);
        live(
                "signed out",
                "Cookie",
                signedOut,
                () -> api.call("DELETE", "/session", null, null, "Cookie", signedOut, "X-Requested-With", "citywatch"));
        String expired = signIn("operator", ApiUnderTest.PASSWORD);
        live("expired", "Cookie", expired, () -> clock.pass(Duration.ofHours(12).plusSeconds(1)));
        String token = api.registerResponder("runner");
        live("revoked", "Authorization", "Bearer " + token, () -> {
            api.call("DELETE", "/responders/runner", ApiUnderTest.ADMIN, null);
            clock.pass(Duration.ofSeconds(2));
        });
        String lowered = signIn("operator", ApiUnderTest.PASSWORD);
        live("lowered", "Cookie", lowered, () -> {
            api.database
                    .jdbi()
                    .useHandle(handle -> handle.execute("UPDATE accounts SET role = 'police' WHERE name = 'operator'"));
            clock.pass(Duration.ofSeconds(2));
        });
    }

    private void live(String how, String header, String value, Runnable end) throws Exception {
        counts.merge("stream", 1, Integer::sum);
        HttpResponse<InputStream> stream = api.client()
                .send(
                        HttpRequest.newBuilder(api.uri("/api/v1/events"))
                                .header(header, value)
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        assertThat(stream.statusCode()).as(how).isEqualTo(200);
        try (var reader = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            publish("before " + how);
            List<String> lines = new ArrayList<>();
            while (lines.stream().noneMatch(line -> line.contains("before " + how))) {
                lines.add(String.valueOf(reader.readLine()));
                assertThat(lines).as(how).doesNotContain("null");
            }
            end.run();
            publish("after " + how);
            String rest = CompletableFuture.supplyAsync(() -> restOf(reader)).get(30, TimeUnit.SECONDS);
            all.assertThat(rest).as(how).doesNotContain("after " + how);
        }
    }

    private static String restOf(BufferedReader reader) {
        StringBuilder rest = new StringBuilder();
        try {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                rest.append(line).append('\n');
            }
        } catch (IOException e) {
            rest.append("cut off");
        }
        return rest.toString();
    }

    private void publish(String name) {
        api.hub.publish("offer", Map.of("id", name, "responder", "runner", "incident", "i9"));
    }

    /** As many as the attacker counted, by actor and method; of things of others by the very path. */
    private void auditHoldsTheRefusals() {
        Map<String, Integer> audited = new TreeMap<>();
        int rows = 0;
        for (AuditLog.Stored each : api.audit.list(null, Refusals.ACTION, null, ALL)) {
            String method = each.entry().target().split(" ")[0];
            int count = Integer.parseInt(each.entry().detail().get("count"));
            audited.merge(each.entry().actor() + " " + method, count, Integer::sum);
            rows++;
        }
        all.assertThat(audited).isEqualTo(refused);
        all.assertThat(rows)
                .as("rows, fewer than refusals")
                .isLessThan(
                        refused.values().stream().mapToInt(Integer::intValue).sum());
        for (String target : List.of(
                "POST /api/v1/offers/o2", "GET /api/v1/responders/r2/offers", "PUT /api/v1/responders/r2/duty")) {
            all.assertThat(audited("r1", Refusals.ACTION, target)).as(target).isPositive();
        }
        all.assertThat(audited("police", Refusals.ACTION, "GET /api/v1/incidents/i1"))
                .isPositive();
        for (AuditLog.Stored each : api.audit.list(null, null, null, ALL)) {
            city.keys.forEach(key -> all.assertThat(each.toString()).doesNotContain(key));
        }
    }

    private String signIn(String user, String password) {
        Reply reply = api.post("/session", null, "{\"user\":\"%s\",\"password\":\"%s\"}".formatted(user, password));
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        String cookie = reply.header("set-cookie").split(";")[0];
        city.keys.add(cookie.split("=", 2)[1]);
        return cookie;
    }
}
