package io.citywatch.streaming.wire;

import java.io.IOException;
import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * How a kind of record that comes by the thousand a second goes over from one step to the next: its fields one after the
 * other. What Flink makes of a record by itself reads and writes each field by reflection and each letter by a call of
 * its own; so much is taken over by both ends of one job, that this was a tenth of what the full city costs. Never for
 * what a step remembers: nothing in these bytes says which release wrote them, so no checkpoint takes them.
 *
 * @param <T> never changed once it was made: it is handed on as it is
 */
public abstract class Wire<T> extends TypeInformation<T> {
    private static final long serialVersionUID = 1;

    private final Class<T> type;

    protected Wire(Class<T> type) {
        this.type = type;
    }

    /** Whether it is of the sort that comes in masses. What is rare is left to Flink. */
    protected boolean isUsual(T value) {
        return true;
    }

    /** Writes one that is usual, field by field. */
    public abstract void write(T value, DataOutputView out) throws IOException;

    /**
     * Reads what {@link #write} wrote.
     *
     * @param names of what comes again and again
     */
    public abstract T read(DataInputView in, Names names) throws IOException;

    @Override
    public final TypeSerializer<T> createSerializer(SerializerConfig config) {
        return new Serializer<>(this, TypeInformation.of(type).createSerializer(config));
    }

    @Override
    public final Class<T> getTypeClass() {
        return type;
    }

    @Override
    public final boolean isBasicType() {
        return false;
    }

    @Override
    public final boolean isTupleType() {
        return false;
    }

    @Override
    public final boolean isKeyType() {
        return false;
    }

    @Override
    public final int getArity() {
        return 1;
    }

    @Override
    public final int getTotalFields() {
        return 1;
    }

    @Override
    public final boolean canEqual(Object other) {
        return other instanceof Wire<?>;
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof Wire<?> that && type == that.type;
    }

    @Override
    public final int hashCode() {
        return type.hashCode();
    }

    @Override
    public final String toString() {
        return "Wire(" + type.getSimpleName() + ")";
    }

    private static final class Serializer<T> extends TypeSerializer<T> {
        private static final long serialVersionUID = 1;

        private final Wire<T> wire;
        private final TypeSerializer<T> ofTheRare;
        private transient @Nullable Names names;

        Serializer(Wire<T> wire, TypeSerializer<T> ofTheRare) {
            this.wire = wire;
            this.ofTheRare = ofTheRare;
        }

        @Override
        public void serialize(T value, DataOutputView out) throws IOException {
            boolean isUsual = wire.isUsual(value);
            out.writeBoolean(isUsual);
            if (isUsual) {
                wire.write(value, out);
            } else {
                ofTheRare.serialize(value, out);
            }
        }

        @Override
        public T deserialize(DataInputView in) throws IOException {
            return in.readBoolean() ? wire.read(in, names()) : ofTheRare.deserialize(in);
        }

        /** Made by whoever reads, for writers need none. */
        private Names names() {
            Names known = names;
            if (known == null) {
                known = new Names();
                names = known;
            }
            return known;
        }

        @Override
        public T deserialize(T reuse, DataInputView in) throws IOException {
            return deserialize(in);
        }

        @Override
        public void copy(DataInputView in, DataOutputView out) throws IOException {
            serialize(deserialize(in), out);
        }

        @Override
        public T copy(T from) {
            return from;
        }

        @Override
        public T copy(T from, T reuse) {
            return from;
        }

        @Override
        public boolean isImmutableType() {
            return true;
        }

        @Override
        public TypeSerializer<T> duplicate() {
            return new Serializer<>(wire, ofTheRare.duplicate());
        }

        /** Flink asks for one to deserialize into, which nobody does with these. */
        @Override
        @SuppressWarnings("NullAway") // the contract of the class above
        public T createInstance() {
            return null;
        }

        @Override
        public int getLength() {
            return -1;
        }

        @Override
        public TypeSerializerSnapshot<T> snapshotConfiguration() {
            throw new UnsupportedOperationException(wire + " goes from step to step, and into no checkpoint");
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Serializer<?> that && wire.equals(that.wire);
        }

        @Override
        public int hashCode() {
            return Objects.hash(wire);
        }
    }
}
