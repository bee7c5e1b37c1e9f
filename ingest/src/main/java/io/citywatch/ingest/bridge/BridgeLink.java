package io.citywatch.ingest.bridge;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the broker, from its opening to its end: subscribes, takes messages and acknowledges those that
 * the log has. It ends as soon as one could not be logged, since a broker sends again only to who connects again.
 */
final class BridgeLink implements MqttCallback {
    private static final Logger LOG = LoggerFactory.getLogger(BridgeLink.class);
    private static final int AT_LEAST_ONCE = 1;
    private static final int REFUSED = 0x80;
    private static final long CLOSE_MILLIS = 1_000;

    private final MqttAsyncClient client;
    private final List<String> filters;
    private final BridgeIntake intake;
    private final Consumer<String> heard;
    private final Consumer<String> ended;
    private final Executor acknowledging;
    private final OrderedAcknowledgements acknowledgements = new OrderedAcknowledgements(this::acknowledge);
    private final AtomicBoolean over = new AtomicBoolean();

    /**
     * @param heard hears who sends
     * @param ended hears once why it is over
     * @param acknowledging where acknowledgements are sent, so that no thread of the log waits for a socket
     */
    BridgeLink(
            String server,
            String clientId,
            List<String> filters,
            BridgeIntake intake,
            Consumer<String> heard,
            Consumer<String> ended,
            Executor acknowledging)
            throws MqttException {
        this.filters = filters;
        this.intake = intake;
        this.heard = heard;
        this.ended = ended;
        this.acknowledging = acknowledging;
        this.client = new MqttAsyncClient(server, clientId, new MemoryPersistence());
        client.setManualAcks(true);
        client.setCallback(this);
    }

    /** @param up runs when the broker sends what is subscribed to */
    void open(MqttConnectionOptions options, Runnable up) throws MqttException {
        client.connect(options, null, listener("connect", () -> subscribe(up)));
    }

    /** Throws if the broker's window is full or the connection is lost; the message was not sent then. */
    void publish(String topic, MqttMessage message, MqttActionListener listener) throws MqttException {
        client.publish(topic, message, null, listener);
    }

    /** Ends it without a word, so that the broker keeps what was not acknowledged; may take a second. */
    void close() {
        over.set(true);
        try {
            client.disconnectForcibly(0, CLOSE_MILLIS, false);
        } catch (MqttException e) {
            LOG.debug("{}: was not connected: {}", client.getClientId(), e.toString());
        }
        try {
            client.close(true);
        } catch (MqttException e) {
            LOG.debug("{}: closes by itself: {}", client.getClientId(), e.toString());
        }
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        OrderedAcknowledgements.Waiting waiting =
                message.getQos() == 0 ? null : acknowledgements.expect(message.getId());
        MqttProperties properties = message.getProperties();
        try {
            intake.take(
                            topic,
                            message.getPayload(),
                            properties == null ? null : properties.getContentType(),
                            failure -> {
                                if (waiting != null) {
                                    settle(waiting, failure);
                                }
                            })
                    .ifPresent(heard);
        } catch (RuntimeException e) {
            // Thrown on, it would end Paho's thread; unacknowledged, the message comes again with the next connection.
            LOG.error("{}: a message could not be taken", client.getClientId(), e);
            end("a message could not be taken");
        }
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
        end(String.valueOf(response.getReasonString() == null ? response.getException() : response.getReasonString()));
    }

    @Override
    public void mqttErrorOccurred(MqttException failure) {
        LOG.debug("{}: {}", client.getClientId(), failure.toString());
    }

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean again, String server) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}

    private void subscribe(Runnable up) {
        MqttSubscription[] subscriptions = filters.stream()
                .map(filter -> new MqttSubscription(filter, AT_LEAST_ONCE))
                .toArray(MqttSubscription[]::new);
        try {
            client.subscribe(subscriptions, null, listener("subscribe", up), new MqttProperties());
        } catch (MqttException e) {
            end("cannot subscribe: " + e);
        }
    }

    private MqttActionListener listener(String act, Runnable then) {
        return new MqttActionListener() {
            @Override
            public void onSuccess(IMqttToken token) {
                int[] codes = token.getReasonCodes();
                if (codes != null) {
                    for (int code : codes) {
                        if (code >= REFUSED) {
                            end("the broker refuses to " + act + ": 0x" + Integer.toHexString(code));
                            return;
                        }
                    }
                }
                then.run();
            }

            @Override
            public void onFailure(IMqttToken token, Throwable failure) {
                end(act + " failed: " + failure);
            }
        };
    }

    private void settle(OrderedAcknowledgements.Waiting waiting, @Nullable Throwable failure) {
        acknowledging.execute(() -> {
            if (!over.get() && !acknowledgements.settle(waiting, failure)) {
                end("the log took no message: " + failure);
            }
        });
    }

    private void acknowledge(int packetId) {
        try {
            client.messageArrivedComplete(packetId, AT_LEAST_ONCE);
        } catch (MqttException e) {
            LOG.debug("{}: no acknowledgement, it comes again: {}", client.getClientId(), e.toString());
        }
    }

    private void end(String reason) {
        if (over.compareAndSet(false, true)) {
            ended.accept(reason);
        }
    }
}
