package io.citywatch.alerts.history;

import io.citywatch.model.history.QuestTables;
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
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;

/** QuestDB inside this JVM, on a free port of the loopback. */
class QuestHistoryIT extends HistoryContract {
    private ServerMain server;
    private String url;
    private QuestHistory history;

    @Override
    void start(Path root) throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Path settings = Files.createDirectories(root.resolve("conf")).resolve("server.conf");
        Files.writeString(
                settings,
                String.join(
                        "\n",
                        "http.bind.to=127.0.0.1:" + port,
                        "http.min.enabled=false",
                        "pg.enabled=false",
                        "line.tcp.enabled=false",
                        "telemetry.enabled=false",
                        "shared.worker.count=1"));
        Files.writeString(
                settings.resolveSibling("log.conf"),
                "writers=file\nw.file.class=io.questdb.log.LogFileWriter\nw.file.location="
                        + root.resolve("questdb.log") + "\nw.file.level=ERROR,CRITICAL\n");
        server = new ServerMain(new Bootstrap("-d", root.toString()));
        server.start();
        url = "http://127.0.0.1:" + port;
        history = new QuestHistory(new HistoryConfig(HistoryConfig.Type.QUESTDB, url));
        for (String statement : QuestTables.createAll()) {
            execute(statement);
        }
    }

    private void execute(String sql) throws IOException, InterruptedException {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(
                                        url + "/exec?query=" + URLEncoder.encode(sql, StandardCharsets.UTF_8)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        Assertions.assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Override
    HistoryConfig config() {
        return new HistoryConfig(HistoryConfig.Type.QUESTDB, url);
    }

    @Override
    String writeUrl() {
        return url + "/api/v2/write?precision=ns";
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
        return new QuestHistory(config);
    }
}
