package io.citywatch.ingest.log;

import io.citywatch.ingest.GatewayConfig;
import io.citywatch.model.log.LogTopic;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/** What the two producers are set to. */
final class ProducerSettings {
    private ProducerSettings() {}

    static Map<String, Object> emergency(GatewayConfig config) {
        Map<String, Object> settings = common(config, "emergency");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0L);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 32 << 10);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, config.emergencyBufferBytes());
        return settings;
    }

    static Map<String, Object> bulk(GatewayConfig config) {
        Map<String, Object> settings = common(config, "bulk");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, config.bulkLinger().toMillis());
        // While one request is away the next one fills: busy, large batches form of themselves; idle, nobody waits.
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, config.bulkBufferBytes());
        return settings;
    }

    private static Map<String, Object> common(GatewayConfig config, String lane) {
        int timeoutMillis = (int) config.logTimeout().toMillis();
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, config.id() + "-" + lane);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LogTopic.MOST_RECORD_BYTES);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeoutMillis);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.min(10_000, timeoutMillis / 2));
        settings.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 50L);
        settings.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 500L);
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MS_CONFIG, 50L);
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500L);
        // An event loop calls send: it must fail rather than wait. The topics are known beforehand and stay known.
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0L);
        settings.put(
                ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofDays(20).toMillis());
        settings.put(ProducerConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
        settings.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return settings;
    }
}
