package io.citywatch.streaming.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.streaming.rules.fire.DetectorPlace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.junit.jupiter.api.Test;

class GatheringSerializerTest {
    private final TypeSerializer<DetectorPlace> plain =
            TypeInformation.of(DetectorPlace.class).createSerializer(new SerializerConfigImpl());
    private final TypeSerializer<DetectorPlace> gathering = new GatheringSerializer<>(plain);
    private final DetectorPlace place = new DetectorPlace("premises-17", 23.35, 116.68);

    @Test
    void writesWhatTheOtherWritesValueByValue() throws Exception {
        byte[] written = written(gathering, place, new DetectorPlace("x", 1, 2), place);

        assertThat(written).isEqualTo(written(plain, place, new DetectorPlace("x", 1, 2), place));
        assertThat(plain.deserialize(new DataInputDeserializer(written))).isEqualTo(place);
        assertThat(gathering.deserialize(new DataInputDeserializer(written))).isEqualTo(place);
    }

    @Test
    void takesALockForEachValueAndNotForEachLetter() throws Exception {
        Counted counted = new Counted();

        gathering.serialize(place, new DataOutputViewStreamWrapper(counted));

        assertThat(counted.writes).isEqualTo(1);
    }

    @Test
    void writesTheNextValueAfterALongOne() throws Exception {
        TypeSerializer<String> texts = new GatheringSerializer<>(StringSerializer.INSTANCE);

        byte[] written = written(texts, "x".repeat(100_000), "y");

        assertThat(written).isEqualTo(written(StringSerializer.INSTANCE, "x".repeat(100_000), "y"));
    }

    @Test
    void checkpointsNameTheOtherAndACopyHasABufferOfItsOwn() {
        assertThat(gathering.snapshotConfiguration()).hasSameClassAs(plain.snapshotConfiguration());
        assertThat(gathering.duplicate()).isEqualTo(gathering).isNotSameAs(gathering);
    }

    @SafeVarargs
    private static <T> byte[] written(TypeSerializer<T> serializer, T... values) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputViewStreamWrapper output = new DataOutputViewStreamWrapper(bytes);
        for (T value : values) {
            serializer.serialize(value, output);
        }
        output.flush();
        return bytes.toByteArray();
    }

    /** How often it was written to. */
    private static final class Counted extends ByteArrayOutputStream {
        private int writes;

        @Override
        public synchronized void write(int b) {
            writes++;
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            writes++;
        }
    }
}
