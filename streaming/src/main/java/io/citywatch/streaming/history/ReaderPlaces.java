package io.citywatch.streaming.history;

import io.citywatch.model.Decoded;
import io.citywatch.model.json.Json;
import io.citywatch.model.registry.Device;
import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.streaming.io.RegistryRecord;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Reads the registry of devices for the places of readers. What cannot be read is the detection job's dead letter. */
final class ReaderPlaces implements FlatMapFunction<RegistryRecord, ReaderPlace> {
    @Override
    public void flatMap(RegistryRecord entry, Collector<ReaderPlace> out) {
        if (entry.value() == null) {
            out.collect(new ReaderPlace(entry.key(), false, false, 0, 0));
            return;
        }
        if (Json.read(entry.value(), Device.class) instanceof Decoded.Valid<Device> valid
                && valid.value().kind() == DeviceKind.TAG_READER) {
            Device reader = valid.value();
            boolean mobile = Boolean.TRUE.equals(reader.mobile());
            out.collect(new ReaderPlace(entry.key(), true, mobile, reader.lat(), reader.lon()));
        }
    }
}
