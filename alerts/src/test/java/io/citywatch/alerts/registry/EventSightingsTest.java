package io.citywatch.alerts.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.log.Pulse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class EventSightingsTest {
    private final Map<String, Instant> marked = new HashMap<>();

    private final EventSightings sightings = new EventSightings(seenAt -> {
        marked.putAll(seenAt);
        return List.copyOf(seenAt.keySet());
    });

    @Test
    void marksEachDeviceAtItsNewestEventAndIsNotMovedByPulses() {
        ConsumerRecord<byte[], byte[]> pulse = message(null, 9_000);
        pulse.headers().add(Pulse.HEADER, new byte[0]);

        sightings.take(List.of(message("a", 2_000), message("b", 1_000), message("a", 1_500), pulse));

        assertThat(marked).isEqualTo(Map.of("a", Instant.ofEpochMilli(2_000), "b", Instant.ofEpochMilli(1_000)));
    }

    private static ConsumerRecord<byte[], byte[]> message(String device, long at) {
        return new ConsumerRecord<>(
                "telemetry.events",
                0,
                0,
                at,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                device == null ? null : device.getBytes(StandardCharsets.UTF_8),
                new byte[0],
                new RecordHeaders(),
                Optional.empty());
    }
}
