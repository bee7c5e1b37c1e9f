package io.citywatch.ingest.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
    private static final long SEED = 20_261_122;
    private static final int CASES = 50_000;

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "devices/汕头/é", "😀", "\uFEFFa", "\u07FF\u0800\uD7FF\uE000\uFFFD", "\uD83F\uDFFD"})
    void readsCharactersOfEveryLength(String text) {
        assertThat(read(text.getBytes(StandardCharsets.UTF_8))).contains(text);
        assertThat(read(text.repeat(300).getBytes(StandardCharsets.UTF_8))).contains(text.repeat(300));
    }

    @Test
    void refusesEachControlCharacterAndNoncharacterAndNothingElse() {
        int refused = 0;
        List<Integer> misjudged = new ArrayList<>();
        for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                continue;
            }
            String text = "a" + Character.toString(point) + "b";
            Optional<String> read = read(text.getBytes(StandardCharsets.UTF_8));
            boolean control = point < 0x20 || (point >= 0x7F && point < 0xA0);
            boolean noncharacter = (point >= 0xFDD0 && point <= 0xFDEF) || (point & 0xFFFF) >= 0xFFFE;
            if (!read.equals(control || noncharacter ? Optional.empty() : Optional.of(text))) {
                misjudged.add(point);
            }
            refused += read.isEmpty() ? 1 : 0;
        }
        assertThat(misjudged).isEmpty();
        assertThat(refused).isEqualTo(65 + 66);
    }

    /** What is well-formed is judged twice, by ours and by the JDK's decoder. */
    @Test
    void agreesWithTheJdkOnWhatIsWellFormed() {
        Random random = new Random(SEED);
        int wellFormed = 0;
        for (int i = 0; i < CASES; i++) {
            byte[] bytes = bytes(random);
            Optional<String> expected = decodedByTheJdk(bytes)
                    .filter(text -> text.codePoints()
                            .noneMatch(point -> Character.isISOControl(point)
                                    || (point & 0xFFFE) == 0xFFFE
                                    || (point >= 0xFDD0 && point <= 0xFDEF)));
            if (!read(bytes).equals(expected)) {
                throw new AssertionError("seed " + SEED + ": " + HexFormat.of().formatHex(bytes));
            }
            wellFormed += expected.isPresent() ? 1 : 0;
        }
        assertThat(wellFormed).isBetween(CASES / 20, CASES * 19 / 20);
    }

    @Test
    void saysWhereItIsIllFormed() {
        byte[] bytes = {'a', 'b', (byte) 0xC3, '('};

        assertThatThrownBy(() -> Utf8.read(Unpooled.wrappedBuffer(bytes), bytes.length, "topic"))
                .hasMessage("topic: byte 28 at 3 (expected: well-formed UTF-8)");
    }

    /** One to four bytes, mostly such as begin and go on with a character. */
    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[1 + random.nextInt(4)];
        for (int i = 0; i < bytes.length; i++) {
            int kind = random.nextInt(4);
            bytes[i] = (byte) (kind == 0 ? 'a' : kind == 1 ? 0xC0 + random.nextInt(0x40) : 0x80 + random.nextInt(0x40));
        }
        return bytes;
    }

    private static Optional<String> decodedByTheJdk(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> read(byte[] bytes) {
        try {
            return Optional.of(Utf8.read(Unpooled.wrappedBuffer(bytes), bytes.length, "topic"));
        } catch (BadPacket e) {
            return Optional.empty();
        }
    }
}
