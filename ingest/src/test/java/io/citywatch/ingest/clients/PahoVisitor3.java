package io.citywatch.ingest.clients;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** Eclipse Paho for MQTT 3.1.1. */
final class PahoVisitor3 implements Client.Visitor {
    @Override
    public Visit.Seen pay(Visit visit) throws Exception {
        BlockingQueue<MqttMessage> arrived = new LinkedBlockingQueue<>();
        BlockingQueue<String> delivered = new LinkedBlockingQueue<>();
        Door door = visit.door();
        MqttAsyncClient client =
                new MqttAsyncClient(door.transport().pahoUrl(door.port()), visit.id(), new MemoryPersistence());
        client.setManualAcks(true);
        client.setCallback(new MqttCallback() {
            @Override
            public void messageArrived(String topic, MqttMessage message) {
                arrived.add(message);
            }

            @Override
            public void connectionLost(Throwable cause) {}

            @Override
            public void deliveryComplete(IMqttDeliveryToken token) {
                delivered.add("delivered");
            }
        });
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        if (visit.token() != null) {
            options.setUserName(visit.id());
            options.setPassword(visit.token().toCharArray());
        }
        if (door.papers() != null) {
            options.setSocketFactory(door.papers().context().getSocketFactory());
        }
        options.setCleanSession(!visit.keep());
        options.setAutomaticReconnect(true);
        try {
            IMqttToken connected = client.connect(options);
            connected.waitForCompletion(Patience.MILLIS);
            for (Visit.Message message : visit.publish()) {
                byte[] payload = message.payload().getBytes(StandardCharsets.UTF_8);
                client.publish(message.topic(), payload, message.qos(), false);
                // Its token fails with the connection, though the message is sent again on the next.
                Patience.take(delivered);
            }
            if (!visit.subscribe().isEmpty()) {
                client.subscribe(visit.subscribe(), 1).waitForCompletion(Patience.MILLIS);
            }
            List<String> received = new ArrayList<>();
            for (int i = 0; i < visit.expect(); i++) {
                MqttMessage message = Patience.take(arrived);
                received.add(new String(message.getPayload(), StandardCharsets.UTF_8));
                // By itself Paho does so after its callback, when we may have left already.
                client.messageArrivedComplete(message.getId(), message.getQos());
            }
            client.disconnect().waitForCompletion(Patience.MILLIS);
            return new Visit.Seen(connected.getSessionPresent(), received);
        } finally {
            client.close(true);
        }
    }
}
