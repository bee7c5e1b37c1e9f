package io.citywatch.alerts.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.alerts.access.Access;
import io.citywatch.alerts.access.AccountConfig;
import io.citywatch.alerts.access.Accounts;
import io.citywatch.alerts.access.Role;
import io.citywatch.alerts.audit.AuditLog;
import io.citywatch.alerts.closure.ClosureBook;
import io.citywatch.alerts.command.CommandDesk;
import io.citywatch.alerts.command.Deadlines;
import io.citywatch.alerts.events.EventHub;
import io.citywatch.alerts.intake.AreaLookup;
import io.citywatch.alerts.notify.Channels;
import io.citywatch.alerts.notify.ChannelsConfig;
import io.citywatch.alerts.registry.Duty;
import io.citywatch.alerts.statistics.DetectionProgress;
import io.citywatch.alerts.statistics.GatewayCounters;
import io.citywatch.alerts.statistics.Statistics;
import io.citywatch.alerts.store.Database;
import io.citywatch.alerts.store.PostgresAccessStore;
import io.citywatch.alerts.store.PostgresAuditLog;
import io.citywatch.alerts.store.PostgresClosureStore;
import io.citywatch.alerts.store.PostgresCommandStore;
import io.citywatch.alerts.store.PostgresDeadLetterStore;
import io.citywatch.alerts.store.PostgresElderRecord;
import io.citywatch.alerts.store.PostgresRegistry;
import io.citywatch.alerts.store.PostgresStormStore;
import io.citywatch.alerts.store.Transaction;
import io.citywatch.alerts.storm.StormSettings;
import io.citywatch.alerts.storm.Storms;
import io.citywatch.alerts.testing.TestPostgres;
import io.citywatch.model.json.Json;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** The API on a real server and a real database of its own; incidents and offers are fakes. */
final class ApiUnderTest implements AutoCloseable {
    static final String ADMIN = "admin-token-for-tests-0123456789abcdef";
    static final String OPERATOR = "operator-token-for-tests-0123456789abc";
    static final String POLICE = "police-token-for-tests-0123456789abcde";
    static final String PASSWORD = "correct horse";
    static final String WEBHOOK_SECRET = "webhook-secret-for-tests-0123456789ab";
    static final String REPORT_KEY = "report-key-for-tests-0123456789abcdef";

    private static final Deadlines NO_DEADLINES = new Deadlines() {
        @Override
        public void set(Transaction transaction, String command, Instant at) {}

        @Override
        public void cancel(Transaction transaction, String command) {}
    };

    final FakeIncidents incidents = new FakeIncidents();
    final FakeOffers offers = new FakeOffers();
    final EventHub hub;
    final Database database;
    final PostgresDeadLetterStore deadLetters;
    final PostgresRegistry registry;
    final AuditLog audit;
    final Access access;
    final GatewayCounters gateways = new GatewayCounters(Instant.EPOCH);
    /** Answers tracks and readings; unavailable until told otherwise. */
    final FakeHistory history = new FakeHistory();

    final DetectionProgress detection = new DetectionProgress(Clock.systemUTC());
    final CommandDesk commands;
    final Channels channels;
    final Storms storms;
    final List<String> problems = new CopyOnWriteArrayList<>();
    final Api.Settings settings;
    final Api.Parts parts;
    private final ApiServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    ApiUnderTest() {
        this(64, Duration.ofSeconds(15));
    }

    ApiUnderTest(int eventCapacity, Duration comment) {
        this(eventCapacity, comment, Clock.systemUTC());
    }

    ApiUnderTest(int eventCapacity, Duration comment, Clock clock) {
        hub = new EventHub("boot", eventCapacity);
        database = TestPostgres.open();
        SecureRandom random = new SecureRandom();
        audit = new PostgresAuditLog(database);
        registry = new PostgresRegistry(database);
        deadLetters = new PostgresDeadLetterStore(database);
        access = new Access(new PostgresAccessStore(database), clock, random);
        Accounts.prepare(
                access,
                List.of(
                        new AccountConfig("admin", Role.ADMIN, PASSWORD, ADMIN),
                        new AccountConfig("operator", Role.OPERATOR, PASSWORD, OPERATOR),
                        new AccountConfig("police", Role.POLICE, PASSWORD, POLICE)),
                Path.of("never-written"));
        commands = new CommandDesk(
                database,
                new PostgresCommandStore(database),
                NO_DEADLINES,
                audit,
                hub,
                clock,
                () -> UUID.randomUUID().toString().replace("-", ""));
        channels = Channels.assemble(
                database,
                ChannelsConfig.DEFAULTS,
                new Channels.Around(AreaLookup.NONE, new SimpleMeterRegistry(), clock, random));
        settings = new Api.Settings(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), null, false, comment);
        storms = new Storms(database, new PostgresStormStore(database), audit, hub, StormSettings.DEFAULTS, clock);
        parts = new Api.Parts(
                access,
                audit,
                deadLetters,
                incidents,
                incidents,
                offers,
                new Duty(database, registry, audit, clock),
                Registries.on(new Registries.Ground(database, registry, audit, hub, () -> {}, clock, random), history),
                new Statistics(Instant.EPOCH, gateways, deadLetters, incidents, detection, clock),
                commands,
                ClosureBook.open(
                        database,
                        new PostgresClosureStore(database),
                        audit,
                        hub,
                        null,
                        clock,
                        () -> UUID.randomUUID().toString().replace("-", "")),
                storms,
                new PostgresElderRecord(database),
                new ChannelReports(channels.receipts(), WEBHOOK_SECRET, REPORT_KEY),
                hub,
                clock,
                () -> List.copyOf(problems),
                new SimpleMeterRegistry());
        server = Api.serve(settings, parts);
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    HttpClient client() {
        return client;
    }

    /** Calls the API; the path is below its prefix unless it begins with two slashes, which stand for the root. */
    Reply call(String method, String path, String token, String body, String... headers) {
        String whole = path.startsWith("//") ? path.substring(1) : "/api/v1" + path;
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(whole))
                .timeout(Duration.ofSeconds(20))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return new Reply(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Reply get(String path, String token) {
        return call("GET", path, token, null);
    }

    Reply post(String path, String token, String body) {
        return call("POST", path, token, body);
    }

    /** Registers a responder and returns its token. */
    String registerResponder(String id) {
        Reply reply = post("/responders", ADMIN, """
                {"id":"%s","name":"陈明","roles":["volunteer"],"skills":["first-aid"],"lat":23.3,"lon":116.7}""".formatted(id));
        if (reply.status() != 201) {
            throw new IllegalStateException(reply.toString());
        }
        return reply.json().get("token").asText();
    }

    /** An answer. */
    record Reply(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        JsonNode json() {
            try {
                return Json.mapper().readTree(response.body());
            } catch (IOException e) {
                throw new UncheckedIOException(response.body(), e);
            }
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        @Override
        public String toString() {
            return status() + " " + response.body();
        }
    }

    void stopServing() {
        server.close();
    }

    @Override
    public void close() {
        server.close();
        database.close();
    }
}
