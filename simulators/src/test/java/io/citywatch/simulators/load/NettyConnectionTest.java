package io.citywatch.simulators.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NettyConnectionTest {
    private TestGateway gateway;
    private NettyFleet fleet;
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @BeforeEach
    void start() {
        gateway = new TestGateway();
        fleet = new NettyFleet(gateway.address());
    }

    @AfterEach
    void stop() {
        fleet.close();
        gateway.close();
    }

    @Test
    void publishesAndHearsTheAcknowledgement() throws Exception {
        NettyConnection client = client(TestGateway.TOKEN, null);
        client.connect().join();

        publish(client, "a", "1").join();

        assertThat(gateway.published.poll(10, TimeUnit.SECONDS)).isEqualTo("a 1");
        assertThat(client.unacknowledged()).isZero();
    }

    @Test
    void hearsWhatItSubscribedToAndAcknowledgesIt() throws Exception {
        client(TestGateway.TOKEN, "responders/c/offers").connect().join();

        gateway.tell("responders/c/offers", "go");

        assertThat(gateway.subscribed.poll(10, TimeUnit.SECONDS)).isEqualTo("responders/c/offers");
        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("go");
        assertThat(gateway.acknowledged.poll(10, TimeUnit.SECONDS)).isEqualTo(7);
    }

    @Test
    void sendsAgainInOrderWhatNobodyAcknowledged() throws Exception {
        NettyConnection client = client(TestGateway.TOKEN, "x");
        client.connect().join();
        gateway.answering = false;
        CompletableFuture<@Nullable Void> first = publish(client, "a", "1");
        CompletableFuture<@Nullable Void> second = publish(client, "a", "2");
        assertThat(gateway.published.poll(10, TimeUnit.SECONDS)).isEqualTo("a 1");
        assertThat(gateway.published.poll(10, TimeUnit.SECONDS)).isEqualTo("a 2");

        gateway.answering = true;
        gateway.hangUp();
        CompletableFuture.allOf(first, second).get(30, TimeUnit.SECONDS);

        assertThat(List.copyOf(gateway.published)).containsExactly("a 1", "a 2");
        assertThat(gateway.subscribed).hasSize(2);
    }

    @Test
    void failsAtOnceWhatIsNotToBeSentAgain() {
        NettyConnection client = client(TestGateway.TOKEN, null);
        client.connect().join();
        gateway.answering = false;
        CompletableFuture<@Nullable Void> attempt = client.publish("a", bytes("1"));

        client.cut();

        assertThatThrownBy(attempt::join).hasMessageContaining("publish of c: connection lost");
    }

    @Test
    void staysAwayAfterAGoodbyeUntilItConnectsAgain() {
        NettyConnection client = client(TestGateway.TOKEN, null);
        client.connect().join();

        client.disconnect().join();

        assertThatThrownBy(() -> publish(client, "a", "1").join()).hasMessageContaining("not connected");
        client.connect().join();
        publish(client, "a", "2").join();
        assertThat(gateway.published).containsExactly("a 2");
    }

    @Test
    void saysWhyALoginIsRefusedAndDoesNotTryAgain() {
        NettyConnection client = client("wrong", null);

        assertThatThrownBy(() -> client.connect().join())
                .hasMessageContaining("connect of c: CONNECTION_REFUSED_BAD_USERNAME_OR_PASSWORD");
        assertThatThrownBy(() -> publish(client, "a", "1").join()).hasMessageContaining("publish of c: not connected");
    }

    @Test
    void failsAPublishThatTheGatewayRefuses() {
        NettyConnection client = client(TestGateway.TOKEN, null);
        client.connect().join();

        assertThatThrownBy(() -> publish(client, "foreign", "1").join())
                .hasMessageContaining("publish of c on foreign: refused with 0x87");
    }

    @Test
    void publishesAtTheRateThatWasAsked() throws Exception {
        List<NettyConnection> clients = List.of(client(TestGateway.TOKEN, null), client(TestGateway.TOKEN, null));
        try (LoadFleet load = new LoadFleet(
                clients, (client, number) -> new LoadFleet.Message("t" + client, bytes(Long.toString(number))))) {
            load.connect().join();
            load.sample();
            load.start(500);
            Set<String> taken = new HashSet<>();
            for (int i = 0; i < 100; i++) {
                taken.add(gateway.published.poll(10, TimeUnit.SECONDS));
            }
            load.stop();
            clients.forEach(client -> {
                while (client.unacknowledged() > 0) {
                    Thread.onSpinWait();
                }
            });
            while (load.counts().acknowledged() < load.counts().sent()) {
                Thread.onSpinWait();
            }

            // Each client's messages come in its own order, so the first fifty of one are among the first.
            assertThat(taken).contains("t0 0", "t1 1");
            LoadFleet.Counts counts = load.counts();
            assertThat(counts.sent()).isGreaterThanOrEqualTo(100).isEqualTo(counts.acknowledged());
            assertThat(load.acknowledgements().count()).isEqualTo((int) counts.sent());
        }
    }

    private NettyConnection client(String token, @Nullable String filter) {
        return fleet.open("c", token, filter, payload -> heard.add(new String(payload, StandardCharsets.UTF_8)));
    }

    private static CompletableFuture<@Nullable Void> publish(NettyConnection client, String topic, String payload) {
        return client.deliver(topic, bytes(payload));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
