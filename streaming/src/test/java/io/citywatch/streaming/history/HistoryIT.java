package io.citywatch.streaming.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.model.history.Measurement;
import io.citywatch.model.message.DeadLetter;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import io.citywatch.streaming.DetectionConfig;
import io.citywatch.streaming.DetectionService;
import io.citywatch.streaming.cluster.JobHealth;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.testing.City;
import io.citywatch.streaming.testing.EmbeddedKafka;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both jobs between a real Kafka and a real QuestDB; each test has devices of its own. */
class HistoryIT {
    /** A full second, so that a day's end makes no trouble. */
    private static final Instant T = Instant.ofEpochSecond(System.currentTimeMillis() / 1000 - 1800);

    private static final long MILLIS = T.toEpochMilli();

    @TempDir
    private static Path data;

    private static EmbeddedKafka kafka;
    private static QuestDb database;
    private static HistoryLog log;
    private static City city;
    private static DetectionService service;

    @BeforeAll
    static void start() throws Exception {
        kafka = EmbeddedKafka.start(data.resolve("kafka"));
        database = QuestDb.start(data.resolve("questdb"));
        log = new HistoryLog(kafka.bootstrapServers());
        city = new City(kafka.bootstrapServers());
        log.reader("rd-fixed", 23.35, 116.68, false);
        log.reader("rd-mobile", 1, 2, true);
        service = DetectionService.start(DetectionConfig.of(kafka.bootstrapServers(), data.resolve("checkpoints"))
                .with(Duration.ofMillis(500), RuleParameters.DEFAULTS)
                .withHistory(HistoryTarget.of(database.url())));
        service.running().get(60, TimeUnit.SECONDS);
        awaitHistory();
        city.pulse(T);
    }

    @AfterAll
    static void stop() {
        service.close();
        city.close();
        log.close();
        database.close();
        kafka.close();
    }

    @Test
    void everyFieldOfASightingComesBackWithTheReadersPlace() throws Exception {
        String sightings = "{\"ts\":" + MILLIS + ",\"sightings\":[{\"tag\":\"E2000001\",\"ts\":" + (MILLIS - 7)
                + ",\"rssi\":-61.5,\"antenna\":2,\"flags\":[\"tamper\",\"low-battery\"]}]";
        log.bulk("rd-fixed", TelemetryKind.TAG_SIGHTINGS, "1@a", T, sightings + "}");
        log.bulk("rd-mobile", TelemetryKind.TAG_SIGHTINGS, "1@a", T, sightings + ",\"lat\":23.4,\"lon\":116.7}");
        log.bulk("rd-mobile", TelemetryKind.TAG_SIGHTINGS, "2@a", T, sightings + "}");
        log.bulk("rd-unknown", TelemetryKind.TAG_SIGHTINGS, "1@a", T, sightings + "}");

        List<Map<String, JsonNode>> rows = rows(Measurement.TAG_SIGHTINGS, "E2000001", 4);

        assertThat(rows).allSatisfy(row -> {
            assertThat(Instant.parse(row.get("timestamp").asText()).toEpochMilli())
                    .isEqualTo(MILLIS - 7);
            assertThat(values(row))
                    .containsAllEntriesOf(values("rssi", -61.5, "antenna", 2, "flags", "tamper,low-battery"));
        });
        assertThat(rows.stream().map(row -> row.get("reader").asText() + " " + row.get("lat") + " " + row.get("lon")))
                .containsExactlyInAnyOrder(
                        "rd-fixed 23.35 116.68", "rd-mobile 23.4 116.7", "rd-mobile null null", "rd-unknown null null");
    }

    @Test
    void everyFieldOfASmokeSensorComesBack() throws Exception {
        log.bulk(
                "sm-1",
                TelemetryKind.SMOKE,
                "1@a",
                T,
                "{\"ts\":" + MILLIS + ",\"obscuration\":0.25,\"temperature\":-3.5,\"battery\":88.5,\"co\":12.75}");
        log.send(
                "sm-1",
                TelemetryKind.SMOKE,
                Lane.EMERGENCY,
                "2@a",
                T,
                "{\"ts\":" + (MILLIS + 1)
                        + ",\"obscuration\":12,\"temperature\":31,\"battery\":88,\"alarm\":true,\"faults\":[\"mute\"]}");
        log.send(
                "sm-1",
                TelemetryKind.SMOKE,
                Lane.EMERGENCY,
                "3@a",
                T,
                "{\"ts\":" + (MILLIS + 2) + ",\"obscuration\":1,\"temperature\":31,\"battery\":88,\"alarm\":false}");

        List<Map<String, JsonNode>> rows = rows(Measurement.SMOKE, "sm-1", 3);

        assertThat(values(rows.get(0)))
                .isEqualTo(values("obscuration", 0.25, "temperature", -3.5, "battery", 88.5, "co", 12.75));
        assertThat(values(rows.get(1)))
                .isEqualTo(values(
                        "obscuration", 12.0, "temperature", 31.0, "battery", 88.0, "alarm", 1, "faults", "mute"));
        assertThat(values(rows.get(2)))
                .isEqualTo(values("obscuration", 1.0, "temperature", 31.0, "battery", 88.0, "alarm", 0));
    }

