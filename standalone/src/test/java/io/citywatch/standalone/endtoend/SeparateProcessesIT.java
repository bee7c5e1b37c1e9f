package io.citywatch.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.model.json.Json;
import io.citywatch.standalone.platform.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The cluster layout, from Maven's artifacts alone: Kafka, PostgreSQL, QuestDB, a Flink job manager and task manager,
 * and the three roles, each a process of its own; and the story of a foreign client's sos through them.
 */
final class SeparateProcessesIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration START = Duration.ofMinutes(4);
    private static final Path PROGRAMS = Path.of("target", "postgresql").toAbsolutePath();

    private final Path folder = Path.of("target", "separate").toAbsolutePath();
    private final Deque<JavaProgram> running = new ArrayDeque<>();
    private final RolePages pages = new RolePages(SOON);
    private PostgresServer postgres;
    private FlinkPrograms flink;
    private Api admin;

    @AfterEach
    void leaveNothingBehind() {
        running.forEach(JavaProgram::close);
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    void aForeignPressReachesAPhoneThroughSevenProcesses() throws Exception {
        Folders.wipe(folder);
        List<Integer> ports = FreePorts.of(12);
        startOutside(ports);
        Path config = writeConfig(ports);
        int mqtt = ports.get(8);
        String console = "http://127.0.0.1:" + ports.get(9) + "/";
        role("dispatch", config);
        role("gateway", config);
        role("detection", config);
        awaitReady(ports.get(9));
        awaitReady(ports.get(10));
        awaitReady(ports.get(11));

        signInAsTheFirstAdministrator(console);
        theStory(mqtt);
        theMetrics(ports);
        sevenForgottenMessagesStaySeven(mqtt, ports, config);

        stopAll();
    }

    private void startOutside(List<Integer> ports) throws IOException {
        start(
                "kafka",
                "-Xmx400m",
                BrokerProgram.class.getName(),
                folder.resolve("kafka").toString(),
                text(ports.get(0)),
                text(ports.get(1)));
        start(
                "questdb",
                "-Xmx300m",
                HistoryProgram.class.getName(),
                folder.resolve("questdb").toString(),
                PROGRAMS.toString(),
                text(ports.get(2)));
        Files.createDirectories(folder.resolve("records"));
        postgres = PostgresServer.start(folder.resolve("records").resolve("postgres"), PROGRAMS, ports.get(3));
        flink = new FlinkPrograms(folder, ports.get(4), ports.get(5), ports.get(6));
        running.push(flink.jobManager());
        running.push(flink.taskManager());
    }

    private Path writeConfig(List<Integer> ports) throws IOException {
        Path config = folder.resolve("citywatch.yaml");
        Files.write(
                config,
                List.of(
                        "citywatch:",
                        "  log: { bootstrap-servers: '127.0.0.1:" + ports.get(0) + "' }",
                        "  records:",
                        "    url: " + postgres.jdbcUrl(),
                        "    user: " + postgres.user(),
                        "  history: { type: questdb, url: 'http://127.0.0.1:" + ports.get(2) + "' }",
                        "  flink: { rest-address: '127.0.0.1:" + ports.get(5) + "', job-jar: " + FlinkPrograms.jobJar()
                                + " }",
                        "  gateway: { mqtt-port: " + ports.get(8) + " }",
                        "  detection:",
                        "    checkpoint-folder: "
                                + folder.resolve("checkpoints").toUri(),
                        "    checkpoint-interval: 2s",
                        "  dispatch:",
                        "    http-port: " + ports.get(9),
                        "    admin-password-file: " + folder.resolve("admin-password"),
                        "  management: { gateway-port: " + ports.get(10) + ", detection-port: " + ports.get(11)
                                + " }"));
        return config;
    }

    private void start(String name, String... arguments) {
        running.push(JavaProgram.start(name, folder, Map.of(), List.of(arguments)));
    }

    private void role(String name, Path config) {
        running.push(JavaProgram.start(
                name,
                folder,
                Map.of(
                        "CITYWATCH_LOG_TO", "stderr",
                        "CITYWATCH_LOG_FORMAT", "json",
                        "CITYWATCH_RECORDS_PASSWORD", postgres.password()),
                List.of(
                        "-Xmx400m",
                        "-Dcitywatch.data=" + folder,
                        "-Dcom.linecorp.armeria.useOpenSsl=false",
                        "-Dcom.linecorp.armeria.warnNettyVersions=false",
                        "io.citywatch.standalone.Citywatch",
                        name,
                        "--config",
                        config.toString())));
    }

    private void awaitReady(int port) {
        String unused = Await.until(
                "/health/ready of " + port,
                START,
                () -> {
                    running.forEach(program -> assertThat(program.isAlive())
                            .as(program + " said: " + program.said())
                            .isTrue());
                    return pages.body(port, "/health/ready");
                },
                body -> body.contains("\"healthy\":true"));
        assertThat(pages.body(port, "/health/live")).contains("\"healthy\":true");
    }

    private void signInAsTheFirstAdministrator(String console) throws IOException {
        String password = Files.readString(folder.resolve("admin-password")).strip();
        admin = Api.signedIn(console, "admin", password);
    }

    private void theStory(int mqtt) throws Exception {
        created(
                "/elders",
                Map.of("id", "elder-1", "name", "陈秀英", "lat", 23.36, "lon", 116.7, "terminal", "terminal-1"));
        String terminal = created(
                "/devices",
                Map.of("id", "terminal-1", "kind", "call-terminal", "lat", 23.36, "lon", 116.7, "elder", "elder-1"));
        String sensor = created(
                "/devices",
                Map.of("id", "smoke-1", "kind", "smoke-sensor", "lat", 23.37, "lon", 116.7, "premises", "shop-7"));
        String volunteer = created(
                "/responders",
                Map.of(
                        "id",
                        "volunteer-1",
                        "name",
                        "林志强",
                        "roles",
                        List.of("volunteer", "community-worker"),
                        "skills",
                        List.of("first-aid"),
                        "lat",
                        23.3605,
                        "lon",
                        116.7));
        Mosquitto mosquitto = new Mosquitto(mqtt);
        try (Program phone = mosquitto.subscribe("volunteer-1", volunteer, "responders/volunteer-1/offers")) {
            assertThat(mosquitto.publish(
                            "terminal-1",
                            terminal,
                            "devices/terminal-1/events/call",
                            "{\"ts\":" + System.currentTimeMillis() + ",\"event\":\"sos\",\"source\":\"pendant\"}"))
                    .isEmpty();
            JsonNode offer = Json.mapper().readTree(phone.line(SOON, line -> line.contains("\"state\":\"OFFERED\"")));
            assertThat(offer.path("severity").asText()).isEqualTo("P1");
        }
        assertThat(admin.get("/incidents?device=terminal-1").path("items")).hasSize(1);

        alarm(mosquitto, sensor, true);
        JsonNode fire = admin.await(
                        "/incidents?device=smoke-1",
                        SOON,
                        it -> it.path("items").size() == 1)
                .at("/items/0");
        alarm(mosquitto, sensor, false);
        // The all-clear comes from the job on the cluster alone.
        admin.await(
                "/incidents/" + fire.path("id").asText(),
                START,
                detail -> !detail.path("active").asBoolean());
        // And so does the history.
        admin.await("/devices/smoke-1/readings", START, it -> it.path("items").size() == 2);
    }

    private static void alarm(Mosquitto mosquitto, String token, boolean alarm) {
        assertThat(mosquitto.publish(
                        "smoke-1",
                        token,
                        "devices/smoke-1/events/smoke",
                        "{\"ts\":" + System.currentTimeMillis() + ",\"obscuration\":" + (alarm ? 14.2 : 0.3)
                                + ",\"temperature\":31,\"battery\":88,\"alarm\":" + alarm + "}"))
                .isEmpty();
    }

    private String created(String path, Map<String, ?> body) {
        Api.Answer answer = admin.post(path, body);
        assertThat(answer.status()).as(path + ": " + answer).isEqualTo(201);
        return answer.text("token");
    }

    private void theMetrics(List<Integer> ports) {
        for (int port : ports.subList(9, 12)) {
            assertThat(pages.body(port, "/metrics"))
                    .contains("jvm_memory_used_bytes")
                    .contains("log4j2_events_total");
        }
        assertThat(pages.body(ports.get(10), "/metrics")).contains("citywatch_gateway_messages_total");
        assertThat(pages.body(ports.get(11), "/metrics")).contains("citywatch_job_running{job=\"detection\"} 1.0");
        assertThat(pages.body(ports.get(9), "/metrics")).contains("citywatch_http");
    }

    /** Whoever is killed meanwhile: the gateway that takes them, or the task manager that counts them. */
    private void sevenForgottenMessagesStaySeven(int mqtt, List<Integer> ports, Path config) {
        String token =
                created("/devices", Map.of("id", "forgetful-1", "kind", "call-terminal", "lat", 23.36, "lon", 116.7));
        try (ForgetfulDevice device = new ForgetfulDevice("forgetful-1", token, mqtt)) {
            device.publishUpTo(ForgetfulDevice.LAST_FORGOTTEN / 2);
            kill("gateway");
            role("gateway", config);
            device.publishUpTo(ForgetfulDevice.LAST_FORGOTTEN + 10);
            awaitReady(ports.get(10));
            device.missesTheSevenAlone(admin, START);

            kill("taskmanager");
            device.publishUpTo(device.next() + 20);
            running.push(flink.taskManager());
            device.publishUpTo(device.next() + 20);
            device.missesTheSevenAlone(admin, START);
            System.out.printf(
                    "SeparateProcessesIT: %d numbered, 7 forgotten: these alone are missing after kill -9 of the"
                            + " gateway and of the task manager%n",
                    device.next());
        }
        awaitReady(ports.get(11));
    }

    private void kill(String name) {
        JavaProgram program = running.stream()
                .filter(candidate -> candidate.toString().startsWith(name + " "))
                .findFirst()
                .orElseThrow();
        program.kill();
        running.remove(program);
    }

    /** SIGTERM to each by its id, the last started first; none stays behind, and the roles say that all was well. */
    private void stopAll() {
        List<JavaProgram> stopped = new ArrayList<>();
        while (!running.isEmpty()) {
            JavaProgram program = running.peek();
            int exit = program.stop();
            if (program.toString().matches("(gateway|detection|dispatch) .*")) {
                // 143: ended by the signal that asked for it, after everything was closed.
                assertThat(exit).as(program + " said: " + program.said()).isIn(0, 143);
                assertThat(program.said()).contains("stopping");
            }
            stopped.add(running.pop());
        }
        assertThat(stopped).hasSize(7).noneMatch(JavaProgram::isAlive);
    }

    private static String text(int port) {
        return Integer.toString(port);
    }
}
