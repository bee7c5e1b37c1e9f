package io.citywatch.streaming.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
    private final DataOutputSerializer out = new DataOutputSerializer(16);

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"", "full-reader-17", "粤D000123", "caf\u00e9", "\u007f\u0080", "\u0000", "\ud83d\ude80 \ud800"})
    void aTextIsTheSameOnTheOtherSide(@Nullable String text) throws IOException {
        Fields.writeText(text, out);
        Fields.writeText("behind", out);

        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        assertThat(Fields.readTextOrNone(in)).isEqualTo(text);
        assertThat(Fields.readText(in)).isEqualTo("behind");
        assertThat(in.available()).isZero();
    }

    @Test
    void aTextOfAnyLengthIs() throws IOException {
        for (int length = 0; length < 300; length++) {
            String text = "ab\u4e2d".repeat(length).substring(0, length);
            DataOutputSerializer one = new DataOutputSerializer(16);
            Fields.writeText(text, one);
            assertThat(Fields.readText(new DataInputDeserializer(one.getCopyOfBuffer())))
                    .isEqualTo(text);
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(doubles = {0, -0.0, 23.36, Double.NaN})
    void aNumberIs(@Nullable Double number) throws IOException {
        Fields.writeNumber(number, out);

        assertThat(Fields.readNumberOrNone(new DataInputDeserializer(out.getCopyOfBuffer())))
                .isEqualTo(number);
    }

    @Test
    void aTextThatMustBeThereIs() throws IOException {
        Fields.writeText(null, out);

        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        assertThatThrownBy(() -> Fields.readText(in)).isInstanceOf(IOException.class);
    }
}
