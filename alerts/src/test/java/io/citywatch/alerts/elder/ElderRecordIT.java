package io.citywatch.alerts.elder;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.store.Database;
import io.citywatch.alerts.store.PostgresElderRecord;
import io.citywatch.alerts.testing.City;
import io.citywatch.alerts.testing.TestPostgres;
import io.citywatch.model.DeviceId;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.log.Pulse;
import io.citywatch.model.telemetry.CallEvent;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What terminals say, from the log into the person's record. */
class ElderRecordIT {
    private static final Instant T = Instant.parse("2026-11-22T08:00:00Z");

    private Database database;
    private ElderRecord elders;
    private ElderRecordFeed feed;

    @BeforeEach
    void open() {
        database = TestPostgres.open();
        new City(database).elder("elder", "陈美玲", "terminal", City.CENTRE, "金平区1号");
        elders = new PostgresElderRecord(database);
        feed = new ElderRecordFeed(elders);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static ConsumerRecord<byte[], byte[]> call(
            long offset, String device, String event, String identity, Instant at) {
        String payload = "{\"ts\":" + at.toEpochMilli() + ",\"event\":\"" + event + "\",\"source\":\"pendant\""
                + (event.equals("service") ? ",\"service\":\"04.12\"" : "") + "}";
        LogRecord message = new LogRecord(
                new DeviceId(device),
                TelemetryKind.CALL,
                Lane.EMERGENCY,
                identity,
                at,
                at,
                payload.getBytes(StandardCharsets.UTF_8));
        RecordHeaders headers = new RecordHeaders();
        message.headers().forEach(headers::add);
        return new ConsumerRecord<>(
                "telemetry.events",
                1,
                offset,
                at.toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                device.getBytes(StandardCharsets.UTF_8),
                message.payload(),
                headers,
                Optional.empty());
    }

    private List<String> events() {
        return elders.list("elder", null, 100).stream()
                .map(stored -> stored.entry().event())
                .toList();
    }

    @Test
    void keepsEveryKnownCallTheNewestFirst() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        List<String> said = new ArrayList<>();
        for (CallEvent.Event event : CallEvent.Event.values()) {
            records.add(call(records.size(), "terminal", event.text(), "m" + event, T.plusSeconds(records.size())));
            said.add(event.text());
        }
        feed.take(records);

        Collections.reverse(said);
        assertThat(events()).isEqualTo(said);
        ElderRecord.Entry service = elders.list("elder", null, 100).stream()
                .map(ElderRecord.Stored::entry)
                .filter(entry -> entry.event().equals("service"))
                .findFirst()
                .orElseThrow();
        assertThat(service.service()).isEqualTo("04.12");
        assertThat(service.device()).isEqualTo("terminal");
    }

    @Test
    void keepsWhatComesAgainOnce() {
        ConsumerRecord<byte[], byte[]> ok = call(7, "terminal", "ok", "1@b", T);
        feed.take(List.of(ok));
        feed.take(List.of(ok, call(8, "terminal", "ok", "1@b", T.plusSeconds(30))));
        assertThat(events()).containsExactly("ok");

        feed.take(List.of(call(9, "terminal", "ok", "1@b", T.plusSeconds(700))));
        assertThat(events()).containsExactly("ok", "ok");
    }

    @Test
    void leavesOutPulsesStrangersAndWhatCannotBeRead() {
        ConsumerRecord<byte[], byte[]> pulse = call(1, "terminal", "ok", "p", T);
        pulse.headers().add(Pulse.HEADER, new byte[0]);
        feed.take(List.of(pulse, call(2, "stranger", "ok", "1@b", T), call(3, "terminal", "dance", "2@b", T)));

        assertThat(events()).isEmpty();
    }
}
