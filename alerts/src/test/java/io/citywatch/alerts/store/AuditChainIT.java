package io.citywatch.alerts.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.audit.AuditEntry;
import io.citywatch.alerts.audit.AuditLog;
import io.citywatch.alerts.audit.AuditSealer;
import io.citywatch.alerts.audit.ChainCheck;
import io.citywatch.alerts.audit.Seal;
import io.citywatch.alerts.retention.RetentionStore;
import io.citywatch.alerts.testing.SettableClock;
import io.citywatch.alerts.testing.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The audit's chain on a real PostgreSQL, whose rows somebody changes behind the platform's back. */
class AuditChainIT {
    private static final Duration YEARS = Duration.ofDays(1095);

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-23T08:00:00.123456Z"));
    private Database database;
    private PostgresAuditLog audit;
    private PostgresAuditChain chain;
    private AuditSealer sealer;

    @BeforeEach
    void open() {
        database = TestPostgres.open();
        audit = new PostgresAuditLog(database);
        chain = new PostgresAuditChain(database);
        sealer = new AuditSealer(chain, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private AuditEntry entry(String target) {
        return new AuditEntry(
                clock.instant(), "operator", "incident.close", target, Map.of("why", "false alarm", "a", "\u0000 张"));
    }

    private void writeAndSeal(int rows) {
        for (int i = 1; i <= rows; i++) {
            audit.write(entry("incident-" + i));
        }
        sealer.run();
    }

    private ChainCheck.Result check(Seal... known) {
        return chain.check(List.of(known));
    }

    private void execute(String sql) {
        database.jdbi().useHandle(handle -> handle.execute(sql));
    }

    @Test
    void holdsOverRowsOfEveryKindAndSeveralBatches() {
        audit.writeSourced(List.of(new AuditLog.Sourced(entry("of the log"), 3, 17)));
        audit.count(entry("counted"), "key", 2);
        writeAndSeal(2_300);

        assertThat(check().problems()).isEmpty();
        assertThat(check().rows()).isEqualTo(2_301);
        assertThat(check().unsealed()).as("still counting").isEqualTo(1);

        clock.pass(Duration.ofMinutes(3));
        sealer.run();
        assertThat(check().rows()).isEqualTo(2_302);
        assertThat(check().unsealed()).isZero();
        assertThat(check().head().number()).isEqualTo(2_302);
        assertThat(check().holds()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DELETE FROM audit WHERE seal = 5                                    | row 5 was cut out
            DELETE FROM audit WHERE seal BETWEEN 5 AND 7                        | rows 5 to 7 were cut out
            DELETE FROM audit WHERE seal >= 9                                   | rows 9 to 10 were cut out
            DELETE FROM audit WHERE seal = 1                                    | row 1 was cut out
            UPDATE audit SET actor = 'nobody' WHERE seal = 5                    | row 5 (id
            UPDATE audit SET target = 'another' WHERE seal = 5                  | row 5 (id
            UPDATE audit SET action = 'incident.open' WHERE seal = 5            | row 5 (id
            UPDATE audit SET detail = '{"why": "x"}' WHERE seal = 5             | row 5 (id
            UPDATE audit SET at = at + interval '1 microsecond' WHERE seal = 5  | row 5 (id
            UPDATE audit SET source_partition = 1, source_offset = 2 WHERE seal = 5 | row 5 (id
            UPDATE audit SET refusal = 'key' WHERE seal = 5                     | row 5 (id
            UPDATE audit_chain SET head_hash = repeat('1', 64)                  | the chain ends with 10:
            """)
    void tellsEachRowThatWasChangedOrCutOut(String change, String told) {
        writeAndSeal(10);
        execute(change);

        assertThat(check().problems()).singleElement().asString().startsWith(told);
    }

    @Test
    void tellsRowsThatChangedPlaces() {
        writeAndSeal(10);
        execute("UPDATE audit SET seal = 11 WHERE seal = 4");
        execute("UPDATE audit SET seal = 4 WHERE seal = 6");
        execute("UPDATE audit SET seal = 6 WHERE seal = 11");

        assertThat(check().problems()).anyMatch(text -> text.startsWith("row 4 ("));
        assertThat(check().problems()).anyMatch(text -> text.startsWith("row 6 ("));
    }

    @Test
    void tellsByASealThatWasNotedDownThatAllWasMadeAnew() {
        writeAndSeal(10);
        Seal noted = check().head();
        assertThat(check(noted).holds()).isTrue();
        assertThat(check(Seal.parse(noted.toString())).holds()).isTrue();

        execute("UPDATE audit SET actor = 'nobody' WHERE seal = 5");
        execute("UPDATE audit SET seal = NULL, hash = NULL");
        execute("UPDATE audit_chain SET head_seal = 0, head_hash = start_hash");
        sealer.run();

        assertThat(check().holds()).as("it hangs together").isTrue();
        assertThat(check(noted).problems())
                .singleElement()
                .asString()
                .isEqualTo("row 10: its seal is not the one that was noted down: rows up to it were made anew");
        execute("DELETE FROM audit WHERE seal > 8");
        execute("UPDATE audit_chain SET head_seal = 8, head_hash = (SELECT hash FROM audit WHERE seal = 8)");
        assertThat(check().holds()).isTrue();
        assertThat(check(noted).problems())
                .containsExactly("row 10, which was noted down, is not there: the chain ends with 8");
    }

    @Test
    void countsOnInARowOfItsOwnBehindASealedOne() {
        AuditEntry refused = entry("GET /devices");
        audit.count(refused, "key", 2);
        audit.count(refused, "key", 3);
        clock.pass(Duration.ofMinutes(3));
        sealer.run();
        audit.count(refused, "key", 4);

        assertThat(audit.list(null, null, null, 10))
                .extracting(stored -> stored.entry().detail().get("count"))
                .containsExactly("4", "5");
        sealer.run();
        assertThat(check().holds()).isTrue();
        assertThat(check().rows()).isEqualTo(2);
    }

    @Test
    void beginsBehindWhatRetentionDeleted() {
        writeAndSeal(10);
        Seal old = check().head();
        clock.pass(Duration.ofDays(1));
        writeAndSeal(5);
        audit.write(entry("not sealed"));

        PostgresRetention retention = new PostgresRetention(database);
        Instant dayTwo = clock.instant();
        assertThat(retention.delete(RetentionStore.Rows.AUDIT, dayTwo.minus(YEARS)))
                .isZero();
        assertThat(retention.delete(RetentionStore.Rows.AUDIT, dayTwo.minus(Duration.ofHours(1))))
                .isEqualTo(10);
        assertThat(retention.delete(RetentionStore.Rows.AUDIT, dayTwo.minus(Duration.ofHours(1))))
                .isZero();

        assertThat(check(old).problems()).isEmpty();
        assertThat(check().start()).isEqualTo(old);
        assertThat(check().rows()).isEqualTo(5);
        execute("DELETE FROM audit WHERE seal = 11");
        assertThat(check().problems()).containsExactly("row 11 was cut out");
    }

    @Test
    void sealsOnceWhatManyWriteWhileSeveralProcessesSeal() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> works = new ArrayList<>();
            for (int writer = 0; writer < 4; writer++) {
                String name = "writer-" + writer + "-";
                works.add(threads.submit(() -> {
                    for (int i = 0; i < 200; i++) {
                        audit.write(entry(name + i));
                        audit.count(entry("counted"), name, 1);
                    }
                }));
            }
            for (int process = 0; process < 3; process++) {
                works.add(threads.submit(() -> {
                    AuditSealer another = new AuditSealer(chain, clock);
                    for (int i = 0; i < 50; i++) {
                        another.run();
                    }
                }));
            }
            for (Future<?> work : works) {
                work.get();
            }
        } finally {
            threads.shutdown();
        }
        clock.pass(Duration.ofMinutes(3));
        sealer.run();

        assertThat(check().problems()).isEmpty();
        assertThat(check().rows()).isEqualTo(804);
    }
}