    @Test
    void everyFieldOfACallTerminalComesBack() throws Exception {
        String ts = "{\"ts\":" + MILLIS + ",";
        log.send(
                "ct-1",
                TelemetryKind.CALL,
                Lane.EMERGENCY,
                "1@a",
                T,
                ts + "\"event\":\"service\",\"source\":\"base\",\"service\":\"04.12\",\"lat\":23.1,\"lon\":116.2}");
        log.bulk(
                "ct-1",
                TelemetryKind.VITALS,
                "2@a",
                T,
                ts
                        + "\"heartRate\":71,\"systolic\":131,\"diastolic\":84,\"spo2\":97,\"temperature\":36.6,\"glucose\":5.4}");
        log.bulk("ct-1", TelemetryKind.ACTIVITY, "3@a", T, ts + "\"motion\":12,\"door\":\"opened\"}");

        assertThat(values(rows(Measurement.CALL, "ct-1", 1).get(0)))
                .isEqualTo(values("event", "service", "source", "base", "service", "04.12", "lat", 23.1, "lon", 116.2));
        assertThat(values(rows(Measurement.VITALS, "ct-1", 1).get(0)))
                .isEqualTo(values(
                        "heartRate",
                        71.0,
                        "systolic",
                        131.0,
                        "diastolic",
                        84.0,
                        "spo2",
                        97.0,
                        "temperature",
                        36.6,
                        "glucose",
                        5.4));
        assertThat(values(rows(Measurement.ACTIVITY, "ct-1", 1).get(0)))
                .isEqualTo(values("motion", 12, "door", "opened"));
    }

    @Test
    void aThermalFrameIsSummedUp() throws Exception {
        ByteBuffer pixels = ByteBuffer.allocate(8 * 8 * 2).order(ByteOrder.LITTLE_ENDIAN);
        while (pixels.hasRemaining()) {
            pixels.putShort((short) (pixels.position() == 40 ? 35_315 : 29_315));
        }
        log.bulk(
                "th-1",
                TelemetryKind.THERMAL,
                "1@a",
                T,
                "{\"ts\":" + MILLIS + ",\"width\":8,\"height\":8,\"pixels\":\""
                        + Base64.getEncoder().encodeToString(pixels.array())
                        + "\",\"pose\":{\"lat\":23.2,\"lon\":116.3,\"altitude\":41.5,\"heading\":181.5,\"pitch\":-33.5,"
                        + "\"roll\":1,\"hfov\":50,\"vfov\":40}}");

        assertThat(values(rows(Measurement.THERMAL, "th-1", 1).get(0)))
                .isEqualTo(values(
                        "width",
                        8,
                        "height",
                        8,
                        "hottest",
                        80.0,
                        "median",
                        20.0,
                        "lat",
                        23.2,
                        "lon",
                        116.3,
                        "altitude",
                        41.5,
                        "heading",
                        181.5,
                        "pitch",
                        -33.5));
    }

    @Test
    void everyReadingOfAnEnvironmentSensorComesBackAndUnknownNamesAsJson() throws Exception {
        TreeMap<String, Double> readings = new TreeMap<>();
        for (Measurement.Field field : Measurement.ENVIRONMENT.fields()) {
            if (field.type() == Measurement.Type.NUMBER) {
                readings.put(field.name(), readings.size() + 0.125);
            }
        }
        String known = readings.entrySet().stream()
                .map(one -> "\"" + one.getKey() + "\":" + one.getValue())
                .collect(Collectors.joining(","));
        log.bulk(
                "en-1",
                TelemetryKind.ENVIRONMENT,
                "1@a",
                T,
                "{\"ts\":" + MILLIS + ",\"readings\":{" + known + ",\"noise \\\"A\\\", dB\":55.5,\"Ångström\":-1}}");

        Map<String, Object> expected = new TreeMap<>(readings);
        expected.put("other", "{\"noise \\\"A\\\", dB\":55.5,\"Ångström\":-1.0}");
        assertThat(values(rows(Measurement.ENVIRONMENT, "en-1", 1).get(0))).isEqualTo(expected);
    }

