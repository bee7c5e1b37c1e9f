package io.citywatch.alerts.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.alerts.history.Reading;
import io.citywatch.alerts.history.Sighting;
import io.citywatch.alerts.http.ApiUnderTest.Reply;
import io.citywatch.alerts.store.PostgresTheftStore;
import io.citywatch.alerts.theft.CaseTracks;
import io.citywatch.model.Position;
import io.citywatch.model.history.Measurement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tracks and readings, and what is kept of a case when raw history goes. */
class HistoryIT {
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private static final String TRACK = "/vehicles/A1/track?reason=case%20A-17";

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
    void oneVehicleAndOneSensor() {
        api.database
                .jdbi()
                .useHandle(handle -> handle.execute(
                        "TRUNCATE vehicles, devices, theft_reports," + " track_consents, audit, outbox CASCADE"));
        api.history.away = false;
        api.history.sightings.clear();
        api.history.readings.clear();
        assertThat(api.post("/vehicles", ApiUnderTest.ADMIN, "{\"plate\":\"A1\",\"tag\":\"E2000017\"}")
                        .status())
                .isEqualTo(201);
        assertThat(api.post(
                                "/vehicles/A1/consent",
                                ApiUnderTest.POLICE,
                                "{\"givenBy\":\"the owner\",\"reference\":\"form 7\",\"until\":"
                                        + now.plus(Duration.ofDays(1)).toEpochMilli() + "}")
                        .status())
                .isEqualTo(201);
        assertThat(api.post(
                                "/devices",
                                ApiUnderTest.ADMIN,
                                "{\"id\":\"reader-1\",\"kind\":\"tag-reader\",\"lat\":23.35,\"lon\":116.68,"
                                        + "\"name\":\"North pier\",\"road\":\"Harbour Road\"}")
                        .status())
                .isEqualTo(201);
    }

    private static Sighting sighting(Instant ts, String reader) {
        return new Sighting(ts, reader, new Position(23.35, 116.68), -61.5);
    }

    private static List<String> readers(Reply track) {
        List<String> readers = new ArrayList<>();
        track.json()
                .get("features")
                .forEach(feature -> readers.add(feature.at("/properties/reader").asText()));
        return readers;
    }

    private static JsonNode audited() {
        return api.get("/audit?action=vehicle.track", ApiUnderTest.ADMIN).json().get("items");
    }

    @Test
    void tellsTheTrackOfTheLastDayAsPointsByTimeAndAuditsTheLook() {
        api.history.see("E2000017", sighting(now.minusSeconds(60), "reader-2"));
        api.history.see("E2000017", sighting(now.minusSeconds(120), "reader-1"));
        api.history.see("E2000017", sighting(now.minus(Duration.ofHours(25)), "reader-9"));

        Reply track = api.get(TRACK, ApiUnderTest.POLICE);

        assertThat(track.status()).as(track.toString()).isEqualTo(200);
        assertThat(track.json().get("type").asText()).isEqualTo("FeatureCollection");
        assertThat(readers(track)).containsExactly("reader-1", "reader-2");
        JsonNode first = track.json().at("/features/0");
        assertThat(first.at("/geometry").toString()).isEqualTo("{\"type\":\"Point\",\"coordinates\":[116.68,23.35]}");
        assertThat(first.at("/properties/ts").asLong())
                .isEqualTo(now.minusSeconds(120).toEpochMilli());
        assertThat(first.at("/properties/rssi").asDouble()).isEqualTo(-61.5);
        assertThat(first.at("/properties/road").asText()).isEqualTo("Harbour Road");
        assertThat(audited()).hasSize(1);
        assertThat(audited().at("/0/detail/reason").asText()).isEqualTo("case A-17");
        Reply older = api.get(
                TRACK + "&from=" + now.minus(Duration.ofDays(2)).toEpochMilli() + "&to="
                        + now.minus(Duration.ofDays(1)).toEpochMilli(),
                ApiUnderTest.POLICE);
        assertThat(readers(older)).containsExactly("reader-9");
    }

    @Test
    void asksForAReasonAndForARangeThatIsOne() {
        Reply unreasoned = api.get("/vehicles/A1/track", ApiUnderTest.POLICE);

        assertThat(unreasoned.status()).isEqualTo(400);
        assertThat(unreasoned.json().get("what").asText()).isEqualTo("reason");
        assertThat(audited()).isEmpty();
        assertThat(api.get(TRACK + "&from=2&to=1", ApiUnderTest.POLICE).status())
                .isEqualTo(400);
        assertThat(api.get(TRACK + "&from=yesterday", ApiUnderTest.POLICE).status())
                .isEqualTo(400);
        assertThat(api.get("/vehicles/none/track?reason=x", ApiUnderTest.POLICE).status())
                .isEqualTo(404);
    }

    @Test
    void saysThatTheHistoryIsAwayInsteadOfAnEmptyTrack() {
        api.history.away = true;

        Reply track = api.get(TRACK, ApiUnderTest.POLICE);
        Reply readings = api.get("/devices/reader-1/readings", ApiUnderTest.OPERATOR);

        assertThat(track.status()).isEqualTo(503);
        assertThat(track.json().get("what").asText()).isEqualTo("history");
        assertThat(readings.status()).isEqualTo(503);
    }

