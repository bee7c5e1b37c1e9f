package io.citywatch.standalone.endtoend;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** A device of somebody else's make: it sends a message with QoS 1 again and again until it is acknowledged. */
final class PressingTerminal {
    private static final int SECONDS = 5;
    private static final long PAUSE_MILLIS = 100;

    private final String id;
    private final String token;
    private final String address;
    private final CountDownLatch ended;

    /** @param ended counted down when it shall give up */
    PressingTerminal(String id, String token, int mqttPort, CountDownLatch ended) {
        this.id = id;
        this.token = token;
        this.address = "tcp://127.0.0.1:" + mqttPort;
        this.ended = ended;
    }

    /** True once it is acknowledged, however often it had to be sent; false if the test ended before. */
    boolean publish(String topic, String payload) {
        while (ended.getCount() > 0) {
            if (tryOnce(topic, payload)) {
                return true;
            }
            try {
                boolean unused = ended.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return false;
    }

    private boolean tryOnce(String topic, String payload) {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setUserName(id);
        options.setPassword(token.toCharArray());
        options.setConnectionTimeout(SECONDS);
        // Else a refusal is answered by another try in an older version.
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        try (MqttClient client = new MqttClient(address, id, new MemoryPersistence())) {
            client.setTimeToWait(TimeUnit.SECONDS.toMillis(SECONDS));
            client.connect(options);
            MqttMessage message = new MqttMessage(payload.getBytes(StandardCharsets.UTF_8));
            message.setQos(1);
            client.publish(topic, message); // returns when it is acknowledged
            disconnect(client);
            return true;
        } catch (MqttException e) {
            return false;
        }
    }

    private static void disconnect(MqttClient client) {
        try {
            client.disconnect(500);
        } catch (MqttException e) {
            // What counted is acknowledged; the server may be dead by now.
            closeForcibly(client);
        }
    }

    private static void closeForcibly(MqttClient client) {
        try {
            client.disconnectForcibly(0, 200, false);
        } catch (MqttException e) {
            throw new AssertionError("a connection that does not end", e);
        }
    }
}
