package io.citywatch.standalone.role;

import io.citywatch.model.history.QuestTables;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the tables of an outside QuestDB as soon as it answers; until then detection goes on without a history. */
final class QuestSchema implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(QuestSchema.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long TRY_EVERY_SECONDS = 5;

    private final URI url;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "quest-schema");
        thread.setDaemon(true);
        return thread;
    });
    private boolean told;

    private QuestSchema(URI url) {
        this.url = url;
    }

    static QuestSchema keepMaking(URI url) {
        QuestSchema schema = new QuestSchema(url);
        var unused = schema.timer.scheduleWithFixedDelay(schema::make, 0, TRY_EVERY_SECONDS, TimeUnit.SECONDS);
        return schema;
    }

    private void make() {
        try {
            for (String statement : QuestTables.createAll()) {
                execute(statement);
            }
            LOG.info("history: the tables of {} stand", url);
            timer.shutdown();
        } catch (IOException e) {
            if (!told) {
                told = true;
                LOG.warn("history: {} does not make its tables yet ({}); it is asked again", url, e.toString());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void execute(String statement) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        url.resolve("/exec?query=" + URLEncoder.encode(statement, StandardCharsets.UTF_8)))
                .timeout(PATIENCE)
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(response.statusCode() + ": " + response.body());
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
