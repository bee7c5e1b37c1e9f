package io.citywatch.streaming.job;

import io.citywatch.model.Decoded;
import io.citywatch.model.json.Json;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.registry.Device;
import io.citywatch.streaming.elder.Terminal;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.io.RegistryRecord;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Reads the registry of devices: whose terminal is it? A withdrawn device is nobody's. */
final class DeviceRegistry extends ProcessFunction<RegistryRecord, Terminal> {
    static final OutputTag<KeyedBytes> UNREADABLE = new OutputTag<>("unreadable-devices") {};

    @Override
    public void processElement(RegistryRecord entry, Context context, Collector<Terminal> out) {
        if (entry.value() == null) {
            out.collect(new Terminal(entry.key(), null));
            return;
        }
        Decoded<Device> decoded = Json.read(entry.value(), Device.class);
        if (decoded instanceof Decoded.Valid<Device> valid) {
            out.collect(new Terminal(entry.key(), valid.value().elder()));
        } else if (decoded instanceof Decoded.Invalid<Device> invalid) {
            context.output(
                    UNREADABLE,
                    KeyedBytes.deadLetter(
                            entry.key(),
                            LogTopic.REGISTRY_DEVICES.topicName(),
                            invalid.reason(),
                            entry.loggedAt(),
                            entry.value()));
        }
    }
}
