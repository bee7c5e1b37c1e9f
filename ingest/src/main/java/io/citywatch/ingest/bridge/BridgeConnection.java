package io.citywatch.ingest.bridge;

import io.citywatch.ingest.metrics.GatewayMetrics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A place at the broker that is always taken again: the same client id, so the broker goes on with the session, a new
 * link each time, and a back-off between. While the log is away it stays away, and the broker keeps. All of it runs on
 * one thread.
 */
final class BridgeConnection {
    private static final Logger LOG = LoggerFactory.getLogger(BridgeConnection.class);
    private static final long LOOK_AGAIN_MILLIS = 500;
    private static final int KEEP_ALIVE_SECONDS = 30;
    private static final int CONNECT_SECONDS = 10;
    private static final long LONGEST_PACKET = 2 << 20;

    /** Makes a link; the two consumers hear who sends, and why it ended. */
    @FunctionalInterface
    interface Links {
        BridgeLink link(String clientId, List<String> filters, Consumer<String> ended) throws MqttException;
    }

    private final String clientId;
    private final List<String> filters;
    private final BridgeConfig config;
    private final Links links;
    private final Consumer<@Nullable BridgeLink> changed;
    private final BooleanSupplier ready;
    private final BackOff backOff;
    private final ScheduledExecutorService scheduler;
    private final GatewayMetrics metrics;
    private @Nullable BridgeLink current;
    private boolean up;
    private boolean closed;

    /**
     * @param changed hears of the link when it is up, and null when it is down
     * @param ready false while nobody may be let in
     */
    BridgeConnection(
            String clientId,
            List<String> filters,
            BridgeConfig config,
            Links links,
            Consumer<@Nullable BridgeLink> changed,
            BooleanSupplier ready,
            BackOff backOff,
            ScheduledExecutorService scheduler,
            GatewayMetrics metrics) {
        this.clientId = clientId;
        this.filters = filters;
        this.config = config;
        this.links = links;
        this.changed = changed;
        this.ready = ready;
        this.backOff = backOff;
        this.scheduler = scheduler;
        this.metrics = metrics;
    }

    void connect() {
        if (closed || current != null) {
            return;
        }
        if (!ready.getAsBoolean()) {
            later(this::connect, LOOK_AGAIN_MILLIS);
            return;
        }
        Attempt attempt = new Attempt();
        try {
            BridgeLink link = links.link(clientId, filters, attempt::ended);
            attempt.link = link;
            current = link;
            link.open(options(), attempt::up);
        } catch (MqttException e) {
            attempt.ended(e.toString());
        }
    }

    void close() {
        closed = true;
        BridgeLink link = current;
        current = null;
        down();
        if (link != null) {
            link.close();
        }
    }

    /** What Paho's threads say of one link, brought to the one thread. */
    private final class Attempt {
        private @Nullable BridgeLink link;

        void up() {
            later(() -> cameUp(Objects.requireNonNull(link)), 0);
        }

        void ended(String reason) {
            later(() -> wentDown(link, reason), 0);
        }
    }

    private void cameUp(BridgeLink link) {
        if (current != link) {
            return;
        }
        LOG.info("bridge {}: connected to {}", clientId, config.url());
        backOff.reset();
        up = true;
        metrics.bridged(1);
        changed.accept(link);
    }

    private void wentDown(@Nullable BridgeLink link, String reason) {
        if (closed || current != link) {
            return;
        }
        long wait = backOff.nextMillis();
        LOG.warn("bridge {}: {} ended, next attempt in {} ms: {}", clientId, config.url(), wait, reason);
        current = null;
        down();
        if (link != null) {
            link.close();
        }
        later(this::connect, wait);
    }

    private void down() {
        if (up) {
            up = false;
            metrics.bridged(-1);
            changed.accept(null);
        }
    }

    private void later(Runnable task, long millis) {
        var unused = scheduler.schedule(task, millis, TimeUnit.MILLISECONDS);
    }

    private MqttConnectionOptions options() {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(false);
        options.setSessionExpiryInterval(config.sessionExpiry().toSeconds());
        options.setReceiveMaximum(config.receiveMaximum());
        options.setMaximumPacketSize(LONGEST_PACKET);
        options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
        options.setConnectionTimeout(CONNECT_SECONDS);
        options.setAutomaticReconnect(false);
        options.setUseSubscriptionIdentifiers(false);
        if (!config.user().isEmpty()) {
            options.setUserName(config.user());
        }
        if (!config.password().isEmpty()) {
            options.setPassword(config.password().getBytes(StandardCharsets.UTF_8));
        }
        if (config.caFile() != null) {
            options.setSocketFactory(BrokerTrust.sockets(config.caFile()));
        }
        return options;
    }
}
