package io.citywatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citywatch.ingest.limit.LimitConfig;
import io.citywatch.ingest.tls.TlsConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GatewayConfigTest {
    @Test
    void hasTheDefaultsOfTheContract() {
        GatewayConfig config = GatewayConfig.of("gw", "127.0.0.1", 1883, "127.0.0.1:9092");

        assertThat(config)
                .isEqualTo(new GatewayConfig(
                        "gw",
                        "127.0.0.1",
                        1883,
                        "127.0.0.1:9092",
                        65_536,
                        1_048_576,
                        8_192,
                        Duration.ofSeconds(10),
                        Duration.ofHours(1),
                        1_000,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(5),
                        16_777_216,
                        67_108_864,
                        Duration.ZERO,
                        Duration.ofSeconds(5),
                        Duration.ofDays(1),
                        50_000,
                        -1,
                        TlsConfig.NONE,
                        new LimitConfig(0, 4_000, 1_000, 10_000, 4_000, 0, 50)));
    }

    @Test
    void saysWhatIsWrongWithASetting() {
        assertThatThrownBy(() -> GatewayConfig.of("gw", "127.0.0.1", 70_000, "127.0.0.1:9092"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mqtt-port: 70000 (expected: 0-65535)");
    }
}