    @Test
    void everyFieldOfAHeartbeatComesBackAndWhatItDoesNotSayStaysUnsaid() throws Exception {
        log.bulk(
                "ct-2",
                TelemetryKind.STATE,
                "1@a",
                T,
                "{\"ts\":" + MILLIS
                        + ",\"online\":true,\"intervalSeconds\":60,\"battery\":77.5,\"mains\":false,\"pendantBattery\":31,"
                        + "\"firmware\":\"v1, \\\"b\\\" = 中\\\\x\",\"faults\":[\"a\",\"b\"]}");
        log.bulk(
                "ct-2",
                TelemetryKind.STATE,
                "2@a",
                T,
                "{\"ts\":" + (MILLIS + 1) + ",\"online\":false,\"intervalSeconds\":60,\"faults\":[]}");

        List<Map<String, JsonNode>> rows = rows(Measurement.STATE, "ct-2", 2);

        assertThat(values(rows.get(0)))
                .isEqualTo(values(
                        "online",
                        1,
                        "intervalSeconds",
                        60,
                        "battery",
                        77.5,
                        "mains",
                        0,
                        "pendantBattery",
                        31.0,
                        "firmware",
                        "v1, \"b\" = 中\\x",
                        "faults",
                        "a,b"));
        assertThat(values(rows.get(1))).isEqualTo(values("online", 0, "intervalSeconds", 60));
    }

    @Test
    void theSameMessageTwiceIsOnePoint() throws Exception {
        for (int i = 0; i < 2; i++) {
            log.bulk("sm-2", TelemetryKind.SMOKE, "1@a", T.plusSeconds(i), smoke(MILLIS));
        }
        log.bulk("sm-2", TelemetryKind.SMOKE, "2@a", T, smoke(MILLIS));

        rows(Measurement.SMOKE, "sm-2", 2);
    }

    @Test
    void aThousandSightingsOfOneTagInOneMillisecondAreAThousandPoints() throws Exception {
        String sighting = "{\"tag\":\"E2000002\",\"ts\":" + MILLIS + ",\"rssi\":-60}";
        String sightings = IntStream.range(0, 500).mapToObj(i -> sighting).collect(Collectors.joining(","));
        for (String identity : List.of("1@a", "2@a")) {
            log.bulk(
                    "rd-fixed",
                    TelemetryKind.TAG_SIGHTINGS,
                    identity,
                    T,
                    "{\"ts\":" + MILLIS + ",\"sightings\":[" + sightings + "]}");
        }

        rows(Measurement.TAG_SIGHTINGS, "E2000002", 1_000);
    }

    @Test
    void aClockOf2099MakesNoPartitionIn2099() throws Exception {
        log.bulk(
                "sm-3",
                TelemetryKind.SMOKE,
                "1@a",
                T,
                smoke(Instant.parse("2099-01-01T00:00:00Z").toEpochMilli()));

        Map<String, JsonNode> row = rows(Measurement.SMOKE, "sm-3", 1).get(0);

        assertThat(Instant.parse(row.get("timestamp").asText()).toEpochMilli()).isEqualTo(MILLIS);
    }

    @Test
    void aReadersMinuteIsSummedUpAndARepeatCountsOnce() throws Exception {
        Instant minute = T.plusSeconds(300 - T.getEpochSecond() % 60);
        String tags = "\"sightings\":[{\"tag\":\"E2000003\",\"ts\":1,\"rssi\":-50},{\"tag\":\"E2000004\",\"ts\":1,"
                + "\"rssi\":-61}]}";
        log.bulk("rd-minute", TelemetryKind.TAG_SIGHTINGS, "1@a", minute, "{\"ts\":1," + tags);
        log.bulk("rd-minute", TelemetryKind.TAG_SIGHTINGS, "2@a", minute.plusSeconds(59), "{\"ts\":2," + tags);
        log.bulk("rd-minute", TelemetryKind.TAG_SIGHTINGS, "2@a", minute.plusSeconds(59), "{\"ts\":2," + tags);
        log.bulk("rd-minute", TelemetryKind.TAG_SIGHTINGS, "3@a", minute.plusSeconds(60), "{\"ts\":3," + tags);
        city.pulse(minute.plusSeconds(62));

        Map<String, JsonNode> row =
                rows(Measurement.READER_MINUTES, "rd-minute", 1).get(0);

        assertThat(Instant.parse(row.get("timestamp").asText())).isEqualTo(minute);
        assertThat(values(row)).isEqualTo(values("reads", 4, "tags", 2, "meanRssi", -55.5));
    }

