package io.citywatch.streaming.io;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Makes every record of a telemetry topic events; what cannot be read becomes one too, never an exception. */
final class LogEventDeserializer implements KafkaRecordDeserializationSchema<LogEvent> {
    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<LogEvent> out) {
        byte @Nullable [] key = record.key();
        String sender = key == null ? "" : new String(key, StandardCharsets.UTF_8);
        read(record, sender).forEach(out::collect);
    }

    @Override
    public TypeInformation<LogEvent> getProducedType() {
        return TypeInformation.of(LogEvent.class);
    }

    private static List<LogEvent> read(ConsumerRecord<byte[], byte[]> record, String sender) {
        try {
            return LogEvent.read(sender, name -> header(record, name), record.timestamp(), record.value());
        } catch (RuntimeException e) {
            // A record that finds a fault in our reading would be read again for ever, and every alarm behind it wait.
            return List.of(LogEvent.unreadable(sender, String.valueOf(e), record.timestamp(), record.value()));
        }
    }

    private static byte @Nullable [] header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : header.value();
    }
}
