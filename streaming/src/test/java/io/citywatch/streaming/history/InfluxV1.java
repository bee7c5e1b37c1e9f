package io.citywatch.streaming.history;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.model.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A real InfluxDB of the first generation, as Debian's package {@code influxdb} has it, in a process of its own. */
public final class InfluxV1 implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final int port;

    private InfluxV1(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param user who may write, with the password {@code hush}; null for everybody */
    public static InfluxV1 start(Path data, String user) throws Exception {
        int port = QuestDb.freePort();
        Path settings = Files.createDirectories(data).resolve("influxdb.conf");
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
                auth-enabled = %s
                log-enabled = false
                [monitor]
                store-enabled = false
                """.formatted(QuestDb.freePort(), data, data, data, port, user != null));
        Process process = new ProcessBuilder(program().toString(), "-config", settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("influxdb.log").toFile())
                .start();
        InfluxV1 database = new InfluxV1(process, port);
        database.awaitReady();
        if (user != null) {
            database.post("CREATE USER " + user + " WITH PASSWORD 'hush' WITH ALL PRIVILEGES");
        }
        return database;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** The newest values of a query's only series, by the names of its columns; empty if it has none. */
    public Map<String, JsonNode> last(String query, String login) throws Exception {
        HttpResponse<byte[]> response = http.send(
                HttpRequest.newBuilder(URI.create(url() + "/query?db=citywatch&epoch=ns" + login + "&q="
                                + URLEncoder.encode(query, StandardCharsets.UTF_8)))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        JsonNode series = Json.mapper()
                .readTree(response.body())
                .path("results")
                .path(0)
                .path("series")
                .path(0);
        Map<String, JsonNode> row = new LinkedHashMap<>();
        for (int column = 0; column < series.path("columns").size(); column++) {
            row.put(
                    series.path("columns").get(column).asText(),
                    series.path("values").get(series.path("values").size() - 1).get(column));
        }
        return row;
    }

    public void post(String query) throws Exception {
        post(query, "");
    }

    public void post(String query, String login) throws Exception {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create(
                                url() + "/query?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8) + login))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new AssertionError(query + ": " + response.body());
        }
    }

    /** The server is gone, without goodbye. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static Path program() {
        return Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/bin", "/usr/sbin"))
                .map(folder -> Path.of(folder, "influxd"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "influxd: not on the path (expected: the package influxdb, see docker/install-test-tools)"));
    }

    private void awaitReady() throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            try {
                http.send(
                        HttpRequest.newBuilder(URI.create(url() + "/ping")).build(),
                        HttpResponse.BodyHandlers.discarding());
                return;
            } catch (IOException e) {
                if (System.nanoTime() > deadline || !process.isAlive()) {
                    throw e;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
    }
}
