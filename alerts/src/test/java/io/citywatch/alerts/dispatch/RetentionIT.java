package io.citywatch.alerts.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citywatch.alerts.audit.AuditSealer;
import io.citywatch.alerts.retention.Retention;
import io.citywatch.alerts.retention.RetentionConfig;
import io.citywatch.alerts.store.PostgresAuditChain;
import io.citywatch.alerts.store.PostgresRetention;
import io.citywatch.alerts.testing.City;
import io.citywatch.alerts.testing.Detections;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.model.message.Command;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes after its time and what stays, on a real PostgreSQL with a clock that is moved by years. */
class RetentionIT {
    private static final Duration YEAR = Duration.ofDays(365);

    private CoreUnderTest test;
    private final List<Instant> asked = new ArrayList<>();
    private Retention retention;

    @BeforeEach
    void open() {
        test = new CoreUnderTest();
        test.city.elder("elder", "陈美玲", "terminal", City.at(0, 0), "金平区1号");
        test.city.responder("officer", City.at(0, 50), "car", List.of("officer", "volunteer"), List.of("first-aid"));
        retention = new Retention(
                new PostgresRetention(test.database),
                (raw, telemetry, cases) -> asked.addAll(List.of(raw, telemetry, cases)),
                RetentionConfig.DEFAULTS,
                test.clock);
    }

    @AfterEach
    void close() {
        test.close();
    }

    private Map<String, Long> rows(String... tables) {
        Map<String, Long> rows = new TreeMap<>();
        for (String table : tables) {
            rows.put(
                    table,
                    test.database
                            .jdbi()
                            .withHandle(handle -> handle.select("SELECT count(*) FROM " + table)
                                    .mapTo(Long.class)
                                    .one()));
        }
        return rows;
    }

    private static Detections theft() {
        return Detections.of(Rule.R1, "reader", "E2000001", Subject.vehicle("粤D12345"))
                .at(City.at(0, 0))
                .with("reader", "reader");
    }

    @Test
    void pinsTheDefaults() {
        assertThat(RetentionConfig.DEFAULTS)
                .isEqualTo(new RetentionConfig(
                        Duration.ofDays(1095),
                        Duration.ofDays(1095),
                        Duration.ofDays(7),
                        Duration.ofHours(24),
                        Duration.ofDays(8),
                        Duration.ofDays(30),
                        YEAR,
                        Duration.ofDays(30),
                        Duration.ofDays(30),
                        Duration.ofHours(1)));
        Duration hour = Duration.ofHours(1);
        assertThatThrownBy(() ->
                        new RetentionConfig(hour, hour, hour, hour, Duration.ofDays(7), hour, hour, hour, hour, hour))
                .hasMessageStartingWith("detection-ids: PT168H");
        assertThatThrownBy(
                        () -> new RetentionConfig(hour, hour, hour, hour, YEAR, hour, Duration.ZERO, hour, hour, hour))
                .hasMessageStartingWith("case-tracks: PT0S");
    }

    @Test
    void forgetsAnIncidentThreeYearsAfterItsEndWithAllThatBelongsToIt() {
        test.press("terminal");
        test.pass(Duration.ofMinutes(1));
        test.closeIncident();
        String[] tables = {"incidents", "timeline", "needs", "offers", "detections", "incident_keys"};
        Map<String, Long> before = rows(tables);
        assertThat(before).doesNotContainValue(0L);

        test.clock.pass(YEAR.multipliedBy(3).minusMinutes(1));
        assertThat(retention.sweep()).isTrue();
        assertThat(rows(tables)).isEqualTo(before);

        test.clock.pass(Duration.ofMinutes(5));
        retention.sweep();
        assertThat(rows(tables).values()).containsOnly(0L);
        assertThat(rows("timers").values()).containsOnly(0L);
    }

    @Test
    void keepsAnOpenIncidentHoweverOldAndWhatWasMergedIntoIt() {
        var mains = Detections.of(Rule.E5, "terminal").raised(test.clock.instant());
        test.take(mains);
        test.take(Detections.of(Rule.D4, "terminal", "area", Subject.place("area"))
                .at(City.at(0, 0))
                .causes(mains)
                .raised(test.clock.instant()));
        assertThat(rows("incidents")).containsEntry("incidents", 2L);

        test.clock.pass(YEAR.multipliedBy(4));
        retention.sweep();

        assertThat(rows("incidents", "detections"))
                .containsEntry("incidents", 2L)
                .containsEntry("detections", 2L);
    }

    @Test
    void keepsTheTrackOfACaseUntilAYearAfterItsEnd() {
        test.take(theft().raised(test.clock.instant()));
        test.clock.pass(YEAR.multipliedBy(2));
        retention.sweep();
        assertThat(rows("case_points")).containsEntry("case_points", 1L);

        test.closeIncident();
        test.clock.pass(YEAR.minusMinutes(1));
        retention.sweep();
        assertThat(rows("case_points")).containsEntry("case_points", 1L);

        test.clock.pass(Duration.ofMinutes(2));
        retention.sweep();
        assertThat(rows("case_points", "incidents"))
                .containsEntry("case_points", 0L)
                .containsEntry("incidents", 1L);
    }

