package io.citywatch.standalone.replay;

import io.citywatch.ingest.auth.TopicRights;
import io.citywatch.ingest.log.Intake;
import io.citywatch.ingest.log.LogEntry;
import io.citywatch.ingest.log.Route;
import io.citywatch.ingest.log.Routes;
import io.citywatch.model.Decoded;
import io.citywatch.model.PlainText;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.registry.Credential;
import io.citywatch.model.telemetry.MqttTopic;
import io.citywatch.streaming.io.LogEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Header;

/** What a gateway would have made of a message, by its own classes. Not thread-safe. */
public final class GatewayChecks {
    private static final String GATEWAY = "replay";
    /** Some minutes of a city; one that a line a topic would fill without end is made anew. */
    private static final int MOST_ROUTES = 100_000;

    private final Map<String, Credential> clients;
    private final Map<String, Route> routes = new HashMap<>();

    /** @param clients who may publish, by client id */
    public GatewayChecks(Map<String, Credential> clients) {
        this.clients = Map.copyOf(clients);
    }

    /** What it would have logged, or why it would have refused the client or the topic. */
    public Decoded<Intake> take(String topic, byte[] payload, Instant receivedAt) {
        Route route = routes.get(topic);
        if (route == null) {
            Decoded<Route> found = route(topic);
            if (!(found instanceof Decoded.Valid<Route> known)) {
                return Decoded.invalid(found.fold(value -> "", reason -> reason));
            }
            route = known.value();
            if (routes.size() >= MOST_ROUTES) {
                routes.clear();
            }
            routes.put(topic, route);
        }
        return Decoded.valid(route.take(payload, null, receivedAt));
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

    /** As the log would hand it on, which had it at once; of telemetry only. */
    public static LogEvent event(LogEntry entry, Instant receivedAt) {
        Map<String, byte[]> headers = new HashMap<>();
        for (Header header : entry.headers()) {
            headers.put(header.key(), header.value());
        }
        return LogRecord.read(headers::get, receivedAt.toEpochMilli(), entry.value())
                .fold(LogEvent::telemetry, reason -> {
                    throw new IllegalStateException("the gateway wrote what nobody can read: " + reason);
                });
    }
}
