package io.citywatch.streaming.history;

import io.citywatch.model.log.LogTopic;
import io.citywatch.streaming.io.KafkaLog;
import io.citywatch.streaming.io.LogEvent;
import io.citywatch.streaming.io.RegistryRecord;
import org.apache.flink.api.connector.source.Source;

/**
 * What the history job reads.
 *
 * @param bulk the bulk lane with its pulses
 * @param events the emergency lane with its pulses
 * @param devices the registry of devices
 */
public record HistorySources(
        Source<LogEvent, ?, ?> bulk, Source<LogEvent, ?, ?> events, Source<RegistryRecord, ?, ?> devices) {
    public static HistorySources of(KafkaLog log) {
        return new HistorySources(
                log.telemetry(LogTopic.TELEMETRY_BULK),
                log.telemetry(LogTopic.TELEMETRY_EVENTS),
                log.registry(LogTopic.REGISTRY_DEVICES));
    }
}
