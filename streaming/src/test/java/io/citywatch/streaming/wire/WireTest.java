package io.citywatch.streaming.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citywatch.streaming.lane.CountedMessageWire;
import io.citywatch.streaming.lane.SignOfLifeWire;
import io.citywatch.streaming.lane.TagReadWire;
import io.citywatch.streaming.rules.CountedMessage;
import io.citywatch.streaming.rules.SignOfLife;
import io.citywatch.streaming.rules.TagRead;
import io.citywatch.streaming.testing.Sent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.junit.jupiter.api.Test;

class WireTest {
    @Test
    void signsOfLifeArrive() throws IOException {
        Sent.arrives(
                SignOfLifeWire.TYPE,
                new SignOfLife("reader-1", "gw-1", "17@b1", 1, 2, 3, new int[] {5, -7}),
                new SignOfLife("reader-1", "", "网关", Long.MAX_VALUE, -2, 3, SignOfLife.NO_TAGS));
    }

    @Test
    void countedMessagesArrive() throws IOException {
        for (CountedMessage.Sort sort : CountedMessage.Sort.values()) {
            Sent.arrives(
                    CountedMessageWire.TYPE,
                    new CountedMessage("reader-1", sort, "b1", 17, -3, 4, 5, true),
                    new CountedMessage("reader-1", sort, null, -1, 3, 4, 5, false));
        }
    }

    @Test
    void readsArrive() throws IOException {
        Sent.arrives(
                TagReadWire.TYPE,
                new TagRead("E200", "reader-1", "17@b1", 1, 2, 3, -61.5, null, null),
                new TagRead("E200", "reader-1", "17@b1", 1, 2, 3, -61.5, 23.35, 116.68, true, false),
                new TagRead("E200", "reader-1", "17@b1", 1, 2, 3, -61.5, 23.35, 116.68, false, true));
    }

    @Test
    void aStepFindsItInItsSettings() throws Exception {
        TypeSerializer<SignOfLife> serializer = SignOfLifeWire.TYPE.createSerializer(new SerializerConfigImpl());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(serializer);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(serializer).hasSameHashCodeAs(serializer);
        }
    }

    @Test
    void noCheckpointTakesIt() {
        TypeSerializer<SignOfLife> serializer = SignOfLifeWire.TYPE.createSerializer(new SerializerConfigImpl());

        assertThatThrownBy(serializer::snapshotConfiguration).isInstanceOf(UnsupportedOperationException.class);
    }
}
