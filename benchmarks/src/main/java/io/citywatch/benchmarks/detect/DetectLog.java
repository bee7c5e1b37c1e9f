package io.citywatch.benchmarks.detect;

import io.citywatch.model.DeviceId;
import io.citywatch.model.json.Json;
import io.citywatch.model.log.LogStamp;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.log.Pulse;
import io.citywatch.model.telemetry.ContentType;
import io.citywatch.standalone.config.Ports;
import io.citywatch.standalone.platform.KafkaBroker;
import io.citywatch.standalone.platform.LogTopics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The log that the measured job reads, written as gateways and dispatch write it. Telemetry is logged when its traffic
 * says, not when it is written here: so hours of a city can stand ready before anything is measured.
 */
final class DetectLog implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String GATEWAY = "bench";
    private static final List<LogTopic> TELEMETRY = List.of(LogTopic.TELEMETRY_EVENTS, LogTopic.TELEMETRY_BULK);
    private static final List<Header> PULSE = List.of(new RecordHeader(Pulse.HEADER, new byte[0]));

    private final KafkaBroker broker;
    private final Producer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    private long wentOn;
    private long wentOnAt;

    private DetectLog(KafkaBroker broker) {
        this.broker = broker;
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "linger.ms",
                        5,
                        "batch.size",
                        256 << 10,
                        "buffer.memory",
                        128L << 20,
                        "max.request.size",
                        LogTopic.MOST_RECORD_BYTES),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    static DetectLog start(Path folder) {
        Ports ports = Ports.free();
        KafkaBroker broker = KafkaBroker.start(folder, ports.kafka(), ports.kafkaController());
        LogTopics.create(broker.bootstrapServers(), 1, PATIENCE);
        adjust(broker.bootstrapServers());
        return new DetectLog(broker);
    }

    /** Telemetry keeps the time that it is given, and no topic is flushed: that is the log's cost, not the job's. */
    private static void adjust(String bootstrapServers) {
        Map<ConfigResource, Collection<AlterConfigOp>> settings = new HashMap<>();
        for (LogTopic topic : LogTopic.values()) {
            List<AlterConfigOp> changed = new ArrayList<>(List.of(set("flush.messages", "9223372036854775807")));
            if (TELEMETRY.contains(topic)) {
                changed.add(set("message.timestamp.type", "CreateTime"));
            }
            settings.put(new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName()), changed);
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.incrementalAlterConfigs(settings)
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }

    private static AlterConfigOp set(String setting, String value) {
        return new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET);
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** Registers the whole city. */
    void register(Instant at) {
        register(LogTopic.REGISTRY_DEVICES, FullCity.devices().map(device -> entry(device.id(), device)));
        register(LogTopic.REGISTRY_ELDERS, FullCity.elders().map(elder -> entry(elder.id(), elder)));
        register(LogTopic.REGISTRY_VEHICLES, FullCity.vehicles().map(vehicle -> entry(vehicle.tag(), vehicle)));
        register(LogTopic.REGISTRY_STOLEN, FullCity.wanted(at).map(wanted -> entry(wanted.tag(), wanted)));
        flush();
    }

    @SuppressWarnings("ArrayRecordComponent") // written once, never compared
    private record Entry(String key, byte[] value) {}

    private static Entry entry(String key, Object value) {
        return new Entry(key, Json.write(value));
    }

    private void register(LogTopic topic, Stream<Entry> entries) {
        entries.forEach(entry -> send(topic, null, null, entry.key(), entry.value(), List.of()));
    }

    /**
     * Writes the next seconds of a city, each ended by its pulse.
     *
     * @return how many messages
     */
    long write(CityTraffic traffic, int seconds) {
        long count = 0;
        for (int i = 0; i < seconds; i++) {
            List<CityMessage> said = traffic.next();
            said.forEach(this::send);
            pulse(traffic.now());
            count += said.size();
        }
        return count;
    }

    /**
     * Goes on as time does, each message at its moment.
     *
     * @param aheadMillis what the wall clock is ahead of the traffic
     */
    void live(CityTraffic traffic, int seconds, long aheadMillis) {
        for (int i = 0; i < seconds; i++) {
            for (CityMessage message : traffic.next()) {
                await(message.at() + aheadMillis);
                send(message);
            }
            await(traffic.now() + aheadMillis);
            pulse(traffic.now());
        }
        flush();
    }

    /** Time goes on a little without a message, once a second. */
    void goOn(CityTraffic traffic) {
        if (System.nanoTime() - wentOnAt > TimeUnit.SECONDS.toNanos(1)) {
            wentOnAt = System.nanoTime();
            pulse(traffic.now() + ++wentOn);
        }
    }

    private static void await(long wallMillis) {
        for (long left = wallMillis - System.currentTimeMillis();
                left > 0;
                left = wallMillis - System.currentTimeMillis()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(left));
        }
    }

    private void send(CityMessage message) {
        byte[] stamp = new LogStamp(new DeviceId(message.device()), message.kind(), message.lane(), GATEWAY)
                .of(ContentType.JSON, message.at(), message.identity());
        send(
                LogTopic.of(message.lane()),
                null,
                message.at(),
                message.device(),
                message.payload(),
                List.of(new RecordHeader(LogStamp.HEADER, stamp)));
    }

    private void pulse(long at) {
        byte[] value = new Pulse(GATEWAY, GATEWAY, Instant.ofEpochMilli(at)).write();
        for (LogTopic topic : TELEMETRY) {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                send(topic, partition, at, GATEWAY, value, PULSE);
            }
        }
    }

    private void send(
            LogTopic topic,
            @Nullable Integer partition,
            @Nullable Long at,
            String key,
            byte[] value,
            List<Header> headers) {
        var unused = producer.send(
                new ProducerRecord<>(
                        topic.topicName(), partition, at, key.getBytes(StandardCharsets.UTF_8), value, headers),
                (metadata, fault) -> {
                    if (fault != null) {
                        failure.set(fault);
                    }
                });
    }

    /** Waits until all that was written is in the log. */
    void flush() {
        producer.flush();
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("the log does not take a message", failed);
        }
    }

    @Override
    public void close() {
        producer.close();
        broker.close();
    }
}
