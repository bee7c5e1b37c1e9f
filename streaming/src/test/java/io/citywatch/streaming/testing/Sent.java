package io.citywatch.streaming.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.streaming.wire.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Records as they go over from a step to the next. */
public final class Sent {
    private Sent() {}

    /** That each is on the other side what it was on this one, and nothing is left over. */
    @SafeVarargs
    public static <T> void arrives(Wire<T> wire, T... values) throws IOException {
        TypeSerializer<T> serializer = wire.createSerializer(new SerializerConfigImpl());
        DataOutputSerializer out = new DataOutputSerializer(64);
        List<T> sent = new ArrayList<>();
        for (T value : values) {
            serializer.serialize(value, out);
            sent.add(value);
        }
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        TypeSerializer<T> other = serializer.duplicate();
        List<T> arrived = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            arrived.add(other.deserialize(in));
        }
        assertThat(in.available()).isZero();
        assertThat(arrived).usingRecursiveFieldByFieldElementComparator().isEqualTo(sent);
    }
}
