package io.citywatch.streaming.io;

import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** What a step remembers of each key: a value of a record's type, written to checkpoints as a whole. */
public final class Remembered {
    private Remembered() {}

    /** @param name by which a checkpoint finds it again; never changes */
    public static <T> ValueState<T> value(RuntimeContext runtime, String name, Class<T> type) {
        return runtime.getState(descriptor(runtime, name, type));
    }

    /** As above, of what is forgotten after some time. */
    public static <T> ValueState<T> value(RuntimeContext runtime, String name, Class<T> type, StateTtlConfig kept) {
        ValueStateDescriptor<T> descriptor = descriptor(runtime, name, type);
        descriptor.enableTimeToLive(kept);
        return runtime.getState(descriptor);
    }

    private static <T> ValueStateDescriptor<T> descriptor(RuntimeContext runtime, String name, Class<T> type) {
        return new ValueStateDescriptor<>(
                name, new GatheringSerializer<>(runtime.createSerializer(TypeInformation.of(type))));
    }
}
