package io.citywatch.ingest.mqtt;

import static io.citywatch.ingest.mqtt.TestGateway.NOW;
import static io.citywatch.ingest.mqtt.TestGateway.owed;
import static io.citywatch.ingest.mqtt.TestGateway.settled;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.json.Json;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.message.PendingMessage;
import io.citywatch.model.message.Presence;
import io.citywatch.model.message.Receipt;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttProperties;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryTest {
    private static final String OFFERS = "responders/phone/offers";

    private final TestGateway gateway = new TestGateway();

    @ParameterizedTest
    @CsvSource({
        "responders/phone/offers, 2, 01, 01",
        "responders/phone/offers, 0, 00, 00",
        "responders/phone/+, 1, 01, 01",
        "responders/phone/#, 1, 01, 01",
        "devices/phone/#, 1, 01, 01",
        "responders/other/offers, 1, 87, 80",
        "responders/+/offers, 1, 87, 80",
        "#, 1, 87, 80",
        "city/phone/news, 1, 87, 80",
        "$share/all/responders/phone/offers, 1, 9E, 80",
        "$share/all/responders/other/offers, 1, 9E, 80"
    })
    void grantsWhatCarriesOnesOwnId(String filter, int qos, String newer, String older) {
        TestClient client5 = gateway.connected(5, "phone");
        client5.subscribe(1, qos, filter);
        assertThat(client5.receive()).containsExactly("SUBACK " + newer);

        TestClient client4 = gateway.connected(4, "phone");
        client4.subscribe(1, qos, filter);
        assertThat(client4.receive()).containsExactly("SUBACK " + older);

        assertThat(gateway.log.entries(LogTopic.GATEWAY_AUDIT)).hasSize(older.equals("80") ? 2 : 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void deliversWhatWaitedOnceTheClientSubscribes(int version) {
        gateway.pending.take(owed("o1", 1));
        TestClient client = gateway.connected(version, "phone");
        assertThat(client.receive()).isEmpty();

        client.subscribe(1, 1, OFFERS);
        assertThat(client.receive()).containsExactly("SUBACK 01", "PUBLISH 1 " + OFFERS + " o1@1");
        client.puback(1, 0);

        Receipt receipt = only(LogTopic.RECEIPTS, Receipt.class);
        assertThat(receipt).isEqualTo(new Receipt("phone", "o1", 1, "gw", NOW));
        assertThat(gateway.log.entries(LogTopic.RECEIPTS).get(0).recipient()).isEqualTo("phone");
        client.subscribe(2, 1, OFFERS);
        assertThat(client.receive()).containsExactly("SUBACK 01");
    }

    @Test
    void deliversAtOnceToWhoeverIsSubscribed() {
        TestClient client = subscribed(1);

        gateway.pending.take(owed("o1", 1));

        assertThat(client.receive()).containsExactly("PUBLISH 1 " + OFFERS + " o1@1");
    }

    @Test
    void sendsAgainOnEachConnectionUntilItIsAcknowledged() {
        TestClient first = subscribed(1);
        gateway.pending.take(owed("o1", 1));
        assertThat(first.receive()).containsExactly("PUBLISH 1 " + OFFERS + " o1@1");
        first.leave();

        TestClient second = gateway.connected(5, "phone");
        second.subscribe(1, 1, OFFERS);
        assertThat(second.receive()).containsExactly("SUBACK 01", "PUBLISH again 1 " + OFFERS + " o1@1");
        second.puback(1, 0);
        second.leave();

        TestClient third = gateway.connected(5, "phone");
        third.subscribe(1, 1, OFFERS);
        assertThat(third.receive()).containsExactly("SUBACK 01");
    }

    @Test
    void aNewerRevisionReplacesAndAnOlderIsIgnored() {
        gateway.pending.take(owed("o1", 2));
        gateway.pending.take(owed("o1", 1));
        TestClient client = subscribed(1, "PUBLISH 1 " + OFFERS + " o1@2");

        gateway.pending.take(owed("o1", 3));
        gateway.pending.take(owed("o1", 3));

        assertThat(client.receive()).containsExactly("PUBLISH 2 " + OFFERS + " o1@3");
    }

    @Test
    void whatIsSettledOrPastItsTimeIsNotSent() {
        gateway.pending.take(owed("o1", 1));
        gateway.pending.take(settled("o1", 2));
        gateway.pending.take(owed("o1", 1));
        gateway.pending.take(new PendingMessage("phone", "o2", 1, false, NOW, OFFERS, "late"));

        subscribed(1);
    }

    @Test
    void aReceiptOfAnotherGatewayCounts() {
        gateway.pending.take(new Receipt("phone", "o1", 1, "another", NOW));
        gateway.pending.take(owed("o1", 1));
        gateway.pending.take(owed("o2", 1));

        subscribed(1, "PUBLISH 1 " + OFFERS + " o2@1");
    }

    @Test
    void respectsTheWindowOfTheClient() {
        TestClient client = gateway.client();
        MqttMessageBuilders.ConnectBuilder connect = client.connectMessage(5, "phone");
        MqttProperties properties = new MqttProperties();
        properties.add(new MqttProperties.IntegerProperty(MqttProperties.RECEIVE_MAXIMUM, 1));
        client.send(TestClient.built(connect.properties(properties)));
        client.subscribe(1, 1, OFFERS);
        client.receive();
        gateway.pending.take(owed("o1", 1));
        gateway.pending.take(owed("o2", 1));
        gateway.pending.take(owed("o2", 2));
        assertThat(client.receive()).containsExactly("PUBLISH 1 " + OFFERS + " o1@1");

        client.puback(1, 0);

        assertThat(client.receive()).containsExactly("PUBLISH 2 " + OFFERS + " o2@2");
    }

    @Test
    void aSubscriptionAtQosZeroGivesNoReceipt() {
        gateway.pending.take(owed("o1", 1));
        TestClient client = gateway.connected(5, "phone");
        client.subscribe(1, 0, OFFERS);

        assertThat(client.receive().get(1)).endsWith(OFFERS + " o1@1");
        assertThat(gateway.log.entries(LogTopic.RECEIPTS)).isEmpty();
    }

    @Test
    void aRefusedMessageIsNeitherReceivedNorSentAgain() {
        TestClient client = subscribed(1);
        gateway.pending.take(owed("o1", 1));
        client.receive();

        client.puback(1, 0x80);
        client.leave();

        assertThat(gateway.log.entries(LogTopic.RECEIPTS)).isEmpty();
        subscribed(1);
    }

    @Test
    void stopsWithTheSubscription() {
        TestClient client = subscribed(1);

        client.send(MqttMessageBuilders.unsubscribe()
                .messageId(2)
                .addTopicFilter(OFFERS)
                .addTopicFilter("responders/phone/none")
                .build());
        gateway.pending.take(owed("o1", 1));

        assertThat(client.receive()).containsExactly("UNSUBACK");
        client.subscribe(3, 1, OFFERS);
        assertThat(client.receive()).containsExactly("SUBACK 01", "PUBLISH 1 " + OFFERS + " o1@1");
    }

    @Test
    void tellsThePlatformWhetherMessagesReachTheClient() {
        TestClient client = gateway.connected(5, "phone");
        client.subscribe(1, 1, "devices/phone/#");
        client.subscribe(2, 1, OFFERS);
        client.subscribe(3, 1, "responders/phone/#");
        client.leave();
        client.isOpen();

        List<String> told = gateway.log.entries(LogTopic.DEVICE_PRESENCE).stream()
                .map(entry -> read(entry.value(), Presence.class))
                .map(presence -> presence.connected() + " " + presence.subscribed())
                .toList();
        assertThat(told).containsExactly("true false", "true true", "false false");
    }

    private TestClient subscribed(int packetId, String... delivered) {
        TestClient client = gateway.connected(5, "phone");
        client.subscribe(packetId, 1, OFFERS);
        List<String> received = client.receive();
        assertThat(received.get(0)).isEqualTo("SUBACK 01");
        assertThat(received.subList(1, received.size())).containsExactly(delivered);
        return client;
    }

    private <T> T only(LogTopic topic, Class<T> type) {
        assertThat(gateway.log.entries(topic)).hasSize(1);
        return read(gateway.log.entries(topic).get(0).value(), type);
    }

    private static <T> T read(byte[] value, Class<T> type) {
        return Json.read(value, type).fold(read -> read, reason -> {
            throw new AssertionError(reason);
        });
    }
}
