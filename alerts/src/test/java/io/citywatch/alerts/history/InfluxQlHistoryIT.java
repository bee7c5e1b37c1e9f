package io.citywatch.alerts.history;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;

/** An InfluxDB 1 of our own, with sign-in, on free ports of the loopback. */
class InfluxQlHistoryIT extends HistoryContract {
    private static final String LOGIN = "u=reader&p=hush";

    private Process server;
    private String url;
    private InfluxQlHistory history;

    @Override
    void start(Path data) throws Exception {
        int port = freePort();
        Path settings = data.resolve("influxdb.conf");
        Files.writeString(settings, """
                reporting-disabled = true
                bind-address = "127.0.0.1:%d"
                [meta]
                dir = "%s/meta"
                [data]
                dir = "%s/data"
                wal-dir = "%s/wal"
                index-version = "tsi1"
                [http]
                bind-address = "127.0.0.1:%d"
                auth-enabled = true
                log-enabled = false
                [monitor]
                store-enabled = false
                """.formatted(freePort(), data, data, data, port));
        server = new ProcessBuilder(program().toString(), "-config", settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("influxdb.log").toFile())
                .start();
        url = "http://127.0.0.1:" + port;
        awaitReady();
        post("CREATE USER reader WITH PASSWORD 'hush' WITH ALL PRIVILEGES", "");
        post("CREATE DATABASE citywatch", "&" + LOGIN);
        history = new InfluxQlHistory(config(url));
    }

    private static HistoryConfig config(String url) {
        return new HistoryConfig(HistoryConfig.Type.INFLUXQL, url, "citywatch", "reader", "hush");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Path program() {
        return Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/bin", "/usr/sbin"))
                .map(folder -> Path.of(folder, "influxd"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("influxd: not on the path (expected: the package influxdb)"));
    }

    private void awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            try {
                var unused = HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(url + "/ping"))
                                        .build(),
                                HttpResponse.BodyHandlers.discarding());
                return;
            } catch (IOException e) {
                Assertions.assertThat(System.nanoTime()).as("influxd answers").isLessThan(deadline);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
        }
    }

    private void post(String query, String login) throws IOException, InterruptedException {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(
                                        url + "/query?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8) + login))
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        Assertions.assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    @AfterAll
    void stop() throws InterruptedException {
        history.close();
        server.destroy();
        if (!server.waitFor(20, TimeUnit.SECONDS)) {
            server.destroyForcibly();
        }
    }

    @Override
    HistoryConfig config() {
        return config(url);
    }

    @Override
    String writeUrl() {
        return url + "/write?db=citywatch&precision=ns&" + LOGIN;
    }

    @Override
    History history() {
        return history;
    }

    @Override
    HistoryEraser eraser() {
        return history;
    }

    @Override
    History historyOf(HistoryConfig config) {
        return new InfluxQlHistory(config);
    }
}
