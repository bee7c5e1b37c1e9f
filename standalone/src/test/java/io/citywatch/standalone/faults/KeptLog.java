package io.citywatch.standalone.faults;

import io.citywatch.model.Decoded;
import io.citywatch.model.Sha256;
import io.citywatch.model.json.Json;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.log.Pulse;
import io.citywatch.model.message.DeviceLedger;
import io.citywatch.model.registry.Credential;
import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.model.telemetry.Sequence;
import io.citywatch.model.telemetry.Telemetry;
import io.citywatch.streaming.rules.CountedMessage;
import io.citywatch.streaming.rules.ledger.DeviceCount;
import io.citywatch.streaming.rules.ledger.Ledger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The log as a reader finds it, read to its end and counted by the rules of the ledger. */
final class KeptLog {
    private static final Comparator<Entry> BY_RECEIPT =
            Comparator.comparingLong(entry -> entry.counted().receivedAt());

    private final String servers;

    KeptLog(String servers) {
        this.servers = servers;
    }

    private record Entry(String identity, CountedMessage counted) {}

    /**
     * What the log has of all devices.
     *
     * @param records how many messages, repeats and all
     */
    record Contents(int records, Map<String, Device> devices) {
        Device of(String device) {
            return devices.getOrDefault(device, new Device(Map.of(), DeviceCount.NOTHING.ledger(device)));
        }
    }

    /** @param copies how often each identity is there */
    record Device(Map<String, Integer> copies, DeviceLedger ledger) {
        boolean has(String boot, long seq) {
            return copies.containsKey(LogRecord.identityOf(new Sequence(boot, seq), "", new byte[0]));
        }
    }

    /** Makes them call terminals that may come. */
    void register(Stream<String> devices) throws InterruptedException, ExecutionException {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (String device : devices.toList()) {
                Credential credential = new Credential(
                        device,
                        Credential.Role.DEVICE,
                        DeviceKind.CALL_TERMINAL,
                        Sha256.hex(NumberingDevice.tokenOf(device)),
                        Credential.State.ACTIVE);
                var unused = producer.send(new ProducerRecord<>(
                        LogTopic.REGISTRY_CREDENTIALS.topicName(),
                        device.getBytes(StandardCharsets.UTF_8),
                        Json.write(credential)));
            }
        }
    }

    Contents read() {
        Map<String, List<Entry>> entries = new HashMap<>();
        int records = 0;
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = Stream.of(LogTopic.TELEMETRY_BULK, LogTopic.TELEMETRY_EVENTS)
                    .flatMap(topic -> consumer.partitionsFor(topic.topicName()).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofMillis(100))) {
                    records += take(message, entries);
                }
            }
        }
        Map<String, Device> devices = new HashMap<>();
        entries.forEach((device, all) -> devices.put(device, counted(device, all)));
        return new Contents(records, devices);
    }

    /** How many messages it holds; none if it is a pulse. */
    private static int take(ConsumerRecord<byte[], byte[]> record, Map<String, List<Entry>> entries) {
        if (record.headers().lastHeader(Pulse.HEADER) != null) {
            return 0;
        }
        List<Decoded<LogRecord>> messages = LogRecord.readAll(
                name -> Optional.ofNullable(record.headers().lastHeader(name))
                        .map(Header::value)
                        .orElse(null),
                record.timestamp(),
                record.value());
        for (Decoded<LogRecord> decoded : messages) {
            LogRecord logged = decoded.fold(message -> message, reason -> {
                throw new AssertionError("the log has what nobody can read: " + reason);
            });
            Telemetry telemetry = logged.telemetry().fold(value -> value, reason -> {
                throw new AssertionError("the log has what nobody can read: " + reason);
            });
            entries.computeIfAbsent(logged.device().value(), device -> new ArrayList<>())
                    .add(new Entry(logged.identity(), CountedMessage.of(logged, telemetry)));
        }
        return messages.size();
    }

    /** By receipt, since the lanes are topics of their own. */
    private static Device counted(String device, List<Entry> entries) {
        entries.sort(BY_RECEIPT);
        Map<String, Integer> copies = new HashMap<>();
        DeviceCount count = DeviceCount.NOTHING;
        for (Entry entry : entries) {
            copies.merge(entry.identity(), 1, Integer::sum);
            count = Ledger.take(count, entry.counted());
        }
        return new Device(copies, count.ledger(device));
    }
}
