package io.citywatch.ingest.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BridgeConfigTest {
    @Test
    void hasTheDocumentedDefaults() {
        assertThat(BridgeConfig.NONE)
                .isEqualTo(new BridgeConfig("", "", "", null, "citywatch", 4, 64, Duration.ofHours(24), true));
        assertThat(BridgeConfig.NONE.isOn()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "mqtt://broker, tcp://broker:1883",
        "mqtt://10.0.0.1:1884, tcp://10.0.0.1:1884",
        "mqtts://broker.example, ssl://broker.example:8883"
    })
    void readsTheAddressOfABroker(String url, String server) {
        assertThat(BridgeConfig.to(url).server()).isEqualTo(server);
    }

    @ParameterizedTest
    @ValueSource(strings = {"broker", "http://broker", "mqtt://", "tcp:1883", "mqtt:// x"})
    void refusesWhatIsNoAddress(String url) {
        assertThatThrownBy(() -> BridgeConfig.to(url)).hasMessageContaining("url: '" + url + "' (expected: mqtt://");
    }

    @Test
    void waitsLongerEachTimeUpToAMinute() {
        BackOff backOff = new BackOff(new Random(3));
        long last = 0;
        for (int i = 0; i < 20; i++) {
            last = backOff.nextMillis();
            assertThat(last).isBetween(Math.min(250L << i, 30_000), Math.min(500L << i, 60_000));
        }
        assertThat(last).isGreaterThanOrEqualTo(30_000);
        backOff.reset();
        assertThat(backOff.nextMillis()).isLessThanOrEqualTo(500);
    }
}
