package io.citywatch.streaming.io;

import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Passes the records of a registry topic on as they are. */
final class RegistryDeserializer implements KafkaRecordDeserializationSchema<RegistryRecord> {
    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RegistryRecord> out) {
        byte @Nullable [] key = record.key();
        if (key != null) { // a compacted topic takes no record without one
            out.collect(
                    new RegistryRecord(new String(key, StandardCharsets.UTF_8), record.value(), record.timestamp()));
        }
    }

    @Override
    public TypeInformation<RegistryRecord> getProducedType() {
        return TypeInformation.of(RegistryRecord.class);
    }
}
