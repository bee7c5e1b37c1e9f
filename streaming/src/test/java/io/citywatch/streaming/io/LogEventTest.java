package io.citywatch.streaming.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import io.citywatch.model.DeviceId;
import io.citywatch.model.json.Json;
import io.citywatch.model.log.LogPack;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.log.LogStamp;
import io.citywatch.model.log.Pulse;
import io.citywatch.model.message.DeadLetter;
import io.citywatch.model.telemetry.ContentType;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogEventTest {
    private static final LogRecord MESSAGE = new LogRecord(
            new DeviceId("ct-1"),
            TelemetryKind.CALL,
            Lane.EMERGENCY,
            "17@a",
            Instant.ofEpochMilli(1_000),
            Instant.ofEpochMilli(1_004),
            "{\"any\":1}".getBytes(StandardCharsets.UTF_8));

    @ParameterizedTest
    @EnumSource(ContentType.class)
    void telemetryComesBackAsTheLogHasIt(ContentType type) {
        LogRecord message = new LogRecord(
                MESSAGE.device(),
                MESSAGE.kind(),
                MESSAGE.lane(),
                MESSAGE.identity(),
                "gw-1",
                MESSAGE.receivedAt(),
                MESSAGE.loggedAt(),
                type,
                MESSAGE.payload());

        LogEvent event = read("ct-1", message.headers(), message.payload());

        assertThat(event.type()).isEqualTo(LogEvent.Type.TELEMETRY);
        assertThat(event.message()).usingRecursiveComparison().isEqualTo(message);
    }

    @Test
    void aPulseIsKnownByItsHeader() {
        Pulse pulse = new Pulse("gw-1", "b1", Instant.ofEpochMilli(5_000));

        LogEvent event = read(null, Map.of(Pulse.HEADER, new byte[0]), pulse.write());

        assertThat(event.type()).isEqualTo(LogEvent.Type.PULSE);
        assertThat(event.at()).isEqualTo(5_000);
        assertThat(event.loggedAt()).isEqualTo(1_004);
        assertThatIllegalStateException().isThrownBy(event::message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "{\"gateway\":\"g\",\"boot\":\"b\"}", "\u0000"})
    void aPulseWithoutATimeIsUnreadable(String value) {
        LogEvent event = read("gw-1", Map.of(Pulse.HEADER, new byte[0]), value.getBytes(StandardCharsets.UTF_8));

        assertThat(event.type()).isEqualTo(LogEvent.Type.UNREADABLE);
        assertThat(event.device()).isEqualTo("gw-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "9223372036854775807", "-9223372036854775808", "253402300800000", "soon", ""})
    void aTimeThatTimersCannotCountWithIsUnreadable(String receivedAt) {
        String stamp = "ct-1 call emergency json gw-1 " + receivedAt + " 1@b";

        LogEvent event = read("ct-1", Map.of("stamp", stamp.getBytes(StandardCharsets.UTF_8)), MESSAGE.payload());

        assertThat(event.type()).isEqualTo(LogEvent.Type.UNREADABLE);
        assertThat(event.reason()).contains("received-at");
    }

    @Test
    void aPackIsAsManyEventsAndOneThatIsBadCostsNoOther() {
        byte[] head =
                new LogStamp(new DeviceId("ct-1"), TelemetryKind.VITALS, Lane.BULK, "gw-1").head(ContentType.JSON);
        byte[] payload = MESSAGE.payload();
        byte[] pack = LogPack.write(List.of(
                new LogPack.Part(LogStamp.tail(1_000, "1@b"), payload),
                new LogPack.Part("soon 2@b".getBytes(StandardCharsets.UTF_8), payload),
                new LogPack.Part(LogStamp.tail(-1, "3@b"), new byte[] {7}),
                new LogPack.Part(LogStamp.tail(1_002, "4@b"), payload)));

        List<LogEvent> events = readAll("ct-1", Map.of("pack", head), pack);

        assertThat(events)
                .extracting(LogEvent::type, LogEvent::identity)
                .containsExactly(
                        tuple(LogEvent.Type.TELEMETRY, "1@b"),
                        tuple(LogEvent.Type.UNREADABLE, ""),
                        tuple(LogEvent.Type.UNREADABLE, ""),
                        tuple(LogEvent.Type.TELEMETRY, "4@b"));
        assertThat(events.get(3).at()).isEqualTo(1_002);
        assertThat(events.get(2).payload()).containsExactly(7);
    }

    @Test
    void noBytesWhateverMakeTheDeserialiserThrow() {
        long seed = 20_261_122;
        RandomGenerator random = new SplittableRandom(seed);
        List<String> names = new ArrayList<>(MESSAGE.headers().keySet());
        names.add(Pulse.HEADER);
        names.add(LogPack.HEADER);
        for (int i = 0; i < 5_000; i++) {
            Map<String, byte[]> headers = new HashMap<>(random.nextBoolean() ? MESSAGE.headers() : Map.of());
            for (String name : names) {
                if (random.nextInt(6) == 0) {
                    headers.put(name, random.nextInt(4) == 0 ? null : bytes(random));
                }
            }
            byte[] value = random.nextInt(5) == 0 ? null : bytes(random);

            List<LogEvent> events = readAll(random.nextBoolean() ? null : "ct-1", headers, value);

            assertThat(events).as("seed %d, record %d", seed, i).isNotEmpty();
            for (LogEvent event : events) {
                assertThat(event.reason().isEmpty())
                        .as("seed %d, record %d", seed, i)
                        .isEqualTo(event.type() != LogEvent.Type.UNREADABLE);
            }
        }
    }

    @Test
    void aFaultOfOursCostsOneRecordAndNotTheLane() {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("telemetry.events", 0, 0, null, new byte[] {7}) {
            @Override
            public Headers headers() {
                throw new IllegalStateException("a fault of ours");
            }
        };
        List<LogEvent> events = new ArrayList<>();

        new LogEventDeserializer().deserialize(record, new Collected(events));

        assertThat(events).extracting(LogEvent::type).containsExactly(LogEvent.Type.UNREADABLE);
        assertThat(events.get(0).reason()).contains("a fault of ours");
        assertThat(events.get(0).payload()).containsExactly(7);
    }

    @Test
    void aDeadLetterOfNobodyStillHasAKey() {
        KeyedBytes entry = KeyedBytes.deadLetter(" ", "telemetry.events", "torn", 1_004, new byte[] {1});

        assertThat(entry.key()).isEqualTo("unknown");
        assertThat(Json.read(entry.value(), DeadLetter.class).fold(DeadLetter::reason, reason -> "not read"))
                .isEqualTo("torn");
    }

    private static byte[] bytes(RandomGenerator random) {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static LogEvent read(String key, Map<String, byte[]> headers, byte[] value) {
        List<LogEvent> events = readAll(key, headers, value);
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    private static List<LogEvent> readAll(String key, Map<String, byte[]> headers, byte[] value) {
        RecordHeaders recordHeaders = new RecordHeaders();
        headers.forEach(recordHeaders::add);
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                "telemetry.events",
                0,
                0,
                1_004,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                value,
                recordHeaders,
                Optional.empty());
        List<LogEvent> events = new ArrayList<>();
        new LogEventDeserializer().deserialize(record, new Collected(events));
        return events;
    }

    private record Collected(List<LogEvent> events) implements Collector<LogEvent> {
        @Override
        public void collect(LogEvent event) {
            events.add(event);
        }

        @Override
        public void close() {}
    }
}
