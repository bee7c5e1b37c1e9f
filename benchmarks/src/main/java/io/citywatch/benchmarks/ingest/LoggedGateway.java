package io.citywatch.benchmarks.ingest;

import io.citywatch.ingest.Gateway;
import io.citywatch.model.json.Json;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.registry.Credential;
import io.citywatch.standalone.config.Ports;
import io.citywatch.standalone.platform.KafkaBroker;
import io.citywatch.standalone.platform.LogTopics;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The gateway and Kafka in one process, as {@code run} lays them out. */
final class LoggedGateway implements GatewayProgram.Measured {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** A run writes some gigabytes that nobody reads: only the newest stay on the disk. */
    private static final Map<String, String> SHORT_MEMORY = Map.of(
            "retention.bytes", Integer.toString(256 << 20),
            "segment.bytes", Integer.toString(128 << 20),
            "file.delete.delay.ms", "1000");

    private final KafkaBroker broker;
    private final Gateway gateway;

    private LoggedGateway(KafkaBroker broker, Gateway gateway) {
        this.broker = broker;
        this.gateway = gateway;
    }

    /** Returns when the devices are let in. */
    static LoggedGateway start(Path folder, List<Credential> credentials, MeterRegistry meters) {
        Ports ports = Ports.free();
        KafkaBroker broker = KafkaBroker.start(
                folder.resolve("kafka"),
                ports.kafka(),
                ports.kafkaController(),
                Map.of("log.retention.check.interval.ms", "5000"));
        LogTopics.create(broker.bootstrapServers(), 1, PATIENCE);
        shorten(broker.bootstrapServers());
        register(broker.bootstrapServers(), credentials);
        Gateway gateway = Gateway.start(GatewayProgram.config(folder, broker.bootstrapServers()), meters);
        gateway.ready().join();
        return new LoggedGateway(broker, gateway);
    }

    private static void shorten(String bootstrapServers) {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, LogTopic.TELEMETRY_BULK.topicName());
        List<AlterConfigOp> settings = SHORT_MEMORY.entrySet().stream()
                .map(setting -> new AlterConfigOp(
                        new ConfigEntry(setting.getKey(), setting.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.incrementalAlterConfigs(Map.of(topic, settings))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }

    /**
     * Not idempotent: a partition that was made a moment ago may refuse the first batch and take the second, after
     * which an idempotent producer can only wait for its time to run out. Each key comes once, so order is nothing.
     */
    private static void register(String bootstrapServers, List<Credential> credentials) {
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 5, "enable.idempotence", false),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (Credential credential : credentials) {
                ProducerRecord<byte[], byte[]> registered = new ProducerRecord<>(
                        LogTopic.REGISTRY_CREDENTIALS.topicName(),
                        credential.client().getBytes(StandardCharsets.UTF_8),
                        Json.write(credential));
                var unused = producer.send(registered, (metadata, failed) -> {
                    if (failed != null) {
                        failure.set(failed);
                    }
                });
            }
        }
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("the devices cannot be registered", failed);
        }
    }

    @Override
    public int port() {
        return gateway.mqttPort();
    }

    @Override
    public OptionalInt tlsPort() {
        return gateway.mqttsPort();
    }

    @Override
    public void close() {
        gateway.close();
        broker.close();
    }
}
