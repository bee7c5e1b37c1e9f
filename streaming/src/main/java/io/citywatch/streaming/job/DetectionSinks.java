package io.citywatch.streaming.job;

import io.citywatch.model.log.LogTopic;
import io.citywatch.streaming.io.KafkaLog;
import io.citywatch.streaming.io.KeyedBytes;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * Where the job writes.
 *
 * @param detections key: detection id
 * @param deadLetters what could not be read; key: who sent it
 * @param status how far the job has come; key: the job's name
 * @param ledgers what devices published and what of it came; key: device id
 */
public record DetectionSinks(
        Sink<KeyedBytes> detections, Sink<KeyedBytes> deadLetters, Sink<KeyedBytes> status, Sink<KeyedBytes> ledgers) {
    public static DetectionSinks of(KafkaLog log) {
        return new DetectionSinks(
                log.sink(LogTopic.DETECTIONS),
                log.sink(LogTopic.DEAD_LETTERS),
                log.sink(LogTopic.DETECTION_STATUS),
                log.massSink(LogTopic.DEVICE_LEDGER));
    }
}
