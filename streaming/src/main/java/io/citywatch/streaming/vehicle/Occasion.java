package io.citywatch.streaming.vehicle;

import io.citywatch.model.Position;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.TagRead;
import io.citywatch.streaming.rules.vehicle.Readers;
import io.citywatch.streaming.rules.zone.RegisteredZone;
import io.citywatch.streaming.rules.zone.Zones;
import java.time.Instant;
import java.util.List;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** On which news of a tag are judged, or time that passed: what is known of the map, and where to say what. */
record Occasion(
        KeyedBroadcastProcessFunction<String, TagNews, MapNews, KeyedBytes>.ReadOnlyContext context,
        Readers readers,
        Zones zones,
        Instant now,
        Collector<KeyedBytes> out) {
    String tag() {
        return context.getCurrentKey();
    }

    long eventTime() {
        return context.timerService().currentWatermark();
    }

    /** Where a read was: where a mobile reader says that it is, else where its reader stands. */
    List<RegisteredZone> zonesOf(TagRead read) {
        if (zones.isEmpty()) {
            return List.of();
        }
        if (read.lat() != null && read.lon() != null) {
            return zones.at(new Position(read.lat(), read.lon()));
        }
        RegisteredDevice reader = readers.find(read.reader());
        return reader == null ? List.of() : zones.at(read.reader(), new Position(reader.lat(), reader.lon()));
    }

    <T> void output(OutputTag<T> to, T value) {
        context.output(to, value);
    }
}
