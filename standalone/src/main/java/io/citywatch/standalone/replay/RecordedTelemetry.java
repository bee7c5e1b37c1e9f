package io.citywatch.standalone.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.model.Decoded;
import io.citywatch.model.PlainText;
import io.citywatch.model.json.Json;
import io.citywatch.model.registry.Credential;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads recorded telemetry, JSON lines of {@code topic}, {@code receivedAt} and {@code payload}, and lets each message
 * through the gateway's own checks. A payload that is a text is the message's bytes as they were.
 */
final class RecordedTelemetry implements AutoCloseable {
    private final JsonLines lines;
    private final GatewayChecks gateway;
    private @Nullable Instant newest;
    private long newestLine;

    private RecordedTelemetry(JsonLines lines, Map<String, Credential> clients) {
        this.lines = lines;
        this.gateway = new GatewayChecks(clients);
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
        byte[] bytes = payload.isTextual() ? payload.textValue().getBytes(StandardCharsets.UTF_8) : Json.write(payload);
        return gateway.take(topic.textValue(), bytes, receivedAt)
                .fold(
                        intake -> new RecordedMessage(line, receivedAt, intake.entry(), intake.fault()),
                        reason -> refused(line, receivedAt, reason));
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
