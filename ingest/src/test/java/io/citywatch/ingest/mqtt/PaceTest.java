package io.citywatch.ingest.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.log.LogTopic;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a client sees that sends more than its rate, 50 a second unless it is registered with another. */
class PaceTest {
    private static final String CALL = "{\"ts\":1764000000000,\"event\":\"sos\",\"source\":\"base\"}";
    private static final String VITALS = "{\"ts\":1764000000000,\"heartRate\":70}";
    private static final String BULK = "devices/terminal/telemetry/vitals";
    private static final String EMERGENCY = "devices/terminal/events/call";

    private final TestGateway gateway = new TestGateway();
    private final TestClient client = gateway.connected(5, "terminal");

    @Test
    void theLogHasItAtOnceAndTheAnswerWaits() {
        send(BULK, VITALS, 1, 60);

        assertThat(gateway.log.entries(LogTopic.TELEMETRY_BULK)).hasSize(60);
        assertThat(client.receive()).hasSize(50);
        pass(99);
        assertThat(client.receive()).hasSize(4);
        pass(101);
        assertThat(client.receive()).last().isEqualTo("PUBACK 60");
        assertThat(gateway.log.entries(LogTopic.GATEWAY_AUDIT)).hasSize(1);
    }

    @Test
    void anAlarmWaitsForNoBulkAndTheOrderIsKept() {
        send(BULK, VITALS, 1, 60);
        assertThat(client.receive()).hasSize(50);

        client.publish(EMERGENCY, CALL, 61);

        assertThat(client.receive()).hasSize(11).last().isEqualTo("PUBACK 61");
        send(BULK, VITALS, 62, 1);
        assertThat(client.receive()).as("what it owes is not forgiven").isEmpty();
    }

    @Test
    void alarmsHaveARateOfTheirOwnWhichFreesNobodyOnceItIsExceeded() {
        send(BULK, VITALS, 1, 60);
        send(EMERGENCY, CALL, 101, 50);
        assertThat(client.receive()).hasSize(110);

        send(BULK, VITALS, 201, 1);
        send(EMERGENCY, CALL, 202, 1);

        assertThat(client.receive()).isEmpty();
        assertThat(gateway.log.entries(LogTopic.TELEMETRY_EVENTS)).hasSize(51);
    }

    @Test
    void shedsWhatAsksForNoAnswerAndCountsIt() {
        for (int i = 0; i < 80; i++) {
            client.publish(BULK, VITALS, 0);
        }
        client.publish(EMERGENCY, CALL, 0);

        assertThat(gateway.log.entries(LogTopic.TELEMETRY_BULK)).hasSize(50);
        assertThat(gateway.log.entries(LogTopic.TELEMETRY_EVENTS)).hasSize(1);
        assertThat(gateway.shed()).isEqualTo(30);
    }

    @Test
    void aForeignTopicCountsAsWell() {
        for (int id = 1; id <= 200; id++) {
            client.publish("devices/camera/events/call", CALL, id);
        }

        assertThat(client.receive()).hasSize(50).allMatch(answer -> answer.endsWith("87"));
    }

    @Test
    void reconnectingFreesNobodyOfWhatItOwes() {
        send(BULK, VITALS, 1, 950);
        client.leave();
        TestClient again = gateway.connected(5, "terminal");

        again.publish(BULK, VITALS, 1);

        assertThat(again.receive()).isEmpty();
    }

    @Test
    void aDeviceMayBeRegisteredWithARateOfItsOwn() {
        send(BULK, VITALS, 1, 60);
        client.leave();
        gateway.register("terminal", 200);
        TestClient again = gateway.connected(5, "terminal");

        for (int id = 1; id <= 250; id++) {
            again.publish(BULK, VITALS, id);
        }

        assertThat(again.receive()).hasSize(200);
    }

    @Test
    void aHigherRateHoldsForTheLiveConnectionAndForWhatItHolds() {
        send(BULK, VITALS, 1, 90);
        assertThat(client.receive()).hasSize(50);

        gateway.register("terminal", 100);

        assertThat(client.receive()).hasSize(40).last().isEqualTo("PUBACK 90");
        send(BULK, VITALS, 91, 70);
        assertThat(client.receive()).hasSize(60);
        pass(100);
        assertThat(client.receive()).hasSize(10).last().isEqualTo("PUBACK 160");
        assertThat(client.isOpen()).isTrue();
        assertThat(gateway.log.entries(LogTopic.DEVICE_PRESENCE)).hasSize(1);
    }

    @Test
    void aLowerRateHoldsForTheLiveConnectionAndForWhatItHolds() {
        send(BULK, VITALS, 1, 60);
        assertThat(client.receive()).hasSize(50);

        gateway.register("terminal", 5);

        assertThat(client.receive()).hasSize(5);
        pass(199);
        assertThat(client.receive()).isEmpty();
        pass(1);
        assertThat(client.receive()).containsExactly("PUBACK 56");
        pass(800);
        assertThat(client.receive()).hasSize(4).last().isEqualTo("PUBACK 60");
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void aRateThatIsTheDefaultChangesNothing() {
        send(BULK, VITALS, 1, 60);
        assertThat(client.receive()).hasSize(50);

        gateway.register("terminal", 50);

        pass(99);
        assertThat(client.receive()).hasSize(4);
        assertThat(client.isOpen()).isTrue();
    }

    private void send(String topic, String payload, int firstId, int count) {
        for (int id = firstId; id < firstId + count; id++) {
            client.publish(topic, payload, id);
        }
    }

    private void pass(long millis) {
        client.server.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        client.server.runScheduledPendingTasks();
    }
}
