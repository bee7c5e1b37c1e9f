package io.citywatch.alerts.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.alerts.history.Sighting;
import io.citywatch.alerts.http.ApiUnderTest.Reply;
import io.citywatch.alerts.testing.SettableClock;
import io.citywatch.model.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tracks only with an open case or the owner's consent, and further back only with a second person. */
class TrackAccessIT {
    private static final Instant START = Instant.ofEpochSecond(1_790_000_000L);
    private static final String TRACK = "/vehicles/A1/track?reason=case";

    private static final SettableClock CLOCK = new SettableClock(START);
    private static ApiUnderTest api;

    @BeforeAll
    static void start() {
        api = new ApiUnderTest(64, Duration.ofSeconds(15), CLOCK);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @BeforeEach
    void oneVehicle() {
        sql("TRUNCATE vehicles, theft_reports, track_consents, track_requests, incidents, audit, outbox CASCADE");
        api.history.away = false;
        api.history.sightings.clear();
        assertThat(api.post("/vehicles", ApiUnderTest.ADMIN, "{\"plate\":\"A1\",\"tag\":\"E2000017\"}")
                        .status())
                .isEqualTo(201);
        see(Duration.ofMinutes(10), "reader-now");
    }

    private static void sql(String statement) {
        api.database.jdbi().useHandle(handle -> handle.execute(statement));
    }

    private static Instant now() {
        return CLOCK.instant();
    }

    private static void see(Duration ago, String reader) {
        api.history.see("E2000017", new Sighting(now().minus(ago), reader, new Position(23.35, 116.68), -60.0));
    }

    private static Reply look(Duration back) {
        return look(now().minus(back), now());
    }

    private static Reply look(Instant from, Instant to) {
        return api.get(TRACK + "&from=" + from.toEpochMilli() + "&to=" + to.toEpochMilli(), ApiUnderTest.POLICE);
    }

    private static void isRefused(Reply reply, String what) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(403);
        assertThat(reply.json().get("what").asText()).isEqualTo(what);
        assertThat(reply.response().body()).doesNotContain("reader-");
    }

