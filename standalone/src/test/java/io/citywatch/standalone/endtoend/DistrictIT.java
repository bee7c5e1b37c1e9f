package io.citywatch.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.model.json.Json;
import io.citywatch.standalone.config.PlatformConfig;
import io.citywatch.standalone.config.Ports;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a district sees on one platform: a hunt, a command, a gateway of ours that is away, a power cut. The rules'
 * times are shortened by the configuration file, as an operator would set them; with {@code ./citywatch test --long} the
 * gateway is away for two minutes, and the times by which it is excused are the real ones.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class DistrictIT {
    private static final boolean LONG = Boolean.getBoolean("citywatch.long");
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration LATE = Duration.ofSeconds(LONG ? 300 : 90);
    private static final int AWAY_SECONDS = LONG ? 120 : 10;
    private static final String EXCUSED = LONG ? "" : "pulse-gap: 3s, pulse-recovery: 10s, ";
    private static final int TERMINALS = 100;
    private static final int READERS = 5;
    private static final int INTERVAL_SECONDS = 2;
    private static final String PLATE = "粤D-H0001";
    private static final String TAG = "E2801160600002054F3B9A77";

    @TempDir
    static Path folder;

    private static final ScheduledExecutorService TIMER = Executors.newScheduledThreadPool(4);
    private static final List<PahoDevice> DEVICES = new ArrayList<>();
    private static PlatformFixture city;
    private static Mosquitto mosquitto;

    @BeforeAll
    static void start() throws IOException {
        Ports ports = Ports.free();
        Path file = folder.resolve("district.yaml");
        Files.write(
                file,
                List.of(
                        "citywatch:",
                        "  data-folder: " + folder,
                        "  ports: { http: " + ports.http() + ", mqtt: " + ports.mqtt() + ", kafka: " + ports.kafka()
                                + ", kafka-controller: " + ports.kafkaController() + ", postgres: " + ports.postgres()
                                + ", questdb: " + ports.questdb() + " }",
                        "  rules:",
                        "    elder: { mains-note-after: 3s }",
                        "    health: { " + EXCUSED + "outage-update-every: 1s }"));
        city = new PlatformFixture(PlatformConfig.load(file, Path.of("target").toAbsolutePath()));
        mosquitto = new Mosquitto(city.platform.mqttPort());
        city.platform.history().join();
    }

    @AfterAll
    static void stop() {
        DEVICES.forEach(PahoDevice::close);
        TIMER.shutdownNow();
        city.close();
    }

    @Test
    @Order(1)
    void aStolenMotorcycleIsFollowedReadByReadUntilTheReportIsWithdrawn() {
        PlatformFixture.created(city.admin.post("/vehicles", Map.of("plate", PLATE, "tag", TAG)));
        List<PahoDevice> readers =
                List.of(reader("hunt-a", 23.380), reader("hunt-b", 23.385), reader("hunt-c", 23.390));
        long before = System.currentTimeMillis();
        PlatformFixture.created(city.police.post(
                vehicle() + "/consent",
                Map.of("givenBy", "the owner", "reference", "form 7", "until", before + 3_600_000)));
        read(readers.get(0)); // somebody rides away; nobody knows yet
        awaitTrack(before, 1);

        PlatformFixture.created(
                city.police.post(vehicle() + "/theft-report", Map.of("caseNumber", "A-7", "reportedBy", "110")));

        String incident = "/incidents/"
                + city.police
                        .await(
                                "/incidents?state=open&device=hunt-a",
                                LATE,
                                it -> it.path("items").size() == 1)
                        .at("/items/0/id")
                        .asText();
        String reasoned = incident + "?reason=test";
        JsonNode raised =
                city.police.await(reasoned, LATE, it -> it.path("track").size() == 1);
        assertThat(raised.path("severity").asText()).isEqualTo("P1");
        assertThat(raised.path("kind").asText()).isEqualTo("theft");
        assertThat(raised.path("rules").toString()).contains("R1");

        long afterTheFirst = System.currentTimeMillis();
        read(readers.get(1));
        JsonNode followed =
                city.police.await(reasoned, LATE, it -> it.path("track").size() == 2);
        assertThat(followed.at("/position/lat").asDouble()).isEqualTo(23.385);

        assertThat(city.police.call("DELETE", vehicle() + "/theft-report", null).status())
                .isEqualTo(204);
        city.police.await(incident, LATE, it -> it.path("state").asText().equals("CANCELLED"));
        read(readers.get(2));
        awaitTrack(before, 3); // the history knows of the read, and so does the job, which both read the log in order
        assertThat(city.police.get(reasoned).has("track"))
                .as("of a case that ended")
                .isFalse();
        assertThat(city.police.get("/incidents?state=open&device=hunt-c").path("items"))
                .isEmpty();
        JsonNode later = track(afterTheFirst);
        assertThat(later.path("type").asText()).isEqualTo("FeatureCollection");
        assertThat(StreamSupport.stream(later.path("features").spliterator(), false)
                        .map(point -> point.at("/properties/reader").asText()))
                .containsExactly("hunt-b", "hunt-c");
        readers.forEach(PahoDevice::close);
    }

    private static PahoDevice reader(String id, double lat) {
        PahoDevice reader = new PahoDevice(id, city.device(id, "tag-reader", lat, 116.72), city.platform.mqttPort());
        DEVICES.add(reader);
        return reader;
    }

    private static void read(PahoDevice reader) {
        long now = System.currentTimeMillis();
        reader.publish(
                "telemetry/tag-sightings",
                "{\"ts\":" + now + ",\"sightings\":[{\"tag\":\"" + TAG + "\",\"ts\":" + now + ",\"rssi\":-52.5}]}");
    }

    private static String vehicle() {
        return "/vehicles/" + URLEncoder.encode(PLATE, StandardCharsets.UTF_8);
    }

    private static String trackPath(long from) {
        return vehicle() + "/track?reason=test&from=" + from + "&to=" + (System.currentTimeMillis() + 1);
    }

    private static JsonNode track(long from) {
        return city.police.get(trackPath(from));
    }

    private static void awaitTrack(long from, int points) {
        JsonNode unused = Await.until(
                "the track", LATE, () -> track(from), it -> it.path("features").size() == points);
    }

    @Test
    @Order(2)
    void aForeignDeviceGetsACommandAndItsAnswerIsShown() throws Exception {
        String device = "devices/" + PlatformFixture.TERMINAL + "/commands";
        String path = "/devices/" + PlatformFixture.TERMINAL + "/commands";
        String id;
        try (Program terminal = mosquitto.subscribe(PlatformFixture.TERMINAL, city.terminalToken, device)) {
            Api.Answer given = city.operator.post(
                    path,
                    Map.of(
                            "action",
                            "speak",
                            "parameters",
                            Map.of("text", "请离开大楼"),
                            "deadline",
                            System.currentTimeMillis() + 60_000));
            assertThat(given.status()).isEqualTo(202);
            id = given.text("id");
            JsonNode command = Json.mapper().readTree(terminal.line(SOON, line -> line.startsWith("{")));
            assertThat(command.path("id").asText()).isEqualTo(id);
            assertThat(command.path("action").asText()).isEqualTo("speak");
            assertThat(command.at("/parameters/text").asText()).isEqualTo("请离开大楼");
            city.operator.await(path + "/" + id, SOON, it -> state(it).matches("DELIVERED|DONE"));
        }

        mosquitto.publish(
                PlatformFixture.TERMINAL,
                city.terminalToken,
                device + "/" + id,
                "{\"ts\":" + System.currentTimeMillis() + ",\"status\":\"done\"}");

        city.operator.await(path + "/" + id, SOON, it -> state(it).equals("DONE"));
    }

    private static String state(JsonNode node) {
        return node.path("state").asText();
    }

    @Test
    @Order(3)
    void aGatewayOfOursThatIsAwayIsNotBlamedOnItsDevices() {
        PahoDevice alive = reader("gap-alive", 23.40);
        PahoDevice dead = reader("gap-dead", 23.41);
        alive.beat(TIMER, INTERVAL_SECONDS);
        dead.beat(TIMER, INTERVAL_SECONDS);
        pause(3 * INTERVAL_SECONDS);

        city.platform.stopGateway();
        pause(AWAY_SECONDS); // longer than any of them may be silent
        city.platform.startGateway();
        pause(3 * INTERVAL_SECONDS); // both are back
        dead.silence();

        // Only who stays away after that is told of: so silence was judged, and that of the gap was not counted.
        city.operator.await(
                "/incidents?device=gap-dead", LATE, it -> it.path("items").size() == 1);
        assertThat(city.operator.get("/incidents?device=gap-alive").path("items"))
                .isEmpty();
        alive.close();
        JsonNode told = city.operator.get("/incidents?device=gap-dead").at("/items/0");
        city.operator.post(
                "/incidents/" + told.path("id").asText() + "/close", Map.of("outcome", "helped", "reason", "test"));
    }

    @Test
    @Order(4)
    void aPowerCutIsOneIncidentWithAllThatFollowsFromIt() {
        List<PahoDevice> terminals = new ArrayList<>();
        for (int i = 0; i < TERMINALS; i++) {
            String id = "cut-terminal-" + i;
            String token = city.device(
                    id, "call-terminal", 23.450 + 0.0002 * (i % 10), 116.750 + 0.0002 * Math.floorDiv(i, 10));
            terminals.add(new PahoDevice(id, token, city.platform.mqttPort()));
        }
        DEVICES.addAll(terminals);
        List<PahoDevice> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            String id = "cut-reader-" + i;
            readers.add(new PahoDevice(
                    id, city.device(id, "tag-reader", 23.4505 + 0.0003 * i, 116.7505), city.platform.mqttPort()));
        }
        DEVICES.addAll(readers);
        readers.forEach(reader -> reader.beat(TIMER, INTERVAL_SECONDS));
        pause(2 * INTERVAL_SECONDS);

        terminals.parallelStream().forEach(terminal -> call(terminal, "mains-lost"));
        readers.forEach(PahoDevice::silence);

        String open = "/incidents?state=open&limit=1000";
        JsonNode cut = city.operator.await(
                open,
                LATE,
                it -> ofTheCut(it).size() == 1
                        && ofTheCut(it).get(0).path("rules").toString().matches(".*D4.*")
                        && ofTheCut(it).get(0).path("rules").toString().contains("E5")
                        && ofTheCut(it).get(0).path("rules").toString().contains("R11")
                        && ofTheCut(it).get(0).path("devices").size() >= TERMINALS);
        JsonNode outage = ofTheCut(cut).get(0);
        assertThat(outage.path("kind").asText()).isEqualTo("outage");
        assertThat(outage.path("severity").asText()).isEqualTo("P2");

        terminals.parallelStream().forEach(terminal -> call(terminal, "mains-restored"));
        readers.forEach(reader -> reader.beat(TIMER, INTERVAL_SECONDS));
        city.operator.await(
                "/incidents/" + outage.path("id").asText(),
                LATE,
                it -> !it.path("active").asBoolean());
        assertThat(ofTheCut(city.operator.get(open))).hasSize(1);
    }

    private static void call(PahoDevice terminal, String event) {
        terminal.publish(
                "events/call",
                "{\"ts\":" + System.currentTimeMillis() + ",\"event\":\"" + event + "\",\"source\":\"base\"}");
    }

    private static List<JsonNode> ofTheCut(JsonNode list) {
        return StreamSupport.stream(list.path("items").spliterator(), false)
                .filter(item -> item.path("devices").toString().contains("cut-")
                        || item.path("kind").asText().equals("outage"))
                .toList();
    }

    private static void pause(int seconds) {
        try {
            boolean unused = new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
