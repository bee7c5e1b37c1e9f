package io.citywatch.standalone.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.history.Measurement;
import io.citywatch.model.json.Json;
import io.citywatch.standalone.config.Ports;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The history's database as programs see it: line protocol in, SQL out, and what is left after a stop. */
final class QuestServerIT {
    private static final Path PROGRAMS = Path.of("target", "postgresql").toAbsolutePath();
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void keepsPointsOnceAndOverARestart() throws Exception {
        int port = Ports.free().questdb();
        String point = "smoke,device=s-1 obscuration=2.5,temperature=31,battery=80 1700000000000000001";
        try (QuestServer server = start(port)) {
            assertThat(write(server.url(), point)).isEqualTo(204);
            assertThat(write(server.url(), point)).isEqualTo(204);
            assertThat(write(server.url(), "smoke,device=s-1 obscuration=2.6 1700000000000000002"))
                    .isEqualTo(204);
            awaitCount(server.url(), "smoke", 2);
            assertThat(query(server.url(), "SELECT count() FROM tables() WHERE table_name NOT LIKE 'sys%'"))
                    .contains("[" + Measurement.values().length + "]");
        }
        try (QuestServer server = start(port)) {
            awaitCount(server.url(), "smoke", 2);
        }
    }

    private QuestServer start(int port) {
        return QuestServer.start(folder.resolve("questdb"), PROGRAMS, port);
    }

    private int write(URI url, String line) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(url.resolve("/api/v2/write?org=citywatch&bucket=citywatch"))
                .POST(HttpRequest.BodyPublishers.ofString(line + "\n"))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    private String query(URI url, String sql) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        url.resolve("/exec?query=" + URLEncoder.encode(sql, StandardCharsets.UTF_8)))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private void awaitCount(URI url, String table, int wanted) throws Exception {
        long end = System.nanoTime() + SOON.toNanos();
        String answer = query(url, "SELECT count() FROM " + table);
        while (Json.mapper().readTree(answer).at("/dataset/0/0").asInt(-1) != wanted) {
            assertThat(System.nanoTime()).as(answer).isLessThan(end);
            boolean unused = new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
            answer = query(url, "SELECT count() FROM " + table);
        }
    }
}
