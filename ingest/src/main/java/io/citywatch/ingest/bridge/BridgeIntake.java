package io.citywatch.ingest.bridge;

import io.citywatch.ingest.auth.Credentials;
import io.citywatch.ingest.auth.TopicRights;
import io.citywatch.ingest.log.AppendListener;
import io.citywatch.ingest.log.GatewayRecords;
import io.citywatch.ingest.log.Intake;
import io.citywatch.ingest.log.Route;
import io.citywatch.ingest.log.Routes;
import io.citywatch.ingest.log.TelemetryLog;
import io.citywatch.ingest.metrics.GatewayMetrics;
import io.citywatch.model.registry.Credential;
import io.citywatch.model.telemetry.MqttTopic;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes what comes by the broker into the log, with the checks of the gateway. Who published is whom the topic names:
 * the broker's own access rules must keep each client to its topics. Thread-safe.
 */
final class BridgeIntake {
    private static final int MOST_ROUTES = 20_000;

    private final String gateway;
    private final String remote;
    private final Credentials credentials;
    private final TelemetryLog log;
    private final GatewayRecords records;
    private final GatewayMetrics metrics;
    private final Clock clock;
    private final Map<String, Way> ways = new ConcurrentHashMap<>();

    /** @param remote the broker, for audit */
    BridgeIntake(
            String gateway,
            String remote,
            Credentials credentials,
            TelemetryLog log,
            GatewayRecords records,
            GatewayMetrics metrics,
            Clock clock) {
        this.gateway = gateway;
        this.remote = remote;
        this.credentials = credentials;
        this.log = log;
        this.records = records;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Holds while the credential is the same. */
    private record Way(Credential credential, Route route) {}

    /**
     * @param done hears once the message need not come again: the log has it, or it is foreign and was audited
     * @return who sent it; empty if it is foreign
     */
    Optional<String> take(String topic, byte[] payload, @Nullable String contentType, AppendListener done) {
        Way way = way(topic);
        if (way == null) {
            done.appended(null);
            return Optional.empty();
        }
        Intake intake = way.route().take(payload, contentType, clock.instant());
        log.append(intake.entry(), intake.counted(metrics, done));
        return Optional.of(way.credential().client());
    }

    /** Null if nobody who may publishes on that topic. */
    private @Nullable Way way(String topic) {
        Optional<MqttTopic> parsed = MqttTopic.parse(topic);
        String client = parsed.map(MqttTopic::client).orElse("");
        Credential credential = credentials.active(client).orElse(null);
        if (credential == null) {
            return refused(client, topic, parsed.isEmpty() ? "foreign topic" : "unknown or barred client");
        }
        Way known = ways.get(topic);
        if (known != null && known.credential().equals(credential)) {
            return known;
        }
        Optional<MqttTopic> permitted = TopicRights.publishing(credential, topic);
        if (permitted.isEmpty()) {
            return refused(client, topic, "foreign topic");
        }
        Way way = new Way(credential, Routes.of(gateway, credential, permitted.get(), topic));
        if (ways.size() >= MOST_ROUTES) {
            ways.clear();
        }
        ways.put(topic, way);
        return way;
    }

    private @Nullable Way refused(String client, String topic, String reason) {
        metrics.foreignPublish();
        records.audit(client, "publish", topic, reason, remote);
        return null;
    }
}
