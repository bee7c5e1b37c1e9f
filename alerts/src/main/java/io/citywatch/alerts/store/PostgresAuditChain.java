package io.citywatch.alerts.store;

import io.citywatch.alerts.audit.AuditChain;
import io.citywatch.alerts.audit.ChainCheck;
import io.citywatch.alerts.audit.Seal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** The chain over the audit table. Thread-safe; of several processes one seals at a time. */
public final class PostgresAuditChain implements AuditChain {
    private static final int BATCH = 1_000;
    /** A row that counts is written to for its minute and a little longer. */
    private static final Duration COUNTS_FOR = Duration.ofMinutes(2);

    private static final String COLUMNS = """
            id, at, actor, action, target, detail::text AS detail, refusal, seal, hash,
            source_partition || '-' || source_offset AS source
            """;

    private final Database database;

    public PostgresAuditChain(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Sealed> seal(Instant now) {
        return database.jdbi().inTransaction(handle -> {
            Optional<Seal> head = handle.createQuery(
                            "SELECT head_seal, head_hash FROM audit_chain FOR UPDATE SKIP LOCKED")
                    .map((row, context) -> sealOf(row, "head_seal", "head_hash"))
                    .findOne();
            return head.map(last -> seal(handle, last, now));
        });
    }

    private static Sealed seal(Handle handle, Seal head, Instant now) {
        List<Seal.Content> rows = handle.createQuery("SELECT " + COLUMNS + """
                        FROM audit WHERE seal IS NULL AND (refusal IS NULL OR at < :final)
                        ORDER BY id LIMIT :most FOR UPDATE
                        """)
                .bind("final", now.minus(COUNTS_FOR).atOffset(ZoneOffset.UTC))
                .bind("most", BATCH)
                .map((row, context) -> contentOf(row))
                .list();
        if (rows.isEmpty()) {
            return new Sealed(0, head);
        }
        Seal last = head;
        try (PreparedBatch batch =
                handle.prepareBatch("UPDATE audit SET seal = :seal, hash = :hash, sealed_at = :now WHERE id = :id")) {
            for (Seal.Content content : rows) {
                last = last.next(content);
                batch.bind("id", content.id())
                        .bind("seal", last.number())
                        .bind("hash", last.hash())
                        .bind("now", now.atOffset(ZoneOffset.UTC))
                        .add();
            }
            batch.execute();
        }
        handle.createUpdate("UPDATE audit_chain SET head_seal = :seal, head_hash = :hash")
                .bind("seal", last.number())
                .bind("hash", last.hash())
                .execute();
        return new Sealed(rows.size(), last);
    }

    @Override
    public ChainCheck.Result check(List<Seal> known) {
        return database.inSnapshot(handle -> {
            ChainCheck check = new ChainCheck(
                    handle.createQuery("SELECT * FROM audit_chain")
                            .map((row, context) -> new ChainCheck.Ends(
                                    sealOf(row, "start_seal", "start_hash"), sealOf(row, "head_seal", "head_hash")))
                            .findOne()
                            .orElseThrow(() -> new IllegalStateException("audit_chain is empty (expected: one row)")),
                    known);
            try (Stream<ChainCheck.Row> rows = handle
                    .createQuery("SELECT " + COLUMNS + " FROM audit WHERE seal IS NOT NULL ORDER BY seal")
                    .setFetchSize(BATCH)
                    .map((row, context) -> new ChainCheck.Row(sealOf(row, "seal", "hash"), contentOf(row)))
                    .stream()) {
                rows.forEach(check::take);
            }
            return handle.createQuery("SELECT count(*) AS n, min(at) AS oldest FROM audit WHERE seal IS NULL")
                    .map((row, context) -> check.result(row.getLong("n"), instantOf(row, "oldest")))
                    .one();
        });
    }

    /** Deletes the oldest of the chain that were sealed before; the chain then begins behind them. */
    static int delete(Handle handle, Instant before) {
        // Nobody seals meanwhile, and the rows go from the beginning on: no gap but at the start.
        handle.execute("SELECT 1 FROM audit_chain FOR UPDATE");
        return handle.createUpdate("""
                        WITH old AS (
                            SELECT id, seal, hash FROM (
                                SELECT id, seal, hash, sealed_at FROM audit WHERE seal IS NOT NULL
                                ORDER BY seal LIMIT :most) oldest
                            WHERE sealed_at < :before),
                        moved AS (
                            UPDATE audit_chain SET start_seal = last.seal, start_hash = last.hash
                            FROM (SELECT seal, hash FROM old ORDER BY seal DESC LIMIT 1) last)
                        DELETE FROM audit WHERE id IN (SELECT id FROM old)
                        """)
                .bind("most", BATCH)
                .bind("before", before.atOffset(ZoneOffset.UTC))
                .execute();
    }

    private static Seal sealOf(ResultSet row, String number, String hash) throws SQLException {
        return new Seal(row.getLong(number), row.getString(hash));
    }

    private static Seal.Content contentOf(ResultSet row) throws SQLException {
        return new Seal.Content(
                row.getLong("id"), PostgresAuditLog.entryOf(row), row.getString("source"), row.getString("refusal"));
    }

    private static @Nullable Instant instantOf(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
