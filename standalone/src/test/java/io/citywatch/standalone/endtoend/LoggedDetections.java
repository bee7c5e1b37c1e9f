package io.citywatch.standalone.endtoend;

import io.citywatch.model.Decoded;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.json.Json;
import io.citywatch.model.log.LogTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What the job has written to the log, from its beginning. */
final class LoggedDetections {
    private LoggedDetections() {}

    static void await(String bootstrapServers, Duration atMost, Predicate<List<Detection>> wanted) {
        List<Detection> detections = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(LogTopic.DETECTIONS.topicName()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Await.until(
                    "detections in the log",
                    atMost,
                    () -> {
                        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
                            if (Json.read(record.value(), Detection.class)
                                    instanceof Decoded.Valid<Detection> detection) {
                                detections.add(detection.value());
                            }
                        }
                        return detections;
                    },
                    wanted);
        }
    }
}
