package io.citywatch.streaming.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class NamesTest {
    private final Names names = new Names();

    @Test
    void whatWasReadOfLateIsTheSameText() throws IOException {
        String first = read("full-reader-17");

        assertThat(read("full-reader-18")).isEqualTo("full-reader-18");
        assertThat(read("full-reader-17")).isSameAs(first);
    }

    @Test
    void manyMoreThanAreRememberedAreStillThemselves() throws IOException {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 20_000; i++) {
                String name = Integer.toString(i * 7_919, 36);
                assertThat(read(name)).isEqualTo(name);
            }
        }
    }

    @Test
    void readsWhatIsNoNameToo() throws IOException {
        for (String text : new String[] {"", "网关-1", "x".repeat(64), "x".repeat(65), "x".repeat(1_000)}) {
            assertThat(read(text)).isEqualTo(text);
            assertThat(read(text)).isEqualTo(text);
        }
    }

    private String read(String text) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(16);
        Fields.writeText(text, out);
        return names.read(new DataInputDeserializer(out.getCopyOfBuffer()));
    }
}
