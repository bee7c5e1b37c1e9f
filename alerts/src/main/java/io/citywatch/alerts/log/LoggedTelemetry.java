package io.citywatch.alerts.log;

import io.citywatch.model.Decoded;
import io.citywatch.model.log.LogRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Reads what devices sent out of the log's records. */
public final class LoggedTelemetry {
    private LoggedTelemetry() {}

    /** A device's message; a pulse is none, and invalid. */
    public static Decoded<LogRecord> read(ConsumerRecord<byte[], byte[]> record) {
        return LogRecord.read(
                name -> {
                    Header header = record.headers().lastHeader(name);
                    return header == null ? null : header.value();
                },
                record.timestamp(),
                record.value());
    }
}
