package io.citywatch.streaming.io;

import java.io.IOException;
import java.util.Objects;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.util.function.SerializableFunction;
import org.jspecify.annotations.Nullable;

/**
 * Writes the same bytes as another serializer, but each value at one go. Flink writes a text a letter at a time, and a
 * checkpoint's stream takes a lock for each: that was a quarter of what the job did for a full city. Checkpoints know
 * nothing of it; they name the other serializer, and what that wrote this one reads.
 */
final class GatheringSerializer<T> extends TypeSerializer<T> {
    private static final long serialVersionUID = 1;
    private static final int USUAL_BYTES = 512;
    /** A buffer that became larger is not kept. */
    private static final int MOST_BYTES = 1 << 16;

    private final TypeSerializer<T> plain;
    private final @Nullable SerializableFunction<T, T> copier;
    private transient DataOutputSerializer gathered = new DataOutputSerializer(USUAL_BYTES);

    GatheringSerializer(TypeSerializer<T> plain) {
        this(plain, null);
    }

    /** @param copier null to copy as the other serializer does, field by field */
    GatheringSerializer(TypeSerializer<T> plain, @Nullable SerializableFunction<T, T> copier) {
        this.plain = plain;
        this.copier = copier;
    }

    @Override
    public void serialize(T value, DataOutputView target) throws IOException {
        if (target instanceof DataOutputSerializer) {
            plain.serialize(value, target); // in memory already
            return;
        }
        plain.serialize(value, gathered);
        target.write(gathered.getSharedBuffer(), 0, gathered.length());
        if (gathered.length() > MOST_BYTES) {
            gathered = new DataOutputSerializer(USUAL_BYTES);
        } else {
            gathered.clear();
        }
    }

    private void readObject(java.io.ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        gathered = new DataOutputSerializer(USUAL_BYTES);
    }

    @Override
    public TypeSerializer<T> duplicate() {
        return new GatheringSerializer<>(plain.duplicate(), copier);
    }

    @Override
    public TypeSerializerSnapshot<T> snapshotConfiguration() {
        return plain.snapshotConfiguration();
    }

    @Override
    public boolean isImmutableType() {
        return plain.isImmutableType();
    }

    @Override
    public T createInstance() {
        return plain.createInstance();
    }

    @Override
    public T copy(T from) {
        return copier == null ? plain.copy(from) : copier.apply(from);
    }

    @Override
    public T copy(T from, T reuse) {
        return copier == null ? plain.copy(from, reuse) : copier.apply(from);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        plain.copy(source, target);
    }

    @Override
    public int getLength() {
        return plain.getLength();
    }

    @Override
    public T deserialize(DataInputView source) throws IOException {
        return plain.deserialize(source);
    }

    @Override
    public T deserialize(T reuse, DataInputView source) throws IOException {
        return plain.deserialize(reuse, source);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GatheringSerializer<?> that && plain.equals(that.plain);
    }

    @Override
    public int hashCode() {
        return Objects.hash(plain);
    }
}
