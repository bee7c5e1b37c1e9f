package io.citywatch.ingest.clients;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** Eclipse Paho for MQTT 5. */
final class PahoVisitor5 implements Client.Visitor {
    @Override
    public Visit.Seen pay(Visit visit) throws Exception {
        BlockingQueue<MqttMessage> arrived = new LinkedBlockingQueue<>();
        BlockingQueue<String> delivered = new LinkedBlockingQueue<>();
        Door door = visit.door();
        MqttAsyncClient client =
                new MqttAsyncClient(door.transport().pahoUrl(door.port()), visit.id(), new MemoryPersistence());
        client.setManualAcks(true);
        client.setCallback(new Listener(arrived, delivered));
        MqttConnectionOptions options = new MqttConnectionOptions();
        if (visit.token() != null) {
            options.setUserName(visit.id());
            options.setPassword(visit.token().getBytes(StandardCharsets.UTF_8));
        }
        if (door.papers() != null) {
            options.setSocketFactory(door.papers().context().getSocketFactory());
        }
        options.setCleanStart(!visit.keep());
        options.setSessionExpiryInterval(visit.keep() ? 600L : 0L);
        options.setAutomaticReconnect(true);
        options.setAutomaticReconnectDelay(1, 2);
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

    private record Listener(BlockingQueue<MqttMessage> arrived, BlockingQueue<String> delivered)
            implements MqttCallback {
        @Override
        public void messageArrived(String topic, MqttMessage message) {
            arrived.add(message);
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {}

        @Override
        public void mqttErrorOccurred(MqttException exception) {}

        @Override
        public void deliveryComplete(IMqttToken token) {
            delivered.add("delivered");
        }

        @Override
        public void connectComplete(boolean reconnect, String serverUri) {}

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {}
    }
}
