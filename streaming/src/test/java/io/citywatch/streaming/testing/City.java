package io.citywatch.streaming.testing;

import io.citywatch.model.Decoded;
import io.citywatch.model.DeviceId;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.json.Json;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.log.Pulse;
import io.citywatch.model.message.DeadLetter;
import io.citywatch.model.message.DeviceLedger;
import io.citywatch.model.registry.Device;
import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;

/** Gateway, registry and reader of a test: writes to the log what they would, and reads what the job says. */
public final class City implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String GATEWAY = "gw-1";

    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> detections;
    private final KafkaConsumer<byte[], byte[]> deadLetters;
    private final KafkaConsumer<byte[], byte[]> ledgers;
    private final Map<String, DeviceLedger> newestLedgers = new HashMap<>();
    private final List<Detection> seen = new ArrayList<>();
    private final List<DeadLetter> letters = new ArrayList<>();

    public City(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", "0", "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        detections = reader(bootstrapServers, LogTopic.DETECTIONS);
        deadLetters = reader(bootstrapServers, LogTopic.DEAD_LETTERS);
        ledgers = reader(bootstrapServers, LogTopic.DEVICE_LEDGER);
    }

    /** A call terminal's event; returns the record as the log has it. */
    public LogRecord call(String terminal, String event, String identity, Instant receivedAt) throws Exception {
        return send(
                terminal,
                TelemetryKind.CALL,
                identity,
                receivedAt,
                "{\"ts\":" + (receivedAt.toEpochMilli() - 40) + ",\"event\":\"" + event + "\",\"source\":\"pendant\"}");
    }

    /** A detector's decision. */
    public LogRecord detector(String detector, boolean alarm, String identity, Instant receivedAt) throws Exception {
        return send(
                detector,
                TelemetryKind.SMOKE,
                identity,
                receivedAt,
                "{\"ts\":" + receivedAt.toEpochMilli()
                        + ",\"obscuration\":12.5,\"temperature\":31,\"battery\":90,\"alarm\":" + alarm + "}");
    }

    /** Any payload on the emergency lane. */
    public LogRecord send(String device, TelemetryKind kind, String identity, Instant receivedAt, String payload)
            throws Exception {
        return append(Lane.EMERGENCY, device, kind, identity, receivedAt, payload);
    }

    /** Any payload on the bulk lane. */
    public LogRecord sendBulk(String device, TelemetryKind kind, String identity, Instant receivedAt, String payload)
            throws Exception {
        return append(Lane.BULK, device, kind, identity, receivedAt, payload);
    }

    /** A tag passes a reader. */
    public LogRecord sighting(String reader, String tag, Instant at) throws Exception {
        return sendBulk(
                reader,
                TelemetryKind.TAG_SIGHTINGS,
                at.toEpochMilli() + "@r",
                at,
                "{\"ts\":" + at.toEpochMilli() + ",\"sightings\":[{\"tag\":\"" + tag + "\",\"ts\":" + at.toEpochMilli()
                        + ",\"rssi\":-61.5}]}");
    }

    /** A heartbeat; {@code more} is further fields, each with a comma before it. */
    public LogRecord heartbeat(String device, int intervalSeconds, Instant at, String more) throws Exception {
        return sendBulk(
                device,
                TelemetryKind.STATE,
                at.toEpochMilli() + "@s",
                at,
                "{\"ts\":" + at.toEpochMilli() + ",\"online\":true,\"intervalSeconds\":" + intervalSeconds + more
                        + "}");
    }

    private LogRecord append(
            Lane lane, String device, TelemetryKind kind, String identity, Instant receivedAt, String payload)
            throws Exception {
        LogRecord message = new LogRecord(
                new DeviceId(device),
                kind,
                lane,
                identity,
                GATEWAY,
                receivedAt,
                Instant.EPOCH,
                payload.getBytes(StandardCharsets.UTF_8));
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                message.logTopic().topicName(), device.getBytes(StandardCharsets.UTF_8), message.payload());
        message.headers().forEach((name, value) -> record.headers().add(name, value));
        RecordMetadata written = producer.send(record).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return new LogRecord(
                message.device(),
                kind,
                lane,
                identity,
                GATEWAY,
                receivedAt,
                Instant.ofEpochMilli(written.timestamp()),
                message.payload());
    }

    /** A record as no gateway writes it. */
    public void poison(String key, Map<String, String> headers, byte[] value) throws Exception {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                LogTopic.TELEMETRY_EVENTS.topicName(),
                key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        producer.send(record).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** A pulse to every partition. */
    public void pulse(Instant at) throws Exception {
        pulse(at, partition -> true);
    }

    /** A pulse to some partitions of the emergency lane, and to all of the bulk lane. */
    public void pulse(Instant at, IntPredicate partitions) throws Exception {
        List<Future<RecordMetadata>> written = new ArrayList<>();
        byte[] value = new Pulse(GATEWAY, "b1", at).write();
        for (LogTopic topic : List.of(LogTopic.TELEMETRY_EVENTS, LogTopic.TELEMETRY_BULK)) {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                if (topic == LogTopic.TELEMETRY_BULK || partitions.test(partition)) {
                    ProducerRecord<byte[], byte[]> record =
                            new ProducerRecord<>(topic.topicName(), partition, null, value);
                    record.headers().add(Pulse.HEADER, new byte[0]);
                    written.add(producer.send(record));
                }
            }
        }
        for (Future<RecordMetadata> one : written) {
            one.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** Where a device's messages go. */
    public int partitionOf(String device) {
        return Utils.toPositive(Utils.murmur2(device.getBytes(StandardCharsets.UTF_8)))
                % LogTopic.TELEMETRY_EVENTS.partitions();
    }

    /** Registers a call terminal; {@code elder} null for nobody's. */
    public void register(String terminal, String elder) throws Exception {
        Device device = new Device(
                terminal, DeviceKind.CALL_TERMINAL, 23.35, 116.68, null, null, null, null, elder, null, null, null);
        registry(terminal, Json.write(device));
    }

    /** Any value in the registry of devices. */
    public void registry(String key, byte[] value) throws Exception {
        put(LogTopic.REGISTRY_DEVICES, key, value);
    }

    /** Any value in a registry; null withdraws. */
    public void put(LogTopic topic, String key, byte[] value) throws Exception {
        producer.send(new ProducerRecord<>(topic.topicName(), key.getBytes(StandardCharsets.UTF_8), value))
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Registers a device at a place. */
    public void register(String id, DeviceKind kind, double lat, double lon, Integer intervalSeconds) throws Exception {
        registry(
                id,
                Json.write(new Device(
                        id, kind, lat, lon, "at " + id, null, null, intervalSeconds, null, null, null, null)));
    }

    /** Waits for a detection, and keeps all that come before it. */
    public Detection awaitDetection(String what, Predicate<Detection> wanted) {
        return awaitDetection(what, 0, wanted);
    }

    /** The same, not looking at the first {@code looked} that were seen. */
    public Detection awaitDetection(String what, int looked, Predicate<Detection> wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int next = looked;
        while (System.nanoTime() < deadline) {
            for (; next < seen.size(); next++) {
                if (wanted.test(seen.get(next))) {
                    return seen.get(next);
                }
            }
            detections.poll(Duration.ofMillis(50)).forEach(record -> seen.add(detection(record)));
        }
        throw new AssertionError("no detection: " + what + "; seen "
                + seen.stream()
                        .map(one -> one.rule() + " " + one.phase() + " " + one.device())
                        .distinct()
                        .toList());
    }

    public DeadLetter awaitDeadLetter(String what, Predicate<DeadLetter> wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<DeadLetter> found = letters.stream().filter(wanted).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            deadLetters
                    .poll(Duration.ofMillis(50))
                    .forEach(record -> letters.add(valid(Json.read(record.value(), DeadLetter.class))));
        }
        throw new AssertionError("no dead letter: " + what + "; seen " + letters);
    }

    /** Waits until the newest ledger of a device is as wanted. */
    public DeviceLedger awaitLedger(String device, Predicate<DeviceLedger> wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            DeviceLedger newest = newestLedgers.get(device);
            if (newest != null && wanted.test(newest)) {
                return newest;
            }
            ledgers.poll(Duration.ofMillis(50)).forEach(record -> {
                DeviceLedger ledger = valid(Json.read(record.value(), DeviceLedger.class));
                newestLedgers.put(ledger.device(), ledger);
            });
        }
        throw new AssertionError("no such ledger of " + device + "; newest " + newestLedgers.get(device));
    }

    /** Everything that was seen so far. */
    public List<Detection> seen() {
        return List.copyOf(seen);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
        detections.close();
        deadLetters.close();
        ledgers.close();
    }

    private static Detection detection(ConsumerRecord<byte[], byte[]> record) {
        Detection detection = valid(Json.read(record.value(), Detection.class));
        if (!detection.id().equals(new String(record.key(), StandardCharsets.UTF_8))) {
            throw new AssertionError("the key is not the detection's id: " + detection);
        }
        return detection;
    }

    private static <T> T valid(Decoded<T> decoded) {
        return decoded.fold(value -> value, reason -> {
            throw new AssertionError(reason);
        });
    }

    private static KafkaConsumer<byte[], byte[]> reader(String bootstrapServers, LogTopic topic) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic.topicName()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }
}
