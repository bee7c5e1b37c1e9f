package io.citywatch.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.citywatch.streaming.cluster.FlinkCluster;
import io.citywatch.streaming.history.HistoryTarget;
import io.citywatch.streaming.rules.RuleParameters;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectionConfigTest {
    private static final URI FOLDER = URI.create("file:///data/checkpoints");

    @Test
    void theDefaultsArePinned() {
        assertThat(DetectionConfig.of("127.0.0.1:9092", FOLDER))
                .isEqualTo(new DetectionConfig(
                        "127.0.0.1:9092",
                        FOLDER,
                        1,
                        Duration.ofSeconds(10),
                        Duration.ofMillis(20),
                        RuleParameters.DEFAULTS,
                        null,
                        null,
                        null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''    | 1 | 5000 | 1  | bootstrap-servers: '' (expected: host:port)",
                "h:9092 | 0 | 5000 | 1  | parallelism: 0 (expected: 1-4)",
                "h:9092 | 5 | 5000 | 1  | parallelism: 5 (expected: 1-4)",
                "h:9092 | 1 | 9    | 1  | checkpoint-interval: PT0.009S (expected: 10 ms or more)",
                "h:9092 | 1 | 5000 | -1 | buffer-timeout: PT-0.001S (expected: zero or more)"
            })
    void aSettingThatCannotWorkIsRefusedByName(
            String servers, int parallelism, long interval, long buffer, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DetectionConfig(
                        servers,
                        FOLDER,
                        parallelism,
                        Duration.ofMillis(interval),
                        Duration.ofMillis(buffer),
                        RuleParameters.DEFAULTS,
                        null,
                        null,
                        null))
                .withMessage(message);
    }

    @Test
    void aCheckpointFolderThatIsNoUriIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DetectionConfig.of("h:9092", URI.create("checkpoints")))
                .withMessage("checkpoint-folder: 'checkpoints' (expected: a URI such as file:///data/checkpoints)");
    }

    @Test
    void whatIsSetBesideTheDefaultsIsAllThatChanges() {
        HistoryTarget history = HistoryTarget.of("http://h:9000");
        FlinkCluster flink = new FlinkCluster("h:8081", Path.of("job.jar"));
        DetectionConfig defaults = DetectionConfig.of("h:9092", FOLDER);

        assertThat(defaults.withHistory(history).withFlink(flink).with(Duration.ofSeconds(2), defaults.rules()))
                .isEqualTo(new DetectionConfig(
                        "h:9092",
                        FOLDER,
                        1,
                        Duration.ofSeconds(2),
                        Duration.ofMillis(20),
                        RuleParameters.DEFAULTS,
                        null,
                        history,
                        flink));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "h", ":8081", "http://h:8081", "h:x", "h:8081/"})
    void anAddressOfFlinkThatCannotWorkIsRefusedByName(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FlinkCluster(address, Path.of("job.jar")))
                .withMessage("flink.rest-address: '" + address + "' (expected: host:port)");
    }
}
