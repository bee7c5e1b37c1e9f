package io.citywatch.ingest.clients;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.Mqtt3ClientBuilder;
import com.hivemq.client.mqtt.mqtt3.message.connect.connack.Mqtt3ConnAck;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** HiveMQ's client for MQTT 3.1.1. */
final class HiveMqVisitor3 implements Client.Visitor {
    @Override
    public Visit.Seen pay(Visit visit) throws Exception {
        BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
        Mqtt3ClientBuilder builder = HiveMqDoor.knock(Mqtt3Client.builder(), visit);
        if (visit.token() != null) {
            builder = builder.simpleAuth()
                    .username(visit.id())
                    .password(visit.token().getBytes(StandardCharsets.UTF_8))
                    .applySimpleAuth();
        }
        Mqtt3AsyncClient client = builder.buildAsync();
        client.publishes(
                MqttGlobalPublishFilter.ALL,
                message -> {
                    // By itself it does so after this callback, when we may have left already.
                    message.acknowledge();
                    arrived.add(new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8));
                },
                true);
        Mqtt3ConnAck connack =
                Patience.get(client.connectWith().cleanSession(!visit.keep()).send());
        for (Visit.Message message : visit.publish()) {
            Patience.get(client.publishWith()
                    .topic(message.topic())
                    .qos(Objects.requireNonNull(MqttQos.fromCode(message.qos())))
                    .payload(message.payload().getBytes(StandardCharsets.UTF_8))
                    .send());
        }
        if (!visit.subscribe().isEmpty()) {
            Patience.get(client.subscribeWith()
                    .topicFilter(visit.subscribe())
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .send());
        }
        List<String> received = new ArrayList<>();
        for (int i = 0; i < visit.expect(); i++) {
            received.add(Patience.take(arrived));
        }
        Patience.get(client.disconnect());
        return new Visit.Seen(connack.isSessionPresent(), received);
    }
}
