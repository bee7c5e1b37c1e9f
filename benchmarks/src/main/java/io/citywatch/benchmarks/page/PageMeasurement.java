package io.citywatch.benchmarks.page;

import io.citywatch.alerts.intake.AreaLookup;
import io.citywatch.alerts.notify.Channels;
import io.citywatch.alerts.notify.ChannelsConfig;
import io.citywatch.alerts.notify.Notification;
import io.citywatch.alerts.notify.aliyun.AliyunConfig;
import io.citywatch.alerts.notify.webhook.WebhookConfig;
import io.citywatch.alerts.notify.webhook.WebhookSignature;
import io.citywatch.alerts.store.Database;
import io.citywatch.alerts.store.DatabaseConfig;
import io.citywatch.simulators.report.Samples;
import io.citywatch.standalone.platform.PostgresServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Owes one message to each of many people whose app is away, and waits until every row is SENT: rows, claims, requests
 * and results through PostgreSQL. Beside it the same requests by the same client, with nothing kept.
 */
public final class PageMeasurement {
    private static final int ROUNDS = 10;
    private static final int WARM_UP = 3;
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final String SECRET = "a-secret-for-the-measurement-alone";

    private final Database database;
    private final int people;
    private final Consumer<String> say;
    private final List<Map<String, Object>> runs = new ArrayList<>();
    private int rounds;

    private PageMeasurement(Database database, int people, Consumer<String> say) {
        this.database = database;
        this.people = people;
        this.say = say;
    }

    /** Measures with each latency of the provider; returns the runs. */
    public static List<Map<String, Object>> run(
            PostgresServer records, int people, List<Integer> latencies, Consumer<String> say)
            throws IOException, InterruptedException {
        try (Database database =
                Database.open(new DatabaseConfig(records.jdbcUrl(), records.user(), records.password(), 8))) {
            PageMeasurement measurement = new PageMeasurement(database, people, say);
            measurement.register();
            for (int latency : latencies) {
                try (SlowProvider provider = SlowProvider.start(latency)) {
                    measurement.platform(provider, latency);
                    measurement.client(provider, latency);
                }
            }
            return measurement.runs;
        }
    }

    private void register() {
        database.jdbi().useHandle(handle -> {
            handle.execute(
                    "INSERT INTO responders (id, name, roles, skills, mode, lat, lon, body, token_sha256, created_at,"
                            + " updated_at) SELECT 'r-' || n, 'r', '{volunteer}', '{}', 'foot', 23.35, 116.68,"
                            + " jsonb_build_object('phone', '1380' || lpad(n::text, 7, '0')), n::text, now(), now()"
                            + " FROM generate_series(1, ?) AS n",
                    people);
            handle.execute(
                    "INSERT INTO responder_presence SELECT id, 'g', 'b', 1, false, false, now() FROM responders");
            handle.execute("INSERT INTO incidents (id, kind, key, family, subject_type, subject_id, severity, state,"
                    + " acknowledged, active, epoch, level, count, lat, lon, uncertainty, rules, devices, opened_at,"
                    + " attention_at, evidence_at) VALUES ('incident', 'fire', 'k', 'smoke', 'place', 'p', 'P1', 'DISPATCHING',"
                    + " false, true, 1, 1, 1, 23.35, 116.68, 0, '{S1}', '{d}', now(), now(), now())");
        });
    }

    private void platform(SlowProvider provider, int latency) {
        ChannelsConfig standard = ChannelsConfig.DEFAULTS;
        ChannelsConfig config = new ChannelsConfig(
                standard.pushWait(),
                standard.callWait(),
                standard.smsWait(),
                standard.timeout(),
                standard.atOnce(),
                ChannelsConfig.By.WEBHOOK,
                ChannelsConfig.By.WEBHOOK,
                null,
                new WebhookConfig(provider.url(), SECRET),
                AliyunConfig.NONE);
        Channels.Around around =
                new Channels.Around(AreaLookup.NONE, new SimpleMeterRegistry(), Clock.systemUTC(), new Random(1));
        try (Channels channels = Channels.assemble(database, config, around)) {
            channels.start();
            List<Long> nanos = new ArrayList<>();
            for (int i = 0; i < WARM_UP + ROUNDS; i++) {
                provider.forget();
                long took = page(channels);
                if (provider.taken() != people) {
                    throw new IllegalStateException("the provider has " + provider.taken() + " of " + people);
                }
                if (i >= WARM_UP) {
                    nanos.add(took);
                }
            }
            report("citywatch", latency, nanos);
        }
    }

