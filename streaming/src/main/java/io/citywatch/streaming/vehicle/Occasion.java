package io.citywatch.streaming.vehicle;

import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.vehicle.Readers;
import java.time.Instant;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** On which news of a tag are judged, or time that passed: what is known of the readers, and where to say what. */
record Occasion(
        KeyedBroadcastProcessFunction<String, TagNews, RegisteredDevice, KeyedBytes>.ReadOnlyContext context,
        Readers readers,
        Instant now,
        Collector<KeyedBytes> out) {
    String tag() {
        return context.getCurrentKey();
    }

    long eventTime() {
        return context.timerService().currentWatermark();
    }

    <T> void output(OutputTag<T> to, T value) {
        context.output(to, value);
    }
}
