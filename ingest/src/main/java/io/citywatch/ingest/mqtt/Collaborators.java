package io.citywatch.ingest.mqtt;

import io.citywatch.ingest.GatewayConfig;
import io.citywatch.ingest.auth.Credentials;
import io.citywatch.ingest.command.PendingMessages;
import io.citywatch.ingest.log.GatewayRecords;
import io.citywatch.ingest.log.TelemetryLog;
import io.citywatch.ingest.metrics.GatewayMetrics;
import io.citywatch.ingest.session.Sessions;
import java.time.Clock;
import java.util.function.BooleanSupplier;

/**
 * What all connections share.
 *
 * @param ready false while nobody may log in
 */
public record Collaborators(
        GatewayConfig config,
        TelemetryLog log,
        Credentials credentials,
        Sessions sessions,
        Wills wills,
        PendingMessages pending,
        GatewayRecords records,
        GatewayMetrics metrics,
        Clock clock,
        BooleanSupplier ready,
        Entrance entrance) {}
