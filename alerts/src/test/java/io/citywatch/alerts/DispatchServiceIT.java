package io.citywatch.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.alerts.access.AccountConfig;
import io.citywatch.alerts.access.Role;
import io.citywatch.alerts.store.DatabaseConfig;
import io.citywatch.alerts.testing.EmbeddedKafka;
import io.citywatch.alerts.testing.LogProbe;
import io.citywatch.alerts.testing.TestPostgres;
import io.citywatch.model.DeviceId;
import io.citywatch.model.Sha256;
import io.citywatch.model.json.Json;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.message.CommandResult;
import io.citywatch.model.message.DeadLetter;
import io.citywatch.model.message.DetectionStatus;
import io.citywatch.model.message.DeviceLedger;
import io.citywatch.model.message.GatewayAudit;
import io.citywatch.model.message.GatewayStatus;
import io.citywatch.model.message.Presence;
import io.citywatch.model.message.Receipt;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole service on a real log and real records: from a registered person to an accepted offer. */
class DispatchServiceIT {
    private static final String ADMIN = "admin-token-for-tests-0123456789abcdef";

    private static final PrometheusMeterRegistry METERS = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private static EmbeddedKafka kafka;
    private static DatabaseConfig records;
    private static DispatchService service;
    private static LogProbe credentials;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start();
        records = TestPostgres.emptyDatabase();
        startService();
        credentials = new LogProbe(kafka.bootstrapServers(), LogTopic.REGISTRY_CREDENTIALS);
    }

    private static void startService() {
        service = DispatchService.start(
                config(records, 0, List.of(new AccountConfig("admin", Role.ADMIN, "correct horse", ADMIN)), unused()),
                METERS);
    }

    @AfterAll
    static void stop() {
        credentials.close();
        service.close();
        kafka.close();
    }

    private static Path unused() {
        return Path.of("never-written");
    }

    private static DispatchConfig config(
            DatabaseConfig database, int port, List<AccountConfig> accounts, Path passwordFile) {
        return new DispatchConfig(
                database.url(),
                database.user(),
                database.password(),
                kafka.bootstrapServers(),
                "127.0.0.1",
                port,
                null,
                accounts,
                passwordFile,
                false);
    }

    private static JsonNode call(String method, String path, String token, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + service.httpPort() + "/api/v1" + path))
                .header("Authorization", "Bearer " + token)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode())
                .as(method + " " + path + ": " + response.body())
                .isBetween(200, 299);
        return Json.mapper().readTree(response.body());
    }

    /** Asks until the answer fulfils the condition; fails after 20 s with the last one. */
    private static JsonNode await(String path, String token, Predicate<JsonNode> condition) throws Exception {
        Instant deadline = Instant.now().plusSeconds(20);
        JsonNode answer = call("GET", path, token, null);
        while (!condition.test(answer)) {
            assertThat(Instant.now()).as("last answer: " + answer).isBefore(deadline);
            CompletableFuture<Void> pause = new CompletableFuture<>();
            pause.completeOnTimeout(null, 50, TimeUnit.MILLISECONDS).join();
            answer = call("GET", path, token, null);
        }
        return answer;
    }

    private static void append(LogTopic topic, String key, Object value) {
        credentials.append(topic, key, Json.write(value), Map.of());
    }

    @Test
    void anSosOfARegisteredElderIsOfferedAndAccepted() throws Exception {
        call("POST", "/elders", ADMIN, "{\"id\":\"e1\",\"name\":\"李秀英\",\"lat\":23.35,\"lon\":116.68}");
        String device = call(
                        "POST",
                        "/devices",
                        ADMIN,
                        "{\"id\":\"t1\",\"kind\":\"call-terminal\",\"lat\":23.35,\"lon\":116.68,\"elder\":\"e1\"}")
                .get("token")
                .asText();
        String responder = call(
                        "POST",
                        "/responders",
                        ADMIN,
                        "{\"id\":\"v1\",\"name\":\"陈明\",\"roles\":[\"volunteer\"],\"skills\":[\"first-aid\"],"
                                + "\"lat\":23.3505,\"lon\":116.6805}")
                .get("token")
                .asText();
        credentials.await(seen -> seen.stream()
                .anyMatch(each -> new String(each.value(), StandardCharsets.UTF_8).contains(Sha256.hex(device))));
        Instant now = Instant.now();
        byte[] payload = ("{\"ts\":" + now.toEpochMilli() + ",\"event\":\"sos\",\"source\":\"pendant\"}")
                .getBytes(StandardCharsets.UTF_8);
        LogRecord press =
                new LogRecord(new DeviceId("t1"), TelemetryKind.CALL, Lane.EMERGENCY, "press-1", now, now, payload);
        credentials.append(LogTopic.TELEMETRY_EVENTS, "t1", payload, press.headers());

        await("/devices/t1", ADMIN, seen -> seen.path("lastSeenAt").asLong() >= now.toEpochMilli());
        JsonNode offers = await(
                "/responders/v1/offers",
                responder,
                answer -> !answer.get("items").isEmpty());
        String offer = offers.get("items").get(0).get("id").asText();
        JsonNode accepted = call("POST", "/offers/" + offer, responder, "{\"action\":\"accept\"}");
        JsonNode incident = call("GET", "/incidents?state=open&subject=e1", ADMIN, null)
                .get("items")
                .get(0);

        assertThat(accepted.get("offer").get("state").asText()).isEqualTo("ACCEPTED");
        assertThat(incident.get("subject").get("name").asText()).isEqualTo("李**");
        String id = incident.get("id").asText();
        JsonNode detail = call("GET", "/incidents/" + id + "?reason=test", ADMIN, null);
        assertThat(detail.get("subject").get("name").asText()).isEqualTo("李秀英");
        assertThat(detail.get("offers").findValuesAsText("state")).contains("ACCEPTED");
        JsonNode closed =
                call("POST", "/incidents/" + id + "/close", ADMIN, "{\"outcome\":\"helped\",\"reason\":\"well\"}");
        assertThat(closed.get("state").asText()).isEqualTo("CLOSED");
        JsonNode elder = call("GET", "/statistics", ADMIN, null).get("families").get("elder");
        assertThat(elder.get("incidents").asLong()).isEqualTo(1);
        assertThat(elder.get("accepted").asLong()).isEqualTo(1);
        assertThat(elder.get("resolved").asLong()).isEqualTo(1);
    }

    @Test
    void showsWhatTheLogTellsOfGatewaysAndDevices() throws Exception {
        call("POST", "/devices", ADMIN, "{\"id\":\"s1\",\"kind\":\"smoke-sensor\",\"lat\":1,\"lon\":1}");
        Instant at = Instant.now();
        append(LogTopic.DEVICE_PRESENCE, "s1", new Presence("s1", "g1", "b1", 1, true, true, at));
        append(
                LogTopic.DEAD_LETTERS,
                "s1",
                new DeadLetter("s1", "devices/s1/events/smoke", "not valid JSON", at, new byte[] {1}));
        append(
                LogTopic.GATEWAY_AUDIT,
                "s1",
                new GatewayAudit(at, "g1", "s1", "publish", "devices/x/state", "foreign topic", "127.0.0.1:1"));
        append(LogTopic.GATEWAY_STATUS, "g1", new GatewayStatus("g1", "b1", at, 41, 1, 1));
        append(LogTopic.GATEWAY_STATUS, "g1", new GatewayStatus("g1", "b1", at.plusSeconds(1), 42, 1, 1));

        await("/devices/s1", ADMIN, device -> device.path("lastSeenAt").asLong() == at.toEpochMilli());
        await("/dead-letters?device=s1", ADMIN, page -> page.get("items").size() == 1);
        await("/audit?actor=s1&action=refused", ADMIN, page -> page.get("items").size() == 1);
        JsonNode counts =
                await("/statistics", ADMIN, answer -> answer.get("messages").asLong() == 42);

        assertThat(counts.get("deadLetters").asLong()).isEqualTo(1);
        assertThat(service.isReady()).isTrue();
    }

    @Test
    void servesWhatADevicePublishedAndWhatIsMissingAlsoAfterARestart() throws Exception {
        JsonNode created =
                call("POST", "/devices", ADMIN, "{\"id\":\"s7\",\"kind\":\"smoke-sensor\",\"lat\":1,\"lon\":1}");
        assertThat(created.get("published").asLong()).isZero();
        assertThat(created.get("missingSeqs")).isEmpty();
        Instant at = Instant.ofEpochMilli(Instant.now().toEpochMilli());
        append(
                LogTopic.DEVICE_LEDGER,
                "s7",
                new DeviceLedger("s7", 100, 93, 7, List.of(new DeviceLedger.Gap("b1", 10, 16)), at));

        JsonNode served =
                await("/devices/s7", ADMIN, device -> device.path("missing").asLong() == 7);
        assertThat(served.get("published").asLong()).isEqualTo(100);
        assertThat(served.get("stored").asLong()).isEqualTo(93);
        assertThat(served.get("missingSeqs").get(0).toString()).isEqualTo("{\"boot\":\"b1\",\"from\":10,\"to\":16}");
        assertThat(served.get("lastSeenAt").asLong()).isEqualTo(at.toEpochMilli());

        service.close();
        startService();
        assertThat(call("GET", "/devices/s7", ADMIN, null)).isEqualTo(served);
    }

    @Test
    void bringsACommandToTheLogAndItsResultBack() throws Exception {
        call("POST", "/devices", ADMIN, "{\"id\":\"drone\",\"kind\":\"thermal-camera\",\"lat\":1,\"lon\":1}");
        long deadline = Instant.now().plusSeconds(60).toEpochMilli();
        String id = call(
                        "POST",
                        "/devices/drone/commands",
                        ADMIN,
                        "{\"action\":\"speak\",\"parameters\":{\"text\":\"hi\"},\"deadline\":" + deadline + "}")
                .get("id")
                .asText();
        try (LogProbe commands = new LogProbe(kafka.bootstrapServers(), LogTopic.COMMANDS)) {
            commands.await(seen -> seen.stream()
                    .anyMatch(each -> new String(each.key(), StandardCharsets.UTF_8).equals("drone/" + id)));
        }

        append(LogTopic.RECEIPTS, "drone/" + id, new Receipt("drone", id, 1, "g1", Instant.now()));
        await(
                "/devices/drone/commands/" + id,
                ADMIN,
                one -> one.get("state").asText().equals("DELIVERED"));
        CommandResult result = new CommandResult(Instant.now(), "refused", "battery");
        append(LogTopic.COMMAND_RESULTS, "drone", new CommandResult.Logged("drone", id, Instant.now(), result));

        JsonNode done = await(
                "/devices/drone/commands/" + id,
                ADMIN,
                one -> one.get("state").asText().equals("REFUSED"));
        assertThat(done.get("result").get("reason").asText()).isEqualTo("battery");
    }

    @Test
    void keepsWhatATerminalSaysInThePersonsRecord() throws Exception {
        call("POST", "/elders", ADMIN, "{\"id\":\"e7\",\"name\":\"王芳\",\"lat\":23.35,\"lon\":116.68}");
        call(
                "POST",
                "/devices",
                ADMIN,
                "{\"id\":\"t7\",\"kind\":\"call-terminal\",\"lat\":23.35,\"lon\":116.68,\"elder\":\"e7\"}");
        Instant now = Instant.now();
        byte[] payload = ("{\"ts\":" + now.toEpochMilli() + ",\"event\":\"mains-restored\",\"source\":\"base\"}")
                .getBytes(StandardCharsets.UTF_8);
        LogRecord message =
                new LogRecord(new DeviceId("t7"), TelemetryKind.CALL, Lane.EMERGENCY, "m-1", now, now, payload);
        credentials.append(LogTopic.TELEMETRY_EVENTS, "t7", payload, message.headers());

        JsonNode entries =
                await("/elders/e7/record", ADMIN, page -> page.get("items").size() == 1);

        assertThat(entries.get("items").get(0).get("event").asText()).isEqualTo("mains-restored");
    }

    @Test
    void isReadyOnlyWhileTheDetectionJobSaysSoAndShowsItsMetrics() throws Exception {
        assertThat(service.isReady()).isTrue();
        HttpResponse<String> stale = root("/health/ready");
        assertThat(stale.statusCode()).isEqualTo(503);
        assertThat(stale.body()).contains("detection: has said nothing yet");

        Instant now = Instant.now();
        append(LogTopic.DETECTION_STATUS, "detection", new DetectionStatus("detection", now, now));
        await(
                "/statistics",
                ADMIN,
                counts -> counts.path("detection").path("at").asLong() == now.toEpochMilli());

        assertThat(root("/health/ready").statusCode()).isEqualTo(200);
        assertThat(root("/metrics").body())
                .contains(
                        "citywatch_dispatch_outbox_depth",
                        "citywatch_dispatch_feed_lag{reader=\"dispatch-emergency\",topic=\"telemetry.events\"}",
                        "citywatch_dispatch_detection_lag",
                        "citywatch_dispatch_press_to_offer_seconds_bucket");
    }

    private static HttpResponse<String> root(String path) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.httpPort() + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void leavesTheFirstAdministratorsPasswordInAFileOfItsOwnerAlone(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("secrets/admin-password");
        DatabaseConfig database = TestPostgres.emptyDatabase();

        try (DispatchService first =
                DispatchService.start(config(database, 0, List.of(), file), new SimpleMeterRegistry())) {
            String password = Files.readString(file).trim();
            HttpResponse<String> signedIn = CLIENT.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + first.httpPort() + "/api/v1/session"))
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    "{\"user\":\"admin\",\"password\":\"" + password + "\"}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(signedIn.body()).contains("\"role\":\"admin\"");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void refusesAPortThatIsTakenAndStopsWhatItStarted() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            DispatchConfig config = config(TestPostgres.emptyDatabase(), taken.getLocalPort(), accounts(), unused());

            assertThatThrownBy(() -> DispatchService.start(config, new SimpleMeterRegistry()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("cannot listen on")
                    .hasMessageContaining(String.valueOf(taken.getLocalPort()));
        }
    }

    private static List<AccountConfig> accounts() {
        return List.of(new AccountConfig("admin", Role.ADMIN, "correct horse", ADMIN));
    }
}