    private static void isShown(Reply reply, String... readers) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        assertThat(reply.json().get("features")).hasSize(readers.length);
        assertThat(reply.response().body()).contains(readers);
    }

    private static void report() {
        assertThat(api.post(
                                "/vehicles/A1/theft-report",
                                ApiUnderTest.POLICE,
                                "{\"caseNumber\":\"C-17\",\"reportedBy\":\"owner\"}")
                        .status())
                .isEqualTo(201);
    }

    private static Reply consent(Duration lasts) {
        return api.post(
                "/vehicles/A1/consent",
                ApiUnderTest.POLICE,
                "{\"givenBy\":\"李秀英\",\"reference\":\"form 7\",\"until\":"
                        + now().plus(lasts).toEpochMilli() + "}");
    }

    private static String request(Instant from, Instant to) {
        Reply reply = api.post(
                "/vehicles/A1/track-requests",
                ApiUnderTest.POLICE,
                "{\"from\":" + from.toEpochMilli() + ",\"to\":" + to.toEpochMilli()
                        + ",\"reason\":\"the ring of 2026\"}");
        assertThat(reply.status()).as(reply.toString()).isEqualTo(201);
        assertThat(reply.json().get("state").asText()).isEqualTo("OPEN");
        return reply.json().get("id").asText();
    }

    private static Reply grant(String id, String token) {
        return api.post("/track-requests/" + id + "/grant", token, null);
    }

    private static JsonNode access() {
        return api.get("/vehicles/A1/track-access", ApiUnderTest.POLICE).json();
    }

    private static List<String> audited() {
        return api.audit.list(null, null, null, 100).stream()
                .map(each -> each.entry())
                .filter(each -> each.target().equals("A1") && !each.action().startsWith("vehicle.create"))
                .map(each -> each.actor() + " " + each.action())
                .toList();
    }

    private static void incident(String kind, String subject, String state) {
        sql(
                "INSERT INTO incidents (id, kind, key, family, subject_type, subject_id, severity, state, acknowledged, active,"
                        + " epoch, level, count, uncertainty, rules, devices, opened_at, evidence_at, attention_at) VALUES ('i-1', '"
                        + kind
                        + "', 'k', 'vehicle', 'vehicle', '" + subject + "', 'P2', '" + state
                        + "', false, true, 0, 1, 1, 0, '{}', '{}', now(), now(), now())");
    }

    @Test
    void withoutACaseNobodySeesATrackWhateverTheReason() {
        isRefused(look(Duration.ofHours(1)), "track");
        isRefused(api.get(TRACK, ApiUnderTest.ADMIN), "track");

        assertThat(access().has("ground")).isFalse();
        assertThat(audited()).as("nothing was looked at").doesNotContain("police vehicle.track");
    }

    @Test
    void aTheftReportOpensTheTrackWhileItStands() {
        report();
        isShown(look(Duration.ofHours(1)), "reader-now");
        assertThat(access().at("/ground/kind").asText()).isEqualTo("theft-report");
        JsonNode look =
                api.get("/audit?action=vehicle.track", ApiUnderTest.ADMIN).json();
        assertThat(look.at("/items/0/detail/ground").asText()).isEqualTo("theft-report C-17");

        CLOCK.pass(Duration.ofMinutes(5));
        assertThat(api.call("DELETE", "/vehicles/A1/theft-report", ApiUnderTest.POLICE, null)
                        .status())
                .isEqualTo(204);
        CLOCK.pass(Duration.ofMinutes(5));

        isRefused(look(Duration.ofHours(1)), "track");
    }

    @ParameterizedTest(name = "{0} of {1}, {2}: {3}")
    @CsvSource({
        "theft, A1, DISPATCHING, 200",
        "cloned-tag, E2000017, NEW, 200",
        "suspicious-ride, A1, CONTROLLED, 200",
        "theft, A1, CLOSED, 403",
        "theft, A1, CANCELLED, 403",
        "theft, A1, MERGED, 403",
        "theft, A2, DISPATCHING, 403",
        "parking, A1, DISPATCHING, 403",
        "wrong-way, A1, DISPATCHING, 403"
    })
    void anOpenIncidentOfItOpensTheTrack(String kind, String subject, String state, int status) {
        incident(kind, subject, state);

        assertThat(look(Duration.ofHours(1)).status()).isEqualTo(status);
    }

    @Test
    void theOwnersConsentOpensTheTrackUntilItEnds() {
        Reply given = consent(Duration.ofHours(2));
        assertThat(given.status()).as(given.toString()).isEqualTo(201);
        assertThat(given.json().get("recordedBy").asText()).isEqualTo("police");
        isShown(look(Duration.ofHours(1)), "reader-now");
        assertThat(consent(Duration.ofHours(3)).status()).as("one at a time").isEqualTo(409);

        CLOCK.pass(Duration.ofHours(2));
        isRefused(look(Duration.ofHours(3)), "track");
        assertThat(consent(Duration.ofHours(2)).status()).as("a new one").isEqualTo(201);
        isShown(look(Duration.ofHours(3)), "reader-now");
        assertThat(api.call("DELETE", "/vehicles/A1/consent", ApiUnderTest.POLICE, null)
                        .status())
                .isEqualTo(204);
        isRefused(look(Duration.ofHours(3)), "track");
        assertThat(api.call("DELETE", "/vehicles/A1/consent", ApiUnderTest.POLICE, null)
                        .status())
                .isEqualTo(404);
        assertThat(audited()).contains("police vehicle.consent", "police vehicle.consent-end");
    }

    @Test
    void aConsentIsWrittenDownAndNotForEver() {
        assertThat(consent(Duration.ofDays(31)).json().get("what").asText()).isEqualTo("until");
        assertThat(consent(Duration.ofSeconds(-1)).status()).isEqualTo(400);
        assertThat(api.post("/vehicles/A1/consent", ApiUnderTest.POLICE, "{\"givenBy\":\"x\",\"until\":1}")
                        .json()
                        .get("what")
                        .asText())
                .isEqualTo("reference");
        assertThat(api.post("/vehicles/none/consent", ApiUnderTest.POLICE, "{}").status())
                .isEqualTo(404);
    }

    @Test
    void ninetyDaysBackASecondPersonMustAgree() {
        report();
        see(Duration.ofDays(100), "reader-then");
        isShown(look(Duration.ofDays(90)), "reader-now");
        isRefused(look(Duration.ofDays(101)), "second person");

        String id = request(now().minus(Duration.ofDays(101)), now());
        isRefused(look(Duration.ofDays(101)), "second person");
        assertThat(grant(id, ApiUnderTest.POLICE).json().get("what").asText())
                .as("not oneself")
                .isEqualTo("second person");
        isRefused(look(Duration.ofDays(101)), "second person");

        Reply granted = grant(id, ApiUnderTest.ADMIN);
        assertThat(granted.json().get("state").asText()).isEqualTo("GRANTED");
        assertThat(granted.json().get("decidedBy").asText()).isEqualTo("admin");
        isShown(look(Duration.ofDays(101)), "reader-then", "reader-now");
        assertThat(api.get(
                                TRACK + "&from="
                                        + now().minus(Duration.ofDays(101)).toEpochMilli() + "&to="
                                        + now().toEpochMilli(),
                                ApiUnderTest.ADMIN)
                        .status())
                .as("it was granted to whom it was asked by")
                .isEqualTo(403);
        isRefused(look(Duration.ofDays(102)), "second person");
        assertThat(access().at("/requests/0/id").asText()).isEqualTo(id);
        assertThat(api.get("/audit?action=vehicle.track", ApiUnderTest.ADMIN)
                        .json()
                        .at("/items/0/detail/grantedBy")
                        .asText())
                .isEqualTo("admin");

        CLOCK.pass(Duration.ofHours(24));
        isRefused(look(Duration.ofDays(101)), "second person");
        assertThat(audited()).containsSubsequence("admin vehicle.track-grant", "police vehicle.track-request");
    }

    @Test
    void aGrantIsNoGround() {
        assertThat(grant(request(Instant.EPOCH, now()), ApiUnderTest.ADMIN).status())
                .isEqualTo(200);

        isRefused(look(Duration.ofHours(1)), "track");
    }

    @Test
    void aCaseThatEndedOpensItsOwnTimeWithASecondPerson() {
        report();
        CLOCK.pass(Duration.ofHours(1));
        assertThat(api.call("DELETE", "/vehicles/A1/theft-report", ApiUnderTest.POLICE, null)
                        .status())
                .isEqualTo(204);
        Instant ended = now();
        Instant from = ended.minus(Duration.ofHours(24));
        CLOCK.pass(Duration.ofHours(1));

        isRefused(look(from, ended), "second person");
        assertThat(grant(request(from.minus(Duration.ofDays(9)), now()), ApiUnderTest.ADMIN)
                        .status())
                .isEqualTo(200);

        isShown(look(from, ended), "reader-now");
        isRefused(look(from, ended.plusSeconds(1)), "track");
        isRefused(look(from.minus(Duration.ofHours(2)), ended), "track");
    }

    @Test
    void refusedAndForgottenRequestsOpenNothing() {
        report();
        String refused = request(now().minus(Duration.ofDays(101)), now());
        assertThat(api.post("/track-requests/" + refused + "/refuse", ApiUnderTest.ADMIN, "{}")
                        .json()
                        .get("what")
                        .asText())
                .isEqualTo("reason");
        Reply reply =
                api.post("/track-requests/" + refused + "/refuse", ApiUnderTest.ADMIN, "{\"reason\":\"no need\"}");
        assertThat(reply.json().get("state").asText()).isEqualTo("REFUSED");
        assertThat(grant(refused, ApiUnderTest.ADMIN).status()).isEqualTo(409);
        isRefused(look(Duration.ofDays(101)), "second person");

        CLOCK.pass(Duration.ofSeconds(1));
        String forgotten = request(now().minus(Duration.ofDays(101)), now());
        JsonNode open =
                api.get("/track-requests?state=open", ApiUnderTest.ADMIN).json();
        assertThat(open.get("items")).hasSize(1);
        assertThat(open.at("/items/0/id").asText()).isEqualTo(forgotten);
        CLOCK.pass(Duration.ofDays(7));
        assertThat(grant(forgotten, ApiUnderTest.ADMIN).status()).isEqualTo(409);
        assertThat(api.get("/track-requests?state=open", ApiUnderTest.ADMIN)
                        .json()
                        .get("items"))
                .isEmpty();
        JsonNode first = api.get("/track-requests?limit=1", ApiUnderTest.ADMIN).json();
        assertThat(first.at("/items/0/state").asText()).isEqualTo("LAPSED");
        JsonNode second = api.get(
                        "/track-requests?limit=1&after=" + first.get("next").asText(), ApiUnderTest.ADMIN)
                .json();
        assertThat(second.at("/items/0/id").asText()).isEqualTo(refused);
        assertThat(second.has("next")).isFalse();
    }

    @Test
    void tellsBeforeAnybodyLooksWhatIsMissing() {
        assertThat(closed(Duration.ofHours(1))).isEqualTo("case");

        report();
        assertThat(closed(Duration.ofHours(1))).as("nothing").isEmpty();
        assertThat(closed(Duration.ofDays(91))).isEqualTo("second person");
        assertThat(grant(request(now().minus(Duration.ofDays(92)), now()), ApiUnderTest.ADMIN)
                        .status())
                .isEqualTo(200);
        assertThat(closed(Duration.ofDays(91))).isEmpty();
        assertThat(closed(Duration.ofDays(93))).isEqualTo("second person");
        assertThat(audited()).doesNotContain("police vehicle.track");
    }

    private static String closed(Duration back) {
        return api.get(
                        "/vehicles/A1/track-access?from=" + now().minus(back).toEpochMilli() + "&to="
                                + now().toEpochMilli(),
                        ApiUnderTest.POLICE)
                .json()
                .path("closed")
                .asText();
    }

    @Test
    void whoAskedMayTakeItBack() {
        String id = request(Instant.EPOCH, now());

        Reply taken = api.post("/track-requests/" + id + "/refuse", ApiUnderTest.POLICE, "{\"reason\":\"no need\"}");

        assertThat(taken.status()).as(taken.toString()).isEqualTo(200);
        assertThat(taken.json().get("state").asText()).isEqualTo("REFUSED");
        assertThat(taken.json().get("decidedBy").asText()).isEqualTo("police");
        assertThat(grant(id, ApiUnderTest.ADMIN).status()).isEqualTo(409);
    }

    @Test
    void nobodyAsksWithoutEnd() {
        for (int i = 0; i < 20; i++) {
            String unused = request(Instant.EPOCH, now());
        }

        assertThat(api.post(
                                "/vehicles/A1/track-requests",
                                ApiUnderTest.POLICE,
                                "{\"from\":0,\"to\":1,\"reason\":\"again\"}")
                        .status())
                .isEqualTo(409);
        assertThat(api.post(
                                "/vehicles/A1/track-requests",
                                ApiUnderTest.POLICE,
                                "{\"from\":1,\"to\":1,\"reason\":\"again\"}")
                        .json()
                        .get("what")
                        .asText())
                .isEqualTo("from");
    }
}
