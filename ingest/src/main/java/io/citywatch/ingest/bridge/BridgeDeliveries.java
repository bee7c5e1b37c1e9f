package io.citywatch.ingest.bridge;

import io.citywatch.ingest.command.PendingMessages;
import io.citywatch.ingest.log.GatewayRecords;
import io.citywatch.ingest.metrics.GatewayMetrics;
import io.citywatch.model.message.PendingMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries commands and offers out to the clients that were heard by the broker. The broker's PUBACK counts as delivered,
 * since nobody else answers; one that says that nobody subscribes does not, and the message is tried again until its
 * time is over. Everything but {@link #heard} and {@link #offer} runs on one thread.
 */
final class BridgeDeliveries {
    private static final Logger LOG = LoggerFactory.getLogger(BridgeDeliveries.class);
    /** Below the 20 that Mosquitto takes. */
    private static final int MOST_IN_FLIGHT = 16;

    private static final int NOBODY_SUBSCRIBES = 0x10;
    private static final long AGAIN_MILLIS = 2_000;

    private final PendingMessages pending;
    private final Predicate<String> isConnectedHere;
    private final GatewayRecords records;
    private final GatewayMetrics metrics;
    private final Clock clock;
    private final ScheduledExecutorService executor;
    private final Set<String> heard = ConcurrentHashMap.newKeySet();
    private final Set<String> waiting = new LinkedHashSet<>();
    private final Map<String, Long> inFlight = new HashMap<>();
    private @Nullable BridgeLink link;

    /** @param isConnectedHere a client that has a connection of its own gets its messages there */
    BridgeDeliveries(
            PendingMessages pending,
            Predicate<String> isConnectedHere,
            GatewayRecords records,
            GatewayMetrics metrics,
            Clock clock,
            ScheduledExecutorService executor) {
        this.pending = pending;
        this.isConnectedHere = isConnectedHere;
        this.records = records;
        this.metrics = metrics;
        this.clock = clock;
        this.executor = executor;
    }

    /** A client sent something by the broker, so it is to be reached there. */
    void heard(String client) {
        if (heard.add(client)) {
            want(client, 0);
        }
    }

    /** A message is there, or one changed. */
    void offer(PendingMessage message) {
        if (!message.settled() && heard.contains(message.recipient())) {
            want(message.recipient(), 0);
        }
    }

    /** @param now null while the broker is away */
    void use(@Nullable BridgeLink now) {
        link = now;
        inFlight.clear();
        if (now != null) {
            waiting.addAll(heard);
            send();
        }
    }

    private void want(String client, long millis) {
        var unused = executor.schedule(
                () -> {
                    waiting.add(client);
                    send();
                },
                millis,
                TimeUnit.MILLISECONDS);
    }

    private void send() {
        BridgeLink to = link;
        while (to != null && !waiting.isEmpty()) {
            String client = waiting.iterator().next();
            if (!isConnectedHere.test(client)) {
                for (PendingMessage message : pending.due(client, clock.instant())) {
                    if (inFlight.size() >= MOST_IN_FLIGHT) {
                        return; // goes on with the next answer
                    }
                    if (inFlight.getOrDefault(message.key(), Long.MIN_VALUE) < message.revision()) {
                        send(to, message);
                    }
                }
            }
            waiting.remove(client);
        }
    }

    private void send(BridgeLink to, PendingMessage message) {
        String text = message.payload();
        if (text == null) {
            return;
        }
        MqttMessage publish = new MqttMessage(text.getBytes(StandardCharsets.UTF_8));
        publish.setQos(1);
        MqttProperties properties = new MqttProperties();
        Duration left = Duration.between(clock.instant(), message.until());
        properties.setMessageExpiryInterval(Math.max(1, Math.min(left.toSeconds(), 0xFFFF_FFFFL)));
        publish.setProperties(properties);
        try {
            inFlight.put(message.key(), message.revision());
            var unused = pending.attempt(message);
            to.publish(message.topic(), publish, answer(to, message));
            metrics.delivered();
        } catch (MqttException e) {
            LOG.debug("{} of {} waits: {}", message.id(), message.recipient(), e.toString());
            inFlight.remove(message.key());
            want(message.recipient(), AGAIN_MILLIS);
        }
    }

    private MqttActionListener answer(BridgeLink by, PendingMessage message) {
        return new MqttActionListener() {
            @Override
            public void onSuccess(IMqttToken token) {
                int[] codes = token.getReasonCodes();
                settled(by, message, codes == null || Arrays.stream(codes).allMatch(code -> code < NOBODY_SUBSCRIBES));
            }

            @Override
            public void onFailure(IMqttToken token, Throwable failure) {
                settled(by, message, false);
            }
        };
    }

    private void settled(BridgeLink by, PendingMessage message, boolean reached) {
        executor.execute(() -> {
            if (by != link) {
                return; // with the next connection everything that is due is sent again
            }
            inFlight.remove(message.key(), message.revision());
            if (reached) {
                Instant now = clock.instant();
                pending.acknowledge(message, now);
                records.receipt(message);
                metrics.receipt();
            } else {
                want(message.recipient(), AGAIN_MILLIS);
            }
            send();
        });
    }
}
