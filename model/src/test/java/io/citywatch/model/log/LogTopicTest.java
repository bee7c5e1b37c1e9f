package io.citywatch.model.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The topics' settings are data on disk: a change is a migration, so each is pinned. */
class LogTopicTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            TELEMETRY_BULK       | telemetry.bulk       | 4 | delete         | 86400000  | 7200000  | false
            TELEMETRY_EVENTS     | telemetry.events     | 4 | delete         | 604800000 | 50400000 | true
            DETECTIONS           | detections           | 4 | delete         | 604800000 | 50400000 | false
            COMMANDS             | commands             | 4 | compact,delete | 604800000 | 600000   | true
            RECEIPTS             | receipts             | 4 | delete         | 604800000 | 50400000 | false
            OFFER_ANSWERS        | offer.answers        | 4 | delete         | 604800000 | 50400000 | true
            COMMAND_RESULTS      | command.results      | 4 | delete         | 604800000 | 50400000 | false
            RESPONDER_POSITIONS  | responder.positions  | 4 | delete         | 86400000  | 7200000  | false
            DEVICE_PRESENCE      | device.presence      | 4 | compact        |           | 600000   | false
            DEAD_LETTERS         | dead-letters         | 4 | delete         | 604800000 | 50400000 | true
            GATEWAY_AUDIT        | gateway.audit        | 1 | delete         | 604800000 | 50400000 | false
            GATEWAY_STATUS       | gateway.status       | 1 | delete         | 3600000   | 300000   | false
            DETECTION_STATUS     | detection.status     | 1 | delete         | 3600000   | 300000   | false
            DEVICE_LEDGER        | device.ledger        | 4 | compact        |           | 600000   | false
            REGISTRY_CREDENTIALS | registry.credentials | 4 | compact        |           | 600000   | true
            REGISTRY_DEVICES     | registry.devices     | 4 | compact        |           | 600000   | true
            REGISTRY_VEHICLES    | registry.vehicles    | 4 | compact        |           | 600000   | true
            REGISTRY_ELDERS      | registry.elders      | 4 | compact        |           | 600000   | true
            REGISTRY_STOLEN      | registry.stolen      | 4 | compact        |           | 600000   | true
            REGISTRY_AREAS       | registry.areas       | 4 | compact        |           | 600000   | true
            """)
    void hasTheSettingsThatAreOnDisk(
            LogTopic topic,
            String name,
            int partitions,
            String policy,
            String retention,
            String segment,
            boolean flush) {
        Map<String, String> expected = new TreeMap<>(Map.of(
                "message.timestamp.type",
                "LogAppendTime",
                "max.message.bytes",
                "3145728",
                "cleanup.policy",
                policy,
                "segment.ms",
                segment));
        if (retention != null) {
            expected.put("retention.ms", retention);
        }
        if (flush) {
            expected.put("flush.messages", "1");
        }
        if (policy.startsWith("compact")) {
            expected.put("min.cleanable.dirty.ratio", "0.2");
        }
        if (topic == LogTopic.TELEMETRY_BULK) {
            expected.put("retention.bytes", "2684354560");
        }

        assertThat(topic.topicName()).isEqualTo(name);
        assertThat(topic.partitions()).isEqualTo(partitions);
        assertThat(topic.settings()).isEqualTo(expected);
        assertThat(topic.isCompacted()).isEqualTo(policy.startsWith("compact"));
    }

    @Test
    void gaveEachTopicANameOfItsOwn() {
        assertThat(Arrays.stream(LogTopic.values()).map(LogTopic::topicName)).doesNotHaveDuplicates();
        assertThat(LogTopic.values()).hasSize(20);
    }
}
