package io.citywatch.streaming.io;

import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.util.function.SerializableFunction;
import org.jspecify.annotations.Nullable;

/** What a step remembers of each key: a value of a record's type, written to checkpoints as a whole. */
public final class Remembered {
    private Remembered() {}

    /** @param name by which a checkpoint finds it again; never changes */
    public static <T> ValueState<T> value(RuntimeContext runtime, String name, Class<T> type) {
        return runtime.getState(descriptor(runtime, name, type, null));
    }

    /** As above, of what is forgotten after some time. */
    public static <T> ValueState<T> value(RuntimeContext runtime, String name, Class<T> type, StateTtlConfig kept) {
        return state(runtime, descriptor(runtime, name, type, null), kept);
    }

    /**
     * As {@link #value}, of a record of which nobody changes anything once it was made, no array in it and no list. While
     * a checkpoint is written, Flink hands out copies of what it holds, field by field; such a record is its own copy.
     */
    public static <T> ValueState<T> unchanging(RuntimeContext runtime, String name, Class<T> type) {
        return runtime.getState(descriptor(runtime, name, type, same -> same));
    }

    /** As above, of what is forgotten after some time. */
    public static <T> ValueState<T> unchanging(
            RuntimeContext runtime, String name, Class<T> type, StateTtlConfig kept) {
        return copied(runtime, name, type, kept, same -> same);
    }

    /** @param copier of what is changed where it lies: as far as it is, and no farther */
    public static <T> ValueState<T> copied(
            RuntimeContext runtime,
            String name,
            Class<T> type,
            StateTtlConfig kept,
            SerializableFunction<T, T> copier) {
        return state(runtime, descriptor(runtime, name, type, copier), kept);
    }

    /** A map of values of which nobody changes anything once they were made, as of {@link #unchanging}. */
    public static <T> MapState<String, T> map(RuntimeContext runtime, String name, Class<T> type, StateTtlConfig kept) {
        MapStateDescriptor<String, T> descriptor =
                new MapStateDescriptor<>(name, StringSerializer.INSTANCE, serializer(runtime, type, same -> same));
        descriptor.enableTimeToLive(kept);
        return runtime.getMapState(descriptor);
    }

    private static <T> ValueState<T> state(
            RuntimeContext runtime, ValueStateDescriptor<T> descriptor, StateTtlConfig kept) {
        descriptor.enableTimeToLive(kept);
        return runtime.getState(descriptor);
    }

    private static <T> ValueStateDescriptor<T> descriptor(
            RuntimeContext runtime, String name, Class<T> type, @Nullable SerializableFunction<T, T> copier) {
        return new ValueStateDescriptor<>(name, serializer(runtime, type, copier));
    }

    private static <T> TypeSerializer<T> serializer(
            RuntimeContext runtime, Class<T> type, @Nullable SerializableFunction<T, T> copier) {
        return new GatheringSerializer<>(runtime.createSerializer(TypeInformation.of(type)), copier);
    }
}
