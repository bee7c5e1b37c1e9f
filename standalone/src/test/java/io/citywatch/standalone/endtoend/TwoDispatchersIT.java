package io.citywatch.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.standalone.platform.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Two dispatch processes share one database and one log. Each is killed once while people press, and PostgreSQL is stopped
 * for a while: 15 s, or a minute with {@code ./citywatch test --long}.
 */
final class TwoDispatchersIT {
    private static final boolean LONG = Boolean.getBoolean("citywatch.long");
    private static final long SEED = Long.getLong("citywatch.kill-seed", 11);
    private static final Duration STOPPED = Duration.ofSeconds(LONG ? 60 : 15);
    private static final long PRESS_EVERY_MILLIS = 700;
    private static final int TERMINALS = LONG ? 200 : 100;
    private static final int RESPONDERS = 12;
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration CATCH_UP = Duration.ofSeconds(60);
    private static final Path PROGRAMS = Path.of("target", "postgresql").toAbsolutePath();

    /** Kept after a failure, since its logs tell what happened. */
    private final Path folder = Path.of("target", "two-dispatchers").toAbsolutePath();

    private final Random random = new Random(SEED);
    private final RolePages pages = new RolePages(Duration.ofSeconds(10));
    private final Deque<JavaProgram> running = new ArrayDeque<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ExecutorService clients = Executors.newCachedThreadPool();
    /** When each terminal's press was acknowledged. */
    private final Map<String, Instant> pressed = new ConcurrentHashMap<>();

    private PostgresServer postgres;
    /** Ends with the server. */
    private Connection connection;

    private List<Integer> ports;
    private Path config;

