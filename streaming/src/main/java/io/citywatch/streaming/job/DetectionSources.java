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
 * @param bulk the bulk lane with its pulses
 * @param devices the registry of devices
 * @param elders the registry of elders
 * @param vehicles the registry of vehicles
 * @param stolen the stolen list
 * @param areas the registry of areas, of which zones are judged
 * @param deadLetters what could not be read, by the gateways or by this job
 */
public record DetectionSources(
        Source<LogEvent, ?, ?> events,
        Source<LogEvent, ?, ?> bulk,
        Source<RegistryRecord, ?, ?> devices,
        Source<RegistryRecord, ?, ?> elders,
        Source<RegistryRecord, ?, ?> vehicles,
        Source<RegistryRecord, ?, ?> stolen,
        Source<RegistryRecord, ?, ?> areas,
        Source<RegistryRecord, ?, ?> deadLetters) {
    public static DetectionSources of(KafkaLog log) {
        return new DetectionSources(
                log.telemetry(LogTopic.TELEMETRY_EVENTS),
                log.telemetry(LogTopic.TELEMETRY_BULK),
                log.registry(LogTopic.REGISTRY_DEVICES),
                log.registry(LogTopic.REGISTRY_ELDERS),
                log.registry(LogTopic.REGISTRY_VEHICLES),
                log.registry(LogTopic.REGISTRY_STOLEN),
                log.registry(LogTopic.REGISTRY_AREAS),
                log.registry(LogTopic.DEAD_LETTERS));
    }
}
