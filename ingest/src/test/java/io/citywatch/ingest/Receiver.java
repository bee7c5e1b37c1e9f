package io.citywatch.ingest;

import java.util.concurrent.BlockingQueue;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** Puts what a client receives into queues, the reason of a DISCONNECT too. */
record Receiver(BlockingQueue<MqttMessage> messages, BlockingQueue<Integer> dismissals) implements MqttCallback {
    @Override
    public void messageArrived(String topic, MqttMessage message) {
        messages.add(message);
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
        dismissals.add(response.getReturnCode());
    }

    @Override
    public void mqttErrorOccurred(MqttException exception) {}

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}
}
