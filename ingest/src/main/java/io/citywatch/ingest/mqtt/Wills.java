package io.citywatch.ingest.mqtt;

import io.citywatch.ingest.auth.Credentials;
import io.citywatch.ingest.auth.Refusal;
import io.citywatch.ingest.auth.TopicRights;
import io.citywatch.ingest.log.GatewayRecords;
import io.citywatch.ingest.log.Intake;
import io.citywatch.ingest.log.Route;
import io.citywatch.ingest.log.Routes;
import io.citywatch.ingest.log.TelemetryLog;
import io.citywatch.ingest.metrics.GatewayMetrics;
import io.citywatch.ingest.session.Will;
import io.citywatch.model.registry.Credential;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes wills through the checks of a publish, when a client leaves one and again when it fires: the client may have
 * been withdrawn since. A will is received when it fires. Thread-safe.
 */
public final class Wills {
    private static final Logger LOG = LoggerFactory.getLogger(Wills.class);
    private static final String NO_ADDRESS = "will";

    private final String gateway;
    private final TelemetryLog log;
    private final Credentials credentials;
    private final GatewayRecords records;
    private final GatewayMetrics metrics;
    private final Clock clock;

    public Wills(
            String gateway,
            TelemetryLog log,
            Credentials credentials,
            GatewayRecords records,
            GatewayMetrics metrics,
            Clock clock) {
        this.gateway = gateway;
        this.log = log;
        this.credentials = credentials;
        this.records = records;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Why a client may not leave this will; empty if it may. One that cannot be read becomes a dead letter. */
    Optional<Refusal> refusal(Credential credential, Will will) {
        Optional<Route> route = route(credential, will);
        if (route.isEmpty()) {
            return Optional.of(Refusal.FOREIGN_WILL);
        }
        Intake intake = route.get().take(will.payload(), will.contentType(), clock.instant());
        if (intake.fault() == null) {
            return Optional.empty();
        }
        append(will, intake);
        return Optional.of(Refusal.UNREADABLE_WILL);
    }

    /** Says what the client wanted said. */
    public void fire(Will will) {
        Optional<Credential> credential = credentials.active(will.client());
        if (credential.isEmpty()) {
            refuse(will, Refusal.BARRED.text());
            return;
        }
        Optional<Route> route = route(credential.get(), will);
        if (route.isEmpty()) {
            refuse(will, Refusal.FOREIGN_WILL.text());
            return;
        }
        metrics.will();
        append(will, route.get().take(will.payload(), will.contentType(), clock.instant()));
    }

    private void refuse(Will will, String reason) {
        metrics.foreignPublish();
        records.audit(will.client(), "publish", will.topic(), reason, NO_ADDRESS);
    }

    private void append(Will will, Intake intake) {
        log.append(intake.entry(), intake.counted(metrics, failure -> {
            if (failure != null) {
                LOG.warn("the will of {} is lost: {}", will.client(), failure.toString());
            }
        }));
    }

    private Optional<Route> route(Credential credential, Will will) {
        return TopicRights.publishing(credential, will.topic())
                .map(topic -> Routes.ofWill(gateway, credential, topic, will.topic(), will.connection()));
    }
}
