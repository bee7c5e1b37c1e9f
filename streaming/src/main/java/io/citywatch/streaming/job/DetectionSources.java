package io.citywatch.streaming.job;

import io.citywatch.model.log.LogTopic;
import io.citywatch.streaming.io.KafkaLog;
import io.citywatch.streaming.io.LogEvent;
import io.citywatch.streaming.io.RegistryRecord;
import org.apache.flink.api.connector.source.Source;

/**
 * What the job reads.
 *
 * @param events the emergency lane with its pulses
 * @param devices the registry of devices
 */
public record DetectionSources(Source<LogEvent, ?, ?> events, Source<RegistryRecord, ?, ?> devices) {
    public static DetectionSources of(KafkaLog log) {
        return new DetectionSources(log.telemetry(LogTopic.TELEMETRY_EVENTS), log.registry(LogTopic.REGISTRY_DEVICES));
    }
}