    /** From the beginning of the transaction that owes them to the moment when all rows say that they went out. */
    private long page(Channels channels) {
        int round = ++rounds;
        long from = System.nanoTime();
        Instant now = Instant.now();
        database.inTransaction(transaction -> {
            transaction
                    .handle()
                    .execute(
                            "INSERT INTO offers (id, incident, epoch, need, family, responder, state, revision, settled,"
                                    + " distance_meters, travel_seconds, because, deadline, offered_at) SELECT ? || id,"
                                    + " 'incident', 1, 'n', 'smoke', id, 'QUEUED', 1, false, 400, 300, '',"
                                    + " now() + interval '1 day', now() FROM responders",
                            round + "-");
            List<Notification.Owed> owed = new ArrayList<>();
            for (int i = 1; i <= people; i++) {
                owed.add(new Notification.Owed(round + "-r-" + i, "incident", "r-" + i, false));
            }
            channels.notifications().owe(transaction, owed, now);
            return true;
        });
        while (sent(round) < people) {
            if (System.nanoTime() - from > LONGEST.toNanos()) {
                throw new IllegalStateException(sent(round) + " of " + people + " went out in " + LONGEST.toSeconds()
                        + " s in round " + round + ", there are " + standing());
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        long took = System.nanoTime() - from;
        // No receipt will come: left alone, the next channel would be tried in the middle of a later round.
        database.jdbi().useHandle(handle -> handle.execute("TRUNCATE notifications, offers"));
        return took;
    }

    private List<String> standing() {
        return database.jdbi()
                .withHandle(
                        handle -> handle.select("SELECT channel || ' ' || state || ' ' || coalesce(reason, '') || ': '"
                                        + " || count(*) FROM notifications GROUP BY channel, state, reason ORDER BY 1")
                                .mapTo(String.class)
                                .list());
    }

    private long sent(int round) {
        return database.jdbi()
                .withHandle(handle -> handle.select(
                                "SELECT count(*) FROM notifications WHERE channel = 'call' AND state = 'SENT'"
                                        + " AND offer LIKE ?",
                                round + "-%")
                        .mapTo(Long.class)
                        .one());
    }

    /** The ceiling: the same requests, and nothing that outlives the process. */
    private void client(SlowProvider provider, int latency) throws InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        WebhookSignature signature = new WebhookSignature(SECRET);
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; i < WARM_UP + ROUNDS; i++) {
            provider.forget();
            long from = System.nanoTime();
            fire(client, signature, provider.url());
            if (provider.taken() != people) {
                throw new IllegalStateException("the provider has " + provider.taken() + " of " + people);
            }
            if (i >= WARM_UP) {
                nanos.add(System.nanoTime() - from);
            }
        }
        report("http-client", latency, nanos);
    }

    private void fire(HttpClient client, WebhookSignature signature, URI url) throws InterruptedException {
        Semaphore room = new Semaphore(ChannelsConfig.DEFAULTS.atOnce());
        List<CompletableFuture<HttpResponse<Void>>> answers = new ArrayList<>();
        for (int i = 1; i <= people; i++) {
            byte[] body = ("{\"id\":\"" + i + "\",\"channel\":\"call\",\"to\":\"13800000000\",\"kind\":\"fire\"}")
                    .getBytes(StandardCharsets.UTF_8);
            String timestamp = Long.toString(Instant.now().getEpochSecond());
            room.acquire();
            answers.add(client.sendAsync(
                            HttpRequest.newBuilder(url)
                                    .header("Content-Type", "application/json")
                                    .header("Idempotency-Key", Integer.toString(i))
                                    .header(WebhookSignature.TIMESTAMP, timestamp)
                                    .header(WebhookSignature.SIGNATURE, signature.sign(timestamp, body))
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .whenComplete((answer, failure) -> room.release()));
        }
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
    }

    private void report(String method, int latency, List<Long> nanos) {
        Samples samples = Samples.ofNanos(nanos);
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("method", method);
        run.put("people", people);
        run.put("providerMillis", latency);
        run.put("pagedMillis", samples);
        runs.add(run);
        say.accept(String.format(
                Locale.ROOT,
                "%s, %d people, provider %d ms: p50 %.0f ms, max %.0f ms",
                method,
                people,
                latency,
                samples.p50(),
                samples.max()));
    }
}
