package io.citywatch.standalone.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.ingest.auth.TopicRights;
import io.citywatch.ingest.log.Intake;
import io.citywatch.ingest.log.Route;
import io.citywatch.ingest.log.Routes;
import io.citywatch.model.Decoded;
import io.citywatch.model.PlainText;
import io.citywatch.model.json.Json;
import io.citywatch.model.registry.Credential;
import io.citywatch.model.telemetry.MqttTopic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads recorded telemetry, JSON lines of {@code topic}, {@code receivedAt} and {@code payload}, and lets each message
 * through the gateway's own checks. A payload that is a text is the message's bytes as they were.
 */
final class RecordedTelemetry implements AutoCloseable {
    private static final String GATEWAY = "replay";
    /** Some minutes of a city; one that a line a topic would fill without end is made anew. */
    private static final int MOST_ROUTES = 100_000;

    private final JsonLines lines;
    private final Map<String, Credential> clients;
    private final Map<String, Route> routes = new HashMap<>();
    private @Nullable Instant newest;
    private long newestLine;

    private RecordedTelemetry(JsonLines lines, Map<String, Credential> clients) {
        this.lines = lines;
        this.clients = clients;
    }

    /** @param clients who may publish, by client id */
    static RecordedTelemetry open(Path file, Map<String, Credential> clients) throws IOException {
        return new RecordedTelemetry(JsonLines.open(file), clients);
    }

    /** The next line that has anything on it; empty at the end. */
    Optional<RecordedMessage> next() throws IOException {
        Optional<JsonLines.Line> line = lines.next();
        if (line.isEmpty()) {
            return Optional.empty();
        }
        long number = line.get().number();
        return Optional.of(line.get()
                .content()
                .fold(json -> message(number, json), reason -> new RecordedMessage(number, null, null, reason)));
    }

    private RecordedMessage message(long line, JsonNode json) {
        JsonNode time = json.path("receivedAt");
        Decoded<Instant> read = Json.read(Json.write(time), Instant.class);
        if (!(read instanceof Decoded.Valid<Instant> valid)) {
            return refused(line, null, "receivedAt: " + shown(time) + " (expected: epoch milliseconds)");
        }
        Instant receivedAt = valid.value();
        if (newest != null && receivedAt.isBefore(newest)) {
            return refused(
                    line,
                    null,
                    "receivedAt: " + receivedAt.toEpochMilli() + " (expected: not before that of line " + newestLine
                            + ", " + newest.toEpochMilli() + ")");
        }
        JsonNode topic = json.path("topic");
        if (!topic.isTextual()) {
            return refused(line, receivedAt, "topic: " + shown(topic) + " (expected: an MQTT topic)");
        }
        JsonNode payload = json.path("payload");
        if (payload.isMissingNode()) {
            return refused(line, receivedAt, "payload: missing (expected: the message)");
        }
        newest = receivedAt;
        newestLine = line;
        Route route = routes.get(topic.textValue());
        if (route == null) {
            Decoded<Route> found = route(topic.textValue());
            if (!(found instanceof Decoded.Valid<Route> known)) {
                return refused(line, receivedAt, found.fold(value -> "", reason -> reason));
            }
            route = known.value();
            if (routes.size() >= MOST_ROUTES) {
                routes.clear();
            }
            routes.put(topic.textValue(), route);
        }
        byte[] bytes = payload.isTextual() ? payload.textValue().getBytes(StandardCharsets.UTF_8) : Json.write(payload);
        Intake intake = route.take(bytes, null, receivedAt);
        return new RecordedMessage(line, receivedAt, intake.entry(), intake.fault());
    }

    private Decoded<Route> route(String topic) {
        Optional<MqttTopic> parsed = MqttTopic.parse(topic);
        if (parsed.isEmpty()) {
            return Decoded.invalid("topic: " + PlainText.quoted(topic) + " (expected: one that a client publishes on)");
        }
        Credential client = clients.get(parsed.get().client());
        if (client == null) {
            return Decoded.invalid("client: " + PlainText.quoted(parsed.get().client())
                    + " (expected: a registered device or responder)");
        }
        return TopicRights.publishing(client, topic)
                .map(own -> Decoded.valid(Routes.of(GATEWAY, client, own, topic)))
                .orElseGet(() -> Decoded.invalid(
                        "topic: " + PlainText.quoted(topic) + " (expected: one that this client publishes on)"));
    }

    private static RecordedMessage refused(long line, @Nullable Instant receivedAt, String reason) {
        return new RecordedMessage(line, receivedAt, null, reason);
    }

    private static String shown(JsonNode node) {
        return node.isMissingNode() ? "missing" : PlainText.quoted(PlainText.cleaned(node.toString(), 60));
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
