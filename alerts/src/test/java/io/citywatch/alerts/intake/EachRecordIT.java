package io.citywatch.alerts.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citywatch.alerts.log.DeadLetters;
import io.citywatch.alerts.log.EachRecord;
import io.citywatch.alerts.store.Database;
import io.citywatch.alerts.testing.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jdbi.v3.core.ConnectionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EachRecordIT {
    private static Database database;
    private final List<String> taken = new ArrayList<>();

    @BeforeAll
    static void open() {
        database = TestPostgres.open();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void empty() {
        database.jdbi().useHandle(handle -> handle.execute("TRUNCATE outbox"));
    }

    @Test
    void buriesWhatFailsForItselfAndTakesTheNext() {
        reader(new IllegalStateException("a fault of ours")).take(List.of(message("poison"), message("good")));

        assertThat(taken).containsExactly("poison", "poison", "poison", "good");
        assertThat(buried()).hasSize(1).first().asString().contains("failed 3 times");
    }

    @Test
    void skipsNothingWhileTheDatabaseIsAway() {
        EachRecord reader = reader(new ConnectionException(new SQLTransientConnectionException("no connection")));

        assertThatThrownBy(() -> reader.take(List.of(message("poison"), message("good"))))
                .isInstanceOf(ConnectionException.class);

        assertThat(taken).containsExactly("poison");
        assertThat(buried()).isEmpty();
    }

    private EachRecord reader(RuntimeException failure) {
        return new EachRecord(new DeadLetters(database), message -> {
            String text = new String(message.value(), StandardCharsets.UTF_8);
            taken.add(text);
            if (text.equals("poison")) {
                throw failure;
            }
            return Optional.empty();
        });
    }

    private static ConsumerRecord<byte[], byte[]> message(String text) {
        return new ConsumerRecord<>("detections", 0, 0, null, text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> buried() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT value FROM outbox WHERE topic = 'DEAD_LETTERS'")
                        .map((row, context) -> new String(row.getBytes("value"), StandardCharsets.UTF_8))
                        .list());
    }
}
