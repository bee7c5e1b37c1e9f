package io.citywatch.streaming.history;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.model.history.QuestTables;
import io.citywatch.model.json.Json;
import io.questdb.Bootstrap;
import io.questdb.ServerMain;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** A real QuestDB on loopback, inside the JVM of the test; it can go away and come back with what it has. */
public final class QuestDb implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path root;
    private final int port;
    private ServerMain server;

    private QuestDb(Path root, int port) {
        this.root = root;
        this.port = port;
    }

    public static QuestDb start(Path root) throws Exception {
        QuestDb database = new QuestDb(root, freePort());
        Path settings = Files.createDirectories(root.resolve("conf")).resolve("server.conf");
        Files.writeString(
                settings,
                String.join(
                        "\n",
                        "http.bind.to=127.0.0.1:" + database.port,
                        "http.min.enabled=false",
                        "pg.enabled=false",
                        "line.tcp.enabled=false",
                        "telemetry.enabled=false",
                        "shared.worker.count=1"));
        Files.writeString(
                settings.resolveSibling("log.conf"),
                "writers=file\nw.file.class=io.questdb.log.LogFileWriter\nw.file.location="
                        + root.resolve("questdb.log") + "\nw.file.level=ERROR,CRITICAL\n");
        database.open();
        for (String statement : QuestTables.createAll()) {
            database.query(statement);
        }
        return database;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    void open() {
        server = new ServerMain(new Bootstrap("-d", root.toString()));
        server.start();
    }

    @Override
    public void close() {
        server.close();
    }

    /** The rows of a query, each by the names of its columns. */
    public List<Map<String, JsonNode>> query(String sql) throws Exception {
        HttpResponse<byte[]> response = http.send(
                HttpRequest.newBuilder(
                                URI.create(url() + "/exec?query=" + URLEncoder.encode(sql, StandardCharsets.UTF_8)))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        JsonNode answer = Json.mapper().readTree(response.body());
        if (response.statusCode() != 200) {
            throw new AssertionError(sql + ": " + answer);
        }
        List<Map<String, JsonNode>> rows = new ArrayList<>();
        for (JsonNode values : answer.path("dataset")) {
            Map<String, JsonNode> row = new LinkedHashMap<>();
            for (int column = 0; column < values.size(); column++) {
                row.put(answer.path("columns").path(column).path("name").asText(), values.get(column));
            }
            rows.add(row);
        }
        return rows;
    }

    /** Asks until the rows are as wanted; a point is seen a moment after it was taken. */
    public List<Map<String, JsonNode>> await(String sql, Predicate<List<Map<String, JsonNode>>> wanted)
            throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<Map<String, JsonNode>> rows = query(sql);
        while (!wanted.test(rows)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(sql + ": " + rows.size() + " rows, " + rows);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            rows = query(sql);
        }
        return rows;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