    @AfterEach
    void leaveNothingBehind() {
        ended.countDown();
        clients.shutdownNow();
        running.forEach(JavaProgram::close);
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    void loseAndDoubleNothingWhoeverDies() throws Exception {
        Folders.wipe(folder);
        ports = FreePorts.of(7);
        startAll();
        Api admin = Api.signedIn(
                "http://127.0.0.1:" + ports.get(5) + "/",
                "admin",
                Files.readString(folder.resolve("admin-password")).strip());
        Map<String, String> tokens = register(admin);
        try (Program phone = new Mosquitto(ports.get(3)).subscribe("r-0", tokens.get("r-0"), "responders/r-0/offers")) {
            clients.execute(() -> press(tokens));
            awaitPresses(3);

            Span first = killAndAwaitTheOther("dispatch-one");
            role("dispatch", "dispatch-one", ports.get(5));
            awaitReady(ports.get(5));
            Span second = killAndAwaitTheOther("dispatch-two");
            role("dispatch", "dispatch-two", ports.get(6));
            awaitReady(ports.get(6));
            Span stopped = stopTheDatabase();

            ended.countDown();
            clients.shutdown();
            assertThat(clients.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
            everyPressIsOneIncidentWithOffers();
            nothingIsDoubledOrForgotten();
            theFirstPhoneHeardOfAllItsOffers(phone);
            theAuditIsWhole();
            System.out.printf(
                    "TwoDispatchersIT, seed %d: %d presses, each one incident; offered after a kill within %s and %s,"
                            + " after the database's return within %s (%d pressed while it was stopped for %s)%n",
                    SEED, pressed.size(), first.worst(), second.worst(), stopped.worst(), stopped.presses(), STOPPED);
        }
    }

    /**
     * What came of the presses of a disturbance.
     *
     * @param worst the longest that one waited for its first offer, from the press or the end of the disturbance
     */
    private record Span(int presses, Duration worst) {}

    private void startAll() throws IOException {
        running.push(JavaProgram.start(
                "kafka",
                folder,
                Map.of(),
                List.of(
                        "-Xmx400m",
                        BrokerProgram.class.getName(),
                        folder.resolve("kafka").toString(),
                        Integer.toString(ports.get(0)),
                        Integer.toString(ports.get(1)))));
        Files.createDirectories(folder.resolve("records"));
        startTheDatabase();
        config = folder.resolve("citywatch.yaml");
        Files.write(
                config,
                List.of(
                        "citywatch:",
                        "  log: { bootstrap-servers: '127.0.0.1:" + ports.get(0) + "' }",
                        "  records: { url: '" + postgres.jdbcUrl() + "', user: " + postgres.user() + " }",
                        "  gateway: { mqtt-port: " + ports.get(3) + " }",
                        "  dispatch: { admin-password-file: " + folder.resolve("admin-password") + " }",
                        "  management: { gateway-port: " + ports.get(4) + " }"));
        role("dispatch", "dispatch-one", ports.get(5));
        awaitReady(ports.get(5));
        role("dispatch", "dispatch-two", ports.get(6));
        role("gateway", "gateway", ports.get(4));
        awaitReady(ports.get(6));
        awaitReady(ports.get(4));
    }

    private void startTheDatabase() {
        postgres = PostgresServer.start(folder.resolve("records").resolve("postgres"), PROGRAMS, ports.get(2));
    }

    private void role(String role, String name, int port) {
        running.push(JavaProgram.start(
                name,
                folder,
                Map.of(
                        "CITYWATCH_LOG_TO", "stderr",
                        "CITYWATCH_RECORDS_PASSWORD", postgres.password(),
                        "CITYWATCH_DISPATCH_HTTP_PORT", Integer.toString(port)),
                List.of(
                        "-Xmx300m",
                        "-XX:TieredStopAtLevel=1", // it starts often
                        "-Dcitywatch.data=" + folder,
                        "-Dcom.linecorp.armeria.useOpenSsl=false",
                        "-Dcom.linecorp.armeria.warnNettyVersions=false",
                        "io.citywatch.standalone.Citywatch",
                        role,
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
                // No rules run here.
                body -> body.contains("\"healthy\":true")
                        || body.matches(".*\"problems\":\\[\"detection: [^\"]*\"].*"));
    }

    private Map<String, String> register(Api admin) {
        Map<String, String> tokens = new ConcurrentHashMap<>();
        for (int i = 0; i < TERMINALS; i++) {
            double lat = 23.35 + 0.0002 * i;
            created(admin, "/elders", Map.of("id", "elder-" + i, "name", "陈" + i, "lat", lat, "lon", 116.70));
            tokens.put(
                    "terminal-" + i,
                    created(
                            admin,
                            "/devices",
                            Map.of(
                                    "id",
                                    "terminal-" + i,
                                    "kind",
                                    "call-terminal",
                                    "lat",
                                    lat,
                                    "lon",
                                    116.70,
                                    "elder",
                                    "elder-" + i)));
        }
        for (int i = 0; i < RESPONDERS; i++) {
            tokens.put(
                    "r-" + i,
                    created(
                            admin,
                            "/responders",
                            Map.of(
                                    "id",
                                    "r-" + i,
                                    "name",
                                    "林" + i,
                                    "roles",
                                    List.of("volunteer", "community-worker"),
                                    "skills",
                                    List.of("first-aid"),
                                    "lat",
                                    23.35 + 0.0015 * i,
                                    "lon",
                                    116.701)));
        }
        return tokens;
    }

    private static String created(Api admin, String path, Map<String, ?> body) {
        Api.Answer answer = admin.post(path, body);
        assertThat(answer.status()).as(path + ": " + answer).isEqualTo(201);
        return answer.text("token");
    }

    /** Each terminal presses once, and goes on until the press is acknowledged. */
    private void press(Map<String, String> tokens) {
        for (int i = 0; i < TERMINALS && ended.getCount() > 0; i++) {
            String terminal = "terminal-" + i;
            PressingTerminal device = new PressingTerminal(terminal, tokens.get(terminal), ports.get(3), ended);
            String sos = "{\"ts\":" + System.currentTimeMillis() + ",\"event\":\"sos\",\"source\":\"pendant\"}";
            if (device.publish("devices/" + terminal + "/events/call", sos)) {
                pressed.put(terminal, Instant.now());
            }
            pause(PRESS_EVERY_MILLIS);
        }
    }

    private void pause(long millis) {
        try {
            boolean unused = ended.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitPresses(int count) {
        int unused = Await.until("presses", START, pressed::size, size -> size >= count);
    }

    private Span killAndAwaitTheOther(String name) {
        pause(random.nextInt(2_000));
        JavaProgram victim = running.stream()
                .filter(program -> program.toString().startsWith(name + " "))
                .findFirst()
                .orElseThrow();
        Instant at = Instant.now();
        victim.kill();
        running.remove(victim);
        awaitPresses(pressed.size() + 8);
        return offeredSince(at, at, Instant.now());
    }

    private Span stopTheDatabase() {
        postgres.close();
        Instant at = Instant.now();
        pause(STOPPED.toMillis());
        Instant back = Instant.now();
        startTheDatabase();
        Instant answers = Instant.now();
        return offeredSince(at, answers, back);
    }

    /** Waits until what was pressed in that time is offered to somebody. */
    private Span offeredSince(Instant from, Instant counts, Instant to) {
        List<String> terminals = pressed.entrySet().stream()
                .filter(one -> one.getValue().isAfter(from) && one.getValue().isBefore(to))
                .map(Map.Entry::getKey)
                .toList();
        assertThat(terminals).isNotEmpty();
        Duration worst = Duration.ZERO;
        for (String terminal : terminals) {
            Instant offered = Await.until(
                    "an offer for " + terminal,
                    CATCH_UP,
                    () -> first("SELECT min(o.offered_at) FROM offers o JOIN incidents i ON i.id = o.incident"
                            + " WHERE '" + terminal + "' = ANY(i.devices)"),
                    at -> at != null);
            Instant since = pressed.get(terminal).isAfter(counts) ? pressed.get(terminal) : counts;
            Duration waited = Duration.between(since, offered);
            worst = waited.compareTo(worst) > 0 ? waited : worst;
        }
        return new Span(terminals.size(), worst);
    }

    private void everyPressIsOneIncidentWithOffers() {
        for (String terminal : pressed.keySet()) {
            List<String> counts = Await.until(
                    "the incident of " + terminal,
                    CATCH_UP,
                    () -> rows("SELECT i.count || ' ' || (SELECT count(*) > 0 FROM offers o WHERE o.incident = i.id)"
                            + " FROM incidents i WHERE '" + terminal + "' = ANY(i.devices)"),
                    all -> !all.isEmpty() && all.get(0).endsWith("true"));
            assertThat(counts).as(terminal).containsExactly("1 true");
        }
    }

    private void nothingIsDoubledOrForgotten() {
        assertThat(rows("SELECT incident || ' ' || responder FROM offers GROUP BY incident, responder, epoch"
                        + " HAVING count(*) > 1"))
                .as("offered twice")
                .isEmpty();
        assertThat(rows("SELECT i.id FROM incidents i WHERE i.severity = 'P1' AND i.state <> 'CLOSED'"
                        + " AND NOT EXISTS (SELECT 1 FROM timers t WHERE t.incident = i.id AND t.epoch = i.epoch)"))
                .as("open P1 without a timer")
                .isEmpty();
        List<String> overdue = Await.until(
                "timers that nobody handles",
                CATCH_UP,
                () -> rows("SELECT kind || ' ' || entity FROM timers WHERE due_at < now() - interval '10 s'"),
                List::isEmpty);
        assertThat(overdue).isEmpty();
    }

    private void theFirstPhoneHeardOfAllItsOffers(Program phone) {
        List<String> owed = rows("SELECT id FROM offers WHERE responder = 'r-0'");
        assertThat(owed).isNotEmpty();
        List<String> missing = Await.until(
                "offers of r-0 that its phone never heard of",
                CATCH_UP,
                () -> {
                    String heard = phone.transcript();
                    return owed.stream().filter(id -> !heard.contains(id)).toList();
                },
                List::isEmpty);
        assertThat(missing).isEmpty();
    }

    private void theAuditIsWhole() {
        assertThat(verifyAudit("audit-whole")).contains("the chain holds").endsWith("exit code 0");
        assertThat(rows("DELETE FROM audit WHERE seal = 2 RETURNING id")).hasSize(1);
        assertThat(verifyAudit("audit-cut")).contains("row 2 was cut out").endsWith("exit code 1");
    }

    private String verifyAudit(String name) {
        JavaProgram program = JavaProgram.start(
                name,
                folder,
                Map.of("CITYWATCH_LOG_TO", "stderr"),
                List.of(
                        "io.citywatch.standalone.Citywatch",
                        "audit",
                        "verify",
                        "--data",
                        folder.resolve("records").toString()));
        running.push(program);
        int code = program.exitCode();
        return program.said() + "exit code " + code;
    }

    private Instant first(String sql) {
        return ask(
                sql,
                result -> result.next() && result.getTimestamp(1) != null
                        ? result.getTimestamp(1).toInstant()
                        : null);
    }

    private List<String> rows(String sql) {
        return ask(sql, result -> {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        });
    }

    private interface Reading<T> {
        T of(ResultSet result) throws SQLException;
    }

    private <T> T ask(String sql, Reading<T> reading) {
        try {
            if (connection == null || !connection.isValid(1)) {
                connection = DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
            }
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery(sql)) {
                return reading.of(result);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
