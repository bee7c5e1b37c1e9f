package io.citywatch.simulators.device;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.TimerPingSender;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client of the gateway: a Paho MQTT v5 client that comes back by itself, subscribes again and sends what it owes.
 * Messages arrive on the client's own thread. Paho's own reconnecting is not used: its delay is one for all clients of
 * a process.
 */
public final class MqttConnection implements Link, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MqttConnection.class);
    private static final int QOS = 1;
    private static final int KEEP_ALIVE_SECONDS = 60;
    private static final int PING_THREADS = 2;
    private static final int NORMAL_DISCONNECTION = 0;
    /** Paho sleeps a tenth of a second in each disconnect. */
    private static final int LEAVING_AT_ONCE = 64;

    private static final long GOODBYE_SECONDS = 10;
    /**
     * Of the four threads that Paho makes for a client, the one that only waits to ping can be shared: a ping is no
     * more than a look at the clock. The others wait on the socket and on the client's own queues, each for itself.
     */
    private static final ScheduledExecutorService PINGS = pings();

    private final MqttAsyncClient client;
    private final String token;
    private final @Nullable String filter;
    private final Outbox outbox = new Outbox(this::publish);
    private final BackOff backOff;
    /** Whether this client means to be connected. */
    private volatile boolean wanted;

    private final AtomicBoolean comingBack = new AtomicBoolean();

    /**
     * @param url {@code tcp://host:port}
     * @param id the device's or responder's id
     * @param filter what to subscribe to, or null for nothing
     * @param onMessage takes the payloads that arrive on it
     */
    public MqttConnection(String url, String id, String token, @Nullable String filter, Consumer<byte[]> onMessage) {
        try {
            this.client = new MqttAsyncClient(url, id, new MemoryPersistence(), new TimerPingSender(PINGS), null);
        } catch (MqttException e) {
            throw new IllegalArgumentException("mqtt client " + id + " on " + url, e);
        }
        this.token = token;
        this.filter = filter;
        this.backOff = new BackOff(new SplittableRandom(id.hashCode()));
        client.setCallback(new Arrivals(onMessage));
    }

    private static ScheduledExecutorService pings() {
        ScheduledThreadPoolExecutor pings = new ScheduledThreadPoolExecutor(PING_THREADS, task -> {
            Thread thread = new Thread(task, "mqtt-pings");
            thread.setDaemon(true);
            return thread;
        });
        // A client that was closed is not kept by the ping that it had ordered.
        pings.setRemoveOnCancelPolicy(true);
        return pings;
    }

    @Override
    public CompletableFuture<@Nullable Void> connect() {
        wanted = true;
        return attempt();
    }

    private CompletableFuture<@Nullable Void> attempt() {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setUserName(client.getClientId());
        options.setPassword(token.getBytes(StandardCharsets.UTF_8));
        options.setCleanStart(true);
        options.setAutomaticReconnect(false);
        options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
        Step connected = new Step("connect");
        try {
            client.connect(options, null, connected);
        } catch (MqttException e) {
            connected.failed(e);
        }
        return connected.done.thenCompose(unused -> subscribe()).thenRun(this::isThere);
    }

    private void isThere() {
        synchronized (backOff) {
            backOff.reset();
        }
        outbox.resend();
    }

    /** Tries until it is connected, unless somebody said goodbye meanwhile. */
    private void comeBack() {
        if (!wanted || !comingBack.compareAndSet(false, true)) {
            return;
        }
        Duration wait;
        synchronized (backOff) {
            wait = backOff.next();
        }
        try {
            var unused = PINGS.schedule(this::tryAgain, wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("{} stays away: the city is closed", client.getClientId(), e);
        }
    }

    private void tryAgain() {
        comingBack.set(false);
        if (!wanted || client.isConnected()) {
            return;
        }
        var unused = attempt().whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.debug("{} is not back yet", client.getClientId(), failure);
                comeBack();
            }
        });
    }

    private CompletableFuture<@Nullable Void> subscribe() {
        if (filter == null) {
            return CompletableFuture.completedFuture(null);
        }
        Step subscribed = new Step("subscribe");
        try {
            client.subscribe(filter, QOS, null, subscribed);
        } catch (MqttException e) {
            subscribed.failed(e);
        }
        return subscribed.done;
    }

    @Override
    public CompletableFuture<@Nullable Void> publish(String topic, byte[] payload) {
        Step published = new Step("publish");
        try {
            client.publish(topic, payload, QOS, false, null, published);
        } catch (MqttException e) {
            published.failed(e);
        }
        return published.done;
    }

    @Override
    public CompletableFuture<@Nullable Void> deliver(String topic, byte[] payload) {
        return outbox.deliver(topic, payload);
    }

    @Override
    public CompletableFuture<@Nullable Void> disconnect() {
        wanted = false;
        Step disconnected = new Step("disconnect");
        try {
            client.disconnect(0, null, disconnected, NORMAL_DISCONNECTION, new MqttProperties());
        } catch (MqttException e) {
            disconnected.failed(e);
        }
        return disconnected.done.<@Nullable Void>handle((done, failure) -> null);
    }

    @Override
    public void close() {
        try {
            client.close(true);
        } catch (MqttException e) {
            LOG.debug("{} does not close", client.getClientId(), e);
        }
    }

    /** Everybody says goodbye at once, and is let go of; returns when all are, or the patience is over. */
    public static void closeAll(Collection<? extends Link> connections) {
        ExecutorService leaving = Executors.newFixedThreadPool(LEAVING_AT_ONCE);
        connections.forEach(connection -> leaving.execute(() -> {
            connection.disconnect().join();
            connection.close();
        }));
        leaving.shutdown();
        try {
            boolean unused = leaving.awaitTermination(GOODBYE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One exchange with the gateway. */
    private final class Step implements MqttActionListener {
        private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        private final String what;

        Step(String what) {
            this.what = what;
        }

        @Override
        public void onSuccess(IMqttToken token) {
            done.complete(null);
        }

        @Override
        public void onFailure(IMqttToken token, Throwable failure) {
            failed(failure);
        }

        void failed(Throwable failure) {
            done.completeExceptionally(
                    new IllegalStateException(what + " of " + client.getClientId() + ": " + failure, failure));
        }
    }

    private final class Arrivals implements MqttCallback {
        private final Consumer<byte[]> onMessage;

        Arrivals(Consumer<byte[]> onMessage) {
            this.onMessage = onMessage;
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            try {
                onMessage.accept(message.getPayload());
            } catch (RuntimeException e) {
                // Thrown on, it would end the client's thread and with it everything that it hears.
                LOG.warn("{} cannot take a message on {}", client.getClientId(), topic, e);
            }
        }

        @Override
        public void connectComplete(boolean again, String url) {}

        @Override
        public void disconnected(MqttDisconnectResponse response) {
            LOG.debug("{} disconnected: {}", client.getClientId(), response);
            comeBack();
        }

        @Override
        public void mqttErrorOccurred(MqttException failure) {
            LOG.debug("{} failed", client.getClientId(), failure);
        }

        @Override
        public void deliveryComplete(IMqttToken token) {}

        @Override
        public void authPacketArrived(int reason, MqttProperties properties) {}
    }
}