    @Test
    void remembersIdsWithoutAnIncidentEightDaysAndThoseOfAnIncidentAsLongAsIt() {
        test.press("terminal");
        test.take(test.later(Detections.of(Rule.E6, "terminal").raised(test.clock.instant()), Phase.CLEARED));
        assertThat(rows("detections")).containsEntry("detections", 2L);

        test.clock.pass(Duration.ofDays(8).minusMinutes(1));
        retention.sweep();
        assertThat(rows("detections")).containsEntry("detections", 2L);
        test.clock.pass(Duration.ofMinutes(2));
        retention.sweep();

        assertThat(rows("detections")).containsEntry("detections", 1L);
    }

    @Test
    void forgetsDeadLettersPositionsCommandsCallsAuditAndSessions() {
        test.city.smokeSensor("drone", City.at(0, 0), Map.of());
        Instant now = test.clock.instant();
        test.core
                .commandDesk()
                .give("drone", Command.Action.SIREN, Map.of(), now.plusSeconds(60), CoreUnderTest.OPERATOR);
        insert("INSERT INTO dead_letters (device, topic, reason, received_at, payload, source_partition, source_offset)"
                + " VALUES ('d', 't', 'r', ?, '', 0, 0)");
        insert(
                "INSERT INTO responder_positions (responder, ts, received_at, lat, lon) VALUES ('officer', now(), ?, 1, 1)");
        insert("INSERT INTO elder_calls (elder, device, event, source, measured_at, received_at, identity,"
                + " source_partition, source_offset) VALUES ('elder', 'terminal', 'ok', 'base', now(), ?, '1', 0, 0)");
        insert("INSERT INTO sessions (token_sha256, account, role, created_at, expires_at)"
                + " VALUES ('t', 'a', 'admin', now(), cast(? AS timestamptz) + interval '12 hours')");
        seal();
        String[] tables = {"dead_letters", "responder_positions", "elder_calls", "sessions", "audit", "commands"};
        assertThat(rows(tables).values()).containsOnly(1L);

        List<Map.Entry<String, Duration>> order = List.of(
                Map.entry("sessions", Duration.ofHours(12)),
                Map.entry("responder_positions", Duration.ofHours(24)),
                Map.entry("dead_letters", Duration.ofDays(7)),
                Map.entry("commands", Duration.ofDays(30)),
                Map.entry("audit", YEAR.multipliedBy(3)));
        List<String> left = new ArrayList<>(List.of(tables));
        for (Map.Entry<String, Duration> next : order) {
            passUntil(now.plus(next.getValue()).minusSeconds(1));
            retention.sweep();
            assertThat(rows(left.toArray(String[]::new)).values())
                    .as("before " + next)
                    .containsOnly(1L);
            passUntil(now.plus(next.getValue()).plusSeconds(1));
            test.core.timers().runDue();
            retention.sweep();
            left.remove(next.getKey());
            assertThat(rows(next.getKey())).as(next.toString()).containsEntry(next.getKey(), 0L);
            left.remove(next.getKey().equals("audit") ? "elder_calls" : "");
        }
        assertThat(rows("elder_calls")).containsEntry("elder_calls", 0L);
        assertThat(asked.get(asked.size() - 3)).isEqualTo(test.clock.instant().minus(Duration.ofDays(30)));
        assertThat(asked.get(asked.size() - 1)).isEqualTo(test.clock.instant().minus(YEAR));
    }

    private void seal() {
        new AuditSealer(new PostgresAuditChain(test.database), test.clock).run();
    }

    private void insert(String sql) {
        test.database
                .jdbi()
                .useHandle(handle -> handle.execute(sql, test.clock.instant().atOffset(ZoneOffset.UTC)));
    }

    private void passUntil(Instant at) {
        test.clock.pass(Duration.between(test.clock.instant(), at));
    }

    @Test
    void letsOneProcessAtATimeDelete() {
        PostgresRetention other = new PostgresRetention(test.database);
        AtomicBoolean swept = new AtomicBoolean(true);

        boolean alone = other.alone(
                () -> swept.set(CompletableFuture.supplyAsync(retention::sweep).join()));

        assertThat(alone).isTrue();
        assertThat(swept).isFalse();
        assertThat(retention.sweep()).isTrue();
    }

    @Test
    void deletesMoreThanOneBatch() {
        test.database
                .jdbi()
                .useHandle(handle -> handle.execute(
                        "INSERT INTO audit (at, actor, action, target) SELECT ?, 'a', 'b', 'c' FROM generate_series(1, 2500)",
                        test.clock.instant().atOffset(ZoneOffset.UTC)));
        seal();
        test.clock.pass(YEAR.multipliedBy(4));

        retention.sweep();

        assertThat(rows("audit")).containsEntry("audit", 0L);
    }

    @Test
    void goesOnWhileTheHistoryIsAway() {
        Retention withoutHistory = new Retention(
                new PostgresRetention(test.database),
                (raw, telemetry, cases) -> {
                    throw new IllegalStateException("away");
                },
                RetentionConfig.DEFAULTS,
                test.clock);

        assertThat(withoutHistory.sweep()).isTrue();
    }
}
