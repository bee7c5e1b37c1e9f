package io.citywatch.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.model.detection.Subject;
import io.citywatch.standalone.platform.Progress;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the incidents of this run through the API: tells the terminal of each change, and what happened first. */
final class IncidentTicker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IncidentTicker.class);
    private static final Duration PERIOD = Duration.ofMillis(500);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final int TICKS_A_RATE = 40;

    private final DemoApi api;
    private final Progress progress;
    private final Instant since;
    private final Map<String, String> states = new HashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "demo-ticker");
        thread.setDaemon(true);
        return thread;
    });
    private long firstDetection = Long.MAX_VALUE;
    private long messagesBefore;
    private int ticks;

    IncidentTicker(DemoApi api, Progress progress, Instant since) {
        this.api = api;
        this.progress = progress;
        this.since = since;
    }

    void start() {
        var unused = timer.scheduleWithFixedDelay(this::tick, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** When the first incident of this run was detected, epoch milliseconds. */
    synchronized OptionalLong firstDetection() {
        return firstDetection == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(firstDetection);
    }

    private synchronized void tick() {
        try {
            for (JsonNode incident : api.get("/incidents?limit=200").path("items")) {
                tell(incident);
            }
            ticks++;
            if (ticks % TICKS_A_RATE == 0) {
                tellRate();
            }
        } catch (UncheckedIOException e) {
            // The platform is stopping, or busy; the next look tells what was missed.
            LOG.debug("the API did not answer the ticker", e);
        }
    }

    private void tell(JsonNode incident) {
        String id = incident.path("id").asText();
        String state = incident.path("state").asText();
        String before = states.put(id, state);
        boolean ofThisRun = incident.path("openedAt").asLong() >= since.toEpochMilli();
        if (before == null && ofThisRun) {
            JsonNode stages = api.get("/incidents/" + id).path("stages");
            firstDetection = Math.min(firstDetection, stages.path("detected").asLong(Long.MAX_VALUE));
        }
        if (state.equals(before) || (before == null && !ofThisRun)) {
            return;
        }
        progress.say(String.format(
                Locale.ROOT,
                "  %s  %s %-3s %-18s %-12s %s",
                LocalTime.now(ZoneId.systemDefault()).format(TIME),
                incident.path("severity").asText(),
                incident.at("/rules/0").asText(),
                incident.path("kind").asText().replace('-', ' '),
                state,
                whoOrWhere(incident)));
    }

    /** A place without a name is where it is: its id is of use to machines alone. */
    private static String whoOrWhere(JsonNode incident) {
        JsonNode subject = incident.path("subject");
        JsonNode position = incident.path("position");
        if (subject.hasNonNull("name")) {
            return subject.path("name").asText();
        }
        if (subject.path("type").asText().equals(Subject.PLACE) && position.isObject()) {
            return String.format(
                    Locale.ROOT,
                    "%.5f, %.5f",
                    position.path("lat").asDouble(),
                    position.path("lon").asDouble());
        }
        return subject.path("id").asText();
    }

    private void tellRate() {
        long messages = api.get("/statistics").path("messages").asLong();
        double seconds = PERIOD.toMillis() * TICKS_A_RATE / 1000.0;
        progress.say(String.format(
                Locale.ROOT, "  %,d messages so far, %.1f/s", messages, (messages - messagesBefore) / seconds));
        messagesBefore = messages;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