    @Test
    void keepsTheTrackOfACaseWhenTheRawHistoryGoes() {
        Reply reported = api.post(
                "/vehicles/A1/theft-report",
                ApiUnderTest.POLICE,
                "{\"caseNumber\":\"A-17\",\"reportedBy\":\"x\",\"reportedAt\":"
                        + now.minus(Duration.ofDays(40)).toEpochMilli() + "}");
        api.history.see("E2000017", sighting(now.minus(Duration.ofDays(45)), "long-before"));
        api.history.see("E2000017", sighting(now.minus(Duration.ofDays(39)), "in-the-case"));
        api.history.see("E2000017", sighting(now.minus(Duration.ofDays(20)), "still-raw"));
        PostgresTheftStore thefts = new PostgresTheftStore(api.database);
        Instant cut = now.minus(Duration.ofDays(30));
        CaseTracks tracks = new CaseTracks(
                thefts,
                api.history,
                (measurement, time) -> api.history
                        .sightings
                        .get("E2000017")
                        .removeIf(each -> each.ts().isBefore(time)));

        tracks.deleteBefore(Measurement.TAG_SIGHTINGS, cut);
        tracks.deleteBefore(Measurement.TAG_SIGHTINGS, cut);

        assertThat(reported.status()).isEqualTo(201);
        String from = "&from=" + now.minus(Duration.ofDays(60)).toEpochMilli();
        assertThat(readers(api.get(TRACK + from, ApiUnderTest.POLICE))).containsExactly("in-the-case", "still-raw");
        Reply withdrawn = api.call("DELETE", "/vehicles/A1/theft-report", ApiUnderTest.POLICE, null);
        assertThat(withdrawn.status()).isEqualTo(204);
        assertThat(thefts.deleteEndedBefore(now.minusSeconds(60))).isZero();
        assertThat(thefts.deleteEndedBefore(now.plus(Duration.ofDays(1)))).isEqualTo(1);
        assertThat(readers(api.get(TRACK + from, ApiUnderTest.POLICE))).containsExactly("still-raw");
    }

    @Test
    void keepsNothingOfACaseWhoseHistoryCannotBeRead() {
        Reply reported = api.post(
                "/vehicles/A1/theft-report", ApiUnderTest.POLICE, "{\"caseNumber\":\"A-17\",\"reportedBy\":\"x\"}");
        List<Instant> deleted = new ArrayList<>();
        CaseTracks tracks = new CaseTracks(
                new PostgresTheftStore(api.database), api.history, (measurement, time) -> deleted.add(time));
        api.history.away = true;

        assertThatThrownBy(() -> tracks.deleteBefore(Measurement.TAG_SIGHTINGS, now.plusSeconds(1)))
                .hasMessageContaining("away");

        assertThat(reported.status()).isEqualTo(201);
        assertThat(deleted).isEmpty();
    }

    private static void read(Instant ts, long below, Measurement measurement, Map<String, Object> fields) {
        api.history.read("reader-1", new Reading(ts.toEpochMilli() * 1_000_000 + below, measurement, fields));
    }

    @Test
    void tellsReadingsInTheShapeOfTheirPayloadsInParts() {
        read(now.minusSeconds(3), 1, Measurement.SMOKE, Map.of("obscuration", 12.5, "faults", List.of("tamper")));
        read(now.minusSeconds(2), 2, Measurement.ENVIRONMENT, Map.of("waterLevel", 2.25, "other", "{\"noise\":61.5}"));
        read(now.minusSeconds(1), 3, Measurement.READER_MINUTES, Map.of("reads", 12L, "tags", 3L));

        Reply first = api.get("/devices/reader-1/readings?limit=2", ApiUnderTest.OPERATOR);
        Reply second = api.get(
                "/devices/reader-1/readings?limit=2&after="
                        + first.json().get("next").asText(),
                ApiUnderTest.OPERATOR);

        assertThat(first.json().at("/items/0/kind").asText()).isEqualTo("reader-minutes");
        assertThat(first.json().at("/items/0/reads").asInt()).isEqualTo(12);
        assertThat(first.json().at("/items/1/readings/waterLevel").asDouble()).isEqualTo(2.25);
        assertThat(first.json().at("/items/1/readings/noise").asDouble()).isEqualTo(61.5);
        assertThat(second.json().get("items")).hasSize(1);
        assertThat(second.json().at("/items/0/ts").asLong())
                .isEqualTo(now.minusSeconds(3).toEpochMilli());
        assertThat(second.json().at("/items/0/faults/0").asText()).isEqualTo("tamper");
        assertThat(second.json().has("next")).isFalse();
        assertThat(api.get("/devices/none/readings", ApiUnderTest.OPERATOR).status())
                .isEqualTo(404);
        assertThat(api.get("/devices/reader-1/readings?after=x", ApiUnderTest.OPERATOR)
                        .status())
                .isEqualTo(400);
    }
}
