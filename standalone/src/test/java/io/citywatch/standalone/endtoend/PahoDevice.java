package io.citywatch.standalone.endtoend;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** A device that stays connected and tells now and then that it is there; it comes back when the gateway does. */
final class PahoDevice implements AutoCloseable {
    private static final int SECONDS = 10;

    private final String id;
    private final String token;
    private final String address;
    private MqttClient client;
    private ScheduledFuture<?> heartbeats;

    PahoDevice(String id, String token, int mqttPort) {
        this.id = id;
        this.token = token;
        this.address = "tcp://127.0.0.1:" + mqttPort;
    }

    /** Publishes with QoS 1, again and again until it is acknowledged. */
    void publish(String topic, String payload) {
        boolean unused = Await.until(
                id + " publishes", Duration.ofSeconds(6L * SECONDS), () -> tryOnce(topic, payload), taken -> taken);
    }

    /** False if it was not acknowledged: refused while the log is not there, or the connection broke. */
    private synchronized boolean tryOnce(String topic, String payload) {
        try {
            connected().publish("devices/" + id + "/" + topic, payload.getBytes(StandardCharsets.UTF_8), 1, false);
            return true;
        } catch (MqttException e) {
            drop();
            return false;
        }
    }

    private MqttClient connected() throws MqttException {
        if (client != null && client.isConnected()) {
            return client;
        }
        drop();
        MqttConnectOptions options = new MqttConnectOptions();
        options.setUserName(id);
        options.setPassword(token.toCharArray());
        options.setConnectionTimeout(SECONDS);
        // Else a refusal is answered by another try in an older version.
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        client = new MqttClient(address, id, new MemoryPersistence());
        client.setTimeToWait(TimeUnit.SECONDS.toMillis(SECONDS));
        client.connect(options);
        return client;
    }

    /** A heartbeat at once and one each interval, until silenced; one that fails is tried again with the next. */
    void beat(ScheduledExecutorService timer, int intervalSeconds) {
        heartbeats = timer.scheduleAtFixedRate(() -> beatOnce(intervalSeconds), 0, intervalSeconds, TimeUnit.SECONDS);
    }

    private void beatOnce(int intervalSeconds) {
        boolean unused = tryOnce(
                "state",
                "{\"ts\":" + System.currentTimeMillis() + ",\"online\":true,\"intervalSeconds\":" + intervalSeconds
                        + ",\"battery\":90,\"faults\":[]}");
    }

    /** Says nothing more, as a device without power. */
    void silence() {
        if (heartbeats != null) {
            heartbeats.cancel(false);
        }
        close();
    }

    private synchronized void drop() {
        if (client == null) {
            return;
        }
        try {
            client.disconnectForcibly(0, 200, false);
            client.close(true);
        } catch (MqttException e) {
            throw new IllegalStateException(id + " does not let go of its connection", e);
        } finally {
            client = null;
        }
    }

    @Override
    public void close() {
        if (heartbeats != null) {
            heartbeats.cancel(false);
        }
        drop();
    }
}
