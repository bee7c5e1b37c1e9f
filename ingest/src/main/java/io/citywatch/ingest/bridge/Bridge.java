package io.citywatch.ingest.bridge;

import io.citywatch.ingest.auth.Credentials;
import io.citywatch.ingest.command.PendingMessages;
import io.citywatch.ingest.log.GatewayRecords;
import io.citywatch.ingest.log.TelemetryLog;
import io.citywatch.ingest.metrics.GatewayMetrics;
import io.citywatch.model.message.PendingMessage;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * A gateway's way to a broker that the city already runs: several connections with one shared subscription, the first
 * for the emergency lane alone, so that no alarm waits behind bulk.
 */
public final class Bridge implements AutoCloseable {
    private static final List<String> EMERGENCY = List.of("devices/+/events/#", "responders/+/offers/+");
    private static final List<String> BULK =
            List.of("devices/+/telemetry/#", "devices/+/state", "devices/+/commands/+", "responders/+/position");
    private static final long CLOSE_SECONDS = 5;

    private final List<BridgeConnection> connections = new ArrayList<>();
    private final BridgeDeliveries deliveries;
    private final ScheduledExecutorService links;
    private final ScheduledExecutorService work;
    private final boolean commands;

    /**
     * What the bridge shares with its gateway.
     *
     * @param gateway the gateway's id
     * @param isConnectedHere whether a client has a connection of its own to this gateway
     * @param ready false while nobody may be let in
     */
    public record Shared(
            String gateway,
            TelemetryLog log,
            Credentials credentials,
            PendingMessages pending,
            GatewayRecords records,
            GatewayMetrics metrics,
            Clock clock,
            Predicate<String> isConnectedHere,
            BooleanSupplier ready) {}

    /** Connects as soon as the gateway is ready, again and again until it is closed. */
    public Bridge(BridgeConfig config, Shared shared) {
        this.commands = config.commands();
        this.links = executor("bridge-links");
        this.work = executor("bridge-work");
        this.deliveries = new BridgeDeliveries(
                shared.pending(), shared.isConnectedHere(), shared.records(), shared.metrics(), shared.clock(), work);
        BridgeIntake intake = new BridgeIntake(
                shared.gateway(),
                config.url(),
                shared.credentials(),
                shared.log(),
                shared.records(),
                shared.metrics(),
                shared.clock());
        for (int number = 0; number < config.connections(); number++) {
            boolean isFirst = number == 0;
            BridgeConnection connection = new BridgeConnection(
                    "citywatch-" + shared.gateway() + "-" + number,
                    (isFirst ? EMERGENCY : BULK)
                            .stream()
                                    .map(filter -> "$share/" + config.group() + "/" + filter)
                                    .toList(),
                    config,
                    (client, filters, ended) ->
                            new BridgeLink(config.server(), client, filters, intake, this::heard, ended, work),
                    link -> {
                        if (isFirst && commands) {
                            work.execute(() -> deliveries.use(link));
                        }
                    },
                    shared.ready(),
                    new BackOff(RandomGenerator.getDefault()),
                    links,
                    shared.metrics());
            connections.add(connection);
            links.execute(connection::connect);
        }
    }

    /** A message of the platform is there, or one changed; from any thread. */
    public void offer(PendingMessage message) {
        if (commands) {
            deliveries.offer(message);
        }
    }

    private void heard(String client) {
        if (commands) {
            deliveries.heard(client);
        }
    }

    /** Leaves without a word: the broker keeps what was not acknowledged. */
    @Override
    public void close() {
        CompletableFuture<Void> left =
                CompletableFuture.runAsync(() -> connections.forEach(BridgeConnection::close), links);
        left.completeOnTimeout(null, CLOSE_SECONDS, TimeUnit.SECONDS).join();
        links.shutdownNow();
        work.shutdownNow();
    }

    /** What comes after the end is dropped: the log and the broker may speak late, and nothing is owed any more. */
    private static ScheduledExecutorService executor(String name) {
        return new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
    }
}
