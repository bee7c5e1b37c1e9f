package io.citywatch.alerts.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.json.Json;
import io.citywatch.model.message.GatewayStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class GatewayCountersTest {
    private final GatewayCounters counters = new GatewayCounters(Instant.ofEpochMilli(10_000));

    private void take(String gateway, String boot, long at, long messages) {
        counters.take(List.of(new ConsumerRecord<>(
                "gateway.status",
                0,
                0,
                new byte[0],
                Json.write(new GatewayStatus(gateway, boot, Instant.ofEpochMilli(at), messages, 0, 0)))));
    }

    @Test
    void takesOffWhatAGatewayHadCountedBefore() {
        take("g1", "b1", 8_000, 500);
        take("g1", "b1", 9_000, 600);
        assertThat(counters.messages()).isZero();

        take("g1", "b1", 11_000, 650);

        assertThat(counters.messages()).isEqualTo(50);
    }

    @Test
    void addsUpGatewaysAndTheirRestarts() {
        take("g1", "b1", 11_000, 100);
        take("g2", "b1", 11_000, 10);
        take("g1", "b2", 12_000, 5);

        assertThat(counters.messages()).isEqualTo(115);
    }

    @Test
    void anOlderStatusChangesNothing() {
        take("g1", "b1", 12_000, 100);
        take("g1", "b1", 11_000, 90);

        assertThat(counters.messages()).isEqualTo(100);
    }

    @Test
    void theLogPathIsStaleOnceNoGatewayIsHeard() {
        assertThat(counters.logPath(Instant.ofEpochMilli(99_000))).isEmpty();
        take("g1", "b1", 11_000, 1);
        take("g2", "b1", 10_500, 1);

        assertThat(counters.logPath(Instant.ofEpochMilli(26_000)))
                .contains(new GatewayCounters.LogPath(Instant.ofEpochMilli(11_000), false));
        assertThat(counters.logPath(Instant.ofEpochMilli(26_001)).orElseThrow().stale())
                .isTrue();
    }

    @Test
    void skipsWhatIsNoStatus() {
        counters.take(List.of(
                new ConsumerRecord<>("gateway.status", 0, 0, new byte[0], null),
                new ConsumerRecord<>("gateway.status", 0, 1, new byte[0], "{".getBytes(StandardCharsets.UTF_8))));

        assertThat(counters.messages()).isZero();
    }
}