    @Test
    void whileTheServerIsAwayNothingIsLostAndAlarmsGoOn() throws Exception {
        log.bulk("sm-away", TelemetryKind.SMOKE, "0@a", T, smoke(MILLIS));
        rows(Measurement.SMOKE, "sm-away", 1);

        database.close();
        long reopened = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        int sent = 1;
        while (System.nanoTime() < reopened) {
            log.bulk("sm-away", TelemetryKind.SMOKE, sent + "@a", T, smoke(MILLIS + sent));
            sent++;
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        city.call("ct-away", "sos", "1@a", T);
        city.awaitDetection(
                "a sos while the history is away", one -> one.device().value().equals("ct-away"));
        assertThat(health("history").running()).isTrue();
        database.open();

        rows(Measurement.SMOKE, "sm-away", sent);
    }

    /** One test about fixes: QuestDB swallows what an open connection writes to a table that was dropped meanwhile. */
    @Test
    void aPendantsFixComesBackAndAPointThatTheServerRefusesIsADeadLetterWhileTheOthersAreKept() throws Exception {
        String fix = "{\"ts\":" + MILLIS + ",\"lat\":23.123456789,\"lon\":-116.5,\"accuracy\":8}";
        log.bulk("ct-fix", TelemetryKind.FIX, "1@a", T, fix);
        assertThat(values(rows(Measurement.FIX, "ct-fix", 1).get(0)))
                .isEqualTo(values("lat", 23.123456789, "lon", -116.5, "accuracy", 8.0));

        database.query("DROP TABLE fix");
        database.query("CREATE TABLE fix (timestamp TIMESTAMP_NS, device SYMBOL, lat DOUBLE, lon DOUBLE,"
                + " accuracy BINARY) TIMESTAMP(timestamp) PARTITION BY DAY WAL DEDUP UPSERT KEYS(timestamp, device)");
        database.close();
        database.open();
        for (int i = 0; i < 20; i++) {
            log.bulk("ct-ok", TelemetryKind.ACTIVITY, i + "@a", T, "{\"ts\":" + (MILLIS + i) + ",\"motion\":1}");
            if (i == 10) {
                log.bulk("ct-poison", TelemetryKind.FIX, "1@a", T, fix);
            }
        }

        DeadLetter letter =
                city.awaitDeadLetter("a point of ct-poison", one -> one.device().equals("ct-poison"));
        rows(Measurement.ACTIVITY, "ct-ok", 20);
        assertThat(letter.topic()).isEqualTo("history/fix");
        assertThat(letter.reason()).contains("accuracy");
        assertThat(letter.receivedAt()).isEqualTo(T);
        assertThat(new String(letter.payload(), StandardCharsets.UTF_8)).startsWith("fix,device=ct-poison accuracy=8");
    }

    @Test
    void aPointIsThereWithinASecond() throws Exception {
        long sent = System.nanoTime();
        log.bulk("sm-soon", TelemetryKind.SMOKE, "1@a", T, smoke(MILLIS));

        rows(Measurement.SMOKE, "sm-soon", 1);

        assertThat(Duration.ofNanos(System.nanoTime() - sent)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void bothJobsTellHowTheyAre() {
        assertThat(service.health()).extracting(JobHealth::job).containsExactly("detection", "history");
        assertThat(service.health()).allSatisfy(job -> {
            assertThat(job.running()).isTrue();
            assertThat(job.resubmissions()).isZero();
        });
    }

    private static void awaitHistory() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!health("history").running()) {
            assertThat(System.nanoTime()).as("the history does not run in time").isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private static JobHealth health(String job) {
        return service.health().stream()
                .filter(one -> one.job().equals(job))
                .findFirst()
                .orElseThrow();
    }

    private static String smoke(long ts) {
        return "{\"ts\":" + ts + ",\"obscuration\":0,\"temperature\":20,\"battery\":90}";
    }

    /** The rows of one tag, by time, once there are exactly as many. */
    private static List<Map<String, JsonNode>> rows(Measurement measurement, String tag, int count) throws Exception {
        String sql = "SELECT * FROM \"" + measurement.table() + "\" WHERE " + measurement.tag() + " = '" + tag
                + "' ORDER BY timestamp";
        List<Map<String, JsonNode>> rows = database.await(sql, found -> found.size() >= count);
        assertThat(rows).hasSize(count);
        return rows;
    }

    /** The fields that say something, as Java values. */
    private static Map<String, Object> values(Map<String, JsonNode> row) {
        Map<String, Object> values = new TreeMap<>();
        row.forEach((name, value) -> {
            if (!List.of("timestamp", "device", "tag_id").contains(name) && !value.isNull()) {
                values.put(name, value.isNumber() ? value.numberValue() : value.asText());
            }
        });
        return values;
    }

    private static Map<String, Object> values(Object... namesAndValues) {
        Map<String, Object> values = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return values;
    }
}
