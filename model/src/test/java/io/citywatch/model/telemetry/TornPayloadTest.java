package io.citywatch.model.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TornPayloadTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            {"ts":5,"boot":"b","seq":7,"event":"dance"}        | b | 7  | 5
            {"ts":5,"boot":"b","seq":7,"even                   | b | 7  | 5
            {"a":{"seq":1},"b":[1,{"boot":"x"}],"boot":"b","seq":7} | b | 7 | -1
            {"ts":5,"seq":7}                                   | - | -1 | 5
            {"ts":5,"boot":"b"}                                | - | -1 | 5
            {"ts":-5,"boot":"b","seq":-7}                      | - | -1 | -1
            {"ts":5,"boot":"b","seq":"7"}                      | - | -1 | 5
            {"ts":5,"boot":"b","seq":99999999999999999999}     | - | -1 | 5
            {"ts":999999999999999999,"boot":"","seq":7}        | - | -1 | -1
            [1,2]                                              | - | -1 | -1
            not json                                           | - | -1 | -1
            """)
    void readsTheNumberAsFarAsTheBytesGo(String payload, String boot, long seq, long measuredAt) {
        TornPayload torn = TornPayload.read(payload.getBytes(StandardCharsets.UTF_8));

        assertThat(torn.sequence()).isEqualTo(boot == null ? null : new Sequence(boot, seq));
        assertThat(torn.measuredAt()).isEqualTo(measuredAt);
    }

    @Test
    void noBytesMakeItThrow() {
        SplittableRandom random = new SplittableRandom(4);
        byte[] whole = "{\"ts\":5,\"boot\":\"b\",\"seq\":7,\"x\":[1,{\"y\":\"z\"}]}".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = whole.clone();
            for (int changes = random.nextInt(5); changes >= 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            assertThatCode(() -> TornPayload.read(bytes))
                    .as("change %d of seed 4", i)
                    .doesNotThrowAnyException();
        }
    }
}
