package io.citywatch.alerts.store;

import io.citywatch.alerts.deadletter.DeadLetterStore;
import io.citywatch.model.message.DeadLetter;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** The table of dead letters. Thread-safe. */
public final class PostgresDeadLetterStore implements DeadLetterStore {
    private final Database database;

    public PostgresDeadLetterStore(Database database) {
        this.database = database;
    }

    @Override
    public void write(List<Sourced> letters) {
        database.jdbi().useTransaction(handle -> {
            try (PreparedBatch batch = handle.prepareBatch("""
                    INSERT INTO dead_letters
                      (device, topic, reason, received_at, payload, source_partition, source_offset)
                    VALUES (:device, :topic, :reason, :receivedAt, :payload, :partition, :offset)
                    ON CONFLICT DO NOTHING
                    """)) {
                for (Sourced sourced : letters) {
                    DeadLetter letter = sourced.letter();
                    batch.bind("device", PostgresText.of(letter.device()))
                            .bind("topic", PostgresText.of(letter.topic()))
                            .bind("reason", PostgresText.of(letter.reason()))
                            .bind("receivedAt", letter.receivedAt().atOffset(ZoneOffset.UTC))
                            .bind("payload", letter.payload())
                            .bind("partition", sourced.partition())
                            .bind("offset", sourced.offset())
                            .add();
                }
                batch.execute();
            }
        });
    }

    @Override
    public List<Stored> list(@Nullable String device, @Nullable Long before, int limit) {
        String sql = "SELECT id, device, topic, reason, received_at, payload FROM dead_letters WHERE true"
                + (device == null ? "" : " AND device = :device")
                + (before == null ? "" : " AND id < :before")
                + " ORDER BY id DESC LIMIT :limit";
        return database.jdbi().withHandle(handle -> {
            var query = handle.createQuery(sql).bind("limit", limit);
            if (device != null) {
                query.bind("device", device);
            }
            if (before != null) {
                query.bind("before", before);
            }
            return query.map((row, context) -> new Stored(
                            row.getLong("id"),
                            new DeadLetter(
                                    row.getString("device"),
                                    row.getString("topic"),
                                    row.getString("reason"),
                                    row.getObject("received_at", OffsetDateTime.class)
                                            .toInstant(),
                                    row.getBytes("payload"))))
                    .list();
        });
    }

    @Override
    public long countSince(Instant since) {
        return database.jdbi()
                .withHandle(handle -> handle.select(
                                "SELECT count(*) FROM dead_letters WHERE received_at >= ?",
                                since.atOffset(ZoneOffset.UTC))
                        .mapTo(Long.class)
                        .one());
    }
}
