package io.citywatch.ingest.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.log.LogTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExactlyOnceTest {
    private static final String EVENTS = "devices/terminal/events/call";
    private static final String SOS = "{\"ts\":1764000000000,\"event\":\"sos\",\"source\":\"base\"}";

    private final TestGateway gateway = new TestGateway();

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void answersOnlyWhatTheLogHasAndReleasesIt(int version) {
        gateway.log.hold();
        TestClient client = gateway.connected(version, "terminal");

        client.publishExactlyOnce(EVENTS, SOS, 7, false);
        assertThat(client.receive()).isEmpty();
        gateway.log.settle(0);
        assertThat(client.receive()).containsExactly("PUBREC 7");
        client.pubrel(7);

        assertThat(client.receive()).containsExactly("PUBCOMP 7");
        assertThat(gateway.metrics.messages()).isEqualTo(1);
    }

    @Test
    void keepsTheOrderOfTheConnectionBesideQosOne() {
        gateway.log.hold();
        TestClient client = gateway.connected(5, "terminal");
        client.publishExactlyOnce(EVENTS, SOS, 1, false);
        client.publish(EVENTS, SOS, 2);
        client.publishExactlyOnce(EVENTS, SOS, 3, false);

        gateway.log.settle(2);
        gateway.log.settle(1);
        assertThat(client.receive()).isEmpty();
        gateway.log.settle(0);

        assertThat(client.receive()).containsExactly("PUBREC 1", "PUBACK 2", "PUBREC 3");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPacketIdThatIsNotReleasedIsTheSameMessage(boolean again) {
        TestClient client = gateway.connected(5, "terminal");
        client.publishExactlyOnce(EVENTS, SOS, 7, false);

        client.publishExactlyOnce(EVENTS, SOS, 7, again);

        assertThat(client.receive()).containsExactly("PUBREC 7", "PUBREC 7");
        assertThat(gateway.log.entries(LogTopic.TELEMETRY_EVENTS)).hasSize(1);
        client.pubrel(7);
        client.publishExactlyOnce(EVENTS, SOS, 7, false);
        assertThat(gateway.log.entries(LogTopic.TELEMETRY_EVENTS)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void aMessageSentAgainToItsSessionIsNotAppendedAgain(int version) {
        TestClient first = session(version);
        first.publishExactlyOnce(EVENTS, SOS, 7, false);
        first.leave();

        TestClient second = session(version);
        second.publishExactlyOnce(EVENTS, SOS, 7, true);
        second.pubrel(7);

        assertThat(second.receive()).containsExactly("PUBREC 7", "PUBCOMP 7");
        assertThat(gateway.log.entries(LogTopic.TELEMETRY_EVENTS)).hasSize(1);
    }

    @Test
    void aMessageSentAgainWaitsForTheAppendOfTheFirst() {
        gateway.log.hold();
        TestClient first = session(5);
        first.publishExactlyOnce(EVENTS, SOS, 7, false);
        first.leave();
        TestClient second = session(5);
        second.publishExactlyOnce(EVENTS, SOS, 7, true);
        assertThat(second.receive()).isEmpty();

        gateway.log.settle(0);

        assertThat(second.receive()).containsExactly("PUBREC 7");
        assertThat(gateway.log.entries(LogTopic.TELEMETRY_EVENTS)).hasSize(1);
    }

    @Test
    void aMessageThatTheLogDidNotTakeIsAppendedWhenItComesAgain() {
        gateway.log.hold();
        TestClient first = session(5);
        first.publishExactlyOnce(EVENTS, SOS, 7, false);
        gateway.log.fail(0);
        assertThat(first.receive()).containsExactly("DISCONNECT 88");

        TestClient second = session(5);
        second.publishExactlyOnce(EVENTS, SOS, 7, true);
        gateway.log.settle(1);

        assertThat(second.receive()).containsExactly("PUBREC 7");
        assertThat(gateway.log.entries(LogTopic.TELEMETRY_EVENTS)).hasSize(2);
    }

    @Test
    void aReleaseSentAgainIsAnsweredAsTheFirst() {
        TestClient first = session(5);
        first.publishExactlyOnce(EVENTS, SOS, 7, false);
        first.pubrel(7);
        first.leave();

        TestClient second = session(5);
        second.pubrel(7);
        second.pubrel(8);

        assertThat(second.receive()).containsExactly("PUBCOMP 7", "PUBCOMP 8 92");
        second.publishExactlyOnce(EVENTS, SOS, 7, false);
        assertThat(gateway.log.entries(LogTopic.TELEMETRY_EVENTS)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"devices/terminal/events/call, 99", "devices/other/events/call, 87"})
    void anErrorEndsTheExchangeForANewerClient(String topic, String code) {
        TestClient client = gateway.connected(5, "terminal");

        client.publishExactlyOnce(topic, "{", 7, false);
        assertThat(client.receive().get(0)).startsWith("PUBREC 7 " + code);
        client.pubrel(7);

        assertThat(client.receive()).containsExactly("PUBCOMP 7 92");
        client.publishExactlyOnce(EVENTS, SOS, 7, false);
        assertThat(gateway.log.entries(LogTopic.TELEMETRY_EVENTS)).hasSize(1);
    }

    @Test
    void anOlderClientGetsAPlainExchangeForWhatIsRefused() {
        TestClient client = gateway.connected(4, "terminal");

        client.publishExactlyOnce(EVENTS, "{", 7, false);
        client.publishExactlyOnce(EVENTS, "{", 7, true);
        client.pubrel(7);
        client.pubrel(7);

        assertThat(client.receive()).containsExactly("PUBREC 7", "PUBREC 7", "PUBCOMP 7", "PUBCOMP 7");
        assertThat(gateway.log.entries(LogTopic.DEAD_LETTERS)).hasSize(1);
    }

    @Test
    void aReleaseBeforeItsAnswerEndsTheConnection() {
        gateway.log.hold();
        TestClient client = gateway.connected(5, "terminal");
        client.publishExactlyOnce(EVENTS, SOS, 7, false);

        client.pubrel(7);

        assertThat(client.receive()).containsExactly("DISCONNECT 82");
    }

    @Test
    void whatIsNotReleasedCountsAgainstTheReceiveMaximum() {
        gateway.register("terminal", 10_000);
        TestClient client = gateway.connected(5, "terminal");
        for (int id = 1; id <= 1_000; id++) {
            client.publishExactlyOnce(EVENTS, SOS, id, false);
        }
        assertThat(client.receive()).hasSize(1_000);
        client.pubrel(1);
        client.publish(EVENTS, SOS, 1);
        assertThat(client.receive()).containsExactly("PUBCOMP 1", "PUBACK 1");

        client.publishExactlyOnce(EVENTS, SOS, 1_001, false);
        assertThat(client.receive()).containsExactly("PUBREC 1001");
        client.publish(EVENTS, SOS, 1);

        assertThat(client.receive()).containsExactly("DISCONNECT 93");
    }

    private TestClient session(int version) {
        TestClient client = gateway.client();
        client.connectToSession(version, "terminal", 60);
        client.receive();
        return client;
    }
}
