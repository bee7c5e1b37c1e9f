package io.citywatch.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "陈奶奶", "\ud83d\udd25", "x\ud83d\udd25y"})
    void takesTextThatEveryStoreHolds(String text) {
        assertThat(PlainText.isPlain(text)).isTrue();
        assertThat(PlainText.cleaned(text, 10)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "a\nb", "\u007f", "\u0085", "\ud83d", "\udd25", "\udd25\ud83d", "\ud83dx"})
    void refusesControlCharactersAndHalfPairs(String text) {
        assertThat(PlainText.isPlain(text)).isFalse();
        assertThat(PlainText.isPlain(PlainText.cleaned(text, 10))).isTrue();
        assertThat(PlainText.isPlain(PlainText.quoted(text))).isTrue();
    }

    @Test
    void cutsWithoutTearingAPair() {
        assertThat(PlainText.cleaned("\ud83d\udd25".repeat(5), 8)).isEqualTo("\ud83d\udd25".repeat(2) + "...");
        assertThat(PlainText.cleaned("abcdefgh", 8)).isEqualTo("abcdefgh");
        assertThat(PlainText.cleaned("abcdefghi", 8)).isEqualTo("abcde...");
        assertThat(PlainText.cleaned("abc", 2)).isEqualTo("..");
        assertThat(PlainText.quoted("\ud83d\udd25".repeat(50))).isEqualTo("'" + "\ud83d\udd25".repeat(32) + "...'");
        assertThat(PlainText.quoted("x" + "\ud83d\udd25".repeat(50)))
                .isEqualTo("'x" + "\ud83d\udd25".repeat(32) + "...'");
    }

    @Test
    void escapesWhatTurnsOrForgesALine() {
        assertThat(PlainText.quoted("a\r\nb\u202ec\u2028d\u001b[2J"))
                .isEqualTo("'a\\u000D\\u000Ab\\u202Ec\\u2028d\\u001B[2J'");
    }

    @Test
    void knowsEveryCharacterOfAnId() {
        Set<Character> allowed = new HashSet<>();
        for (char c : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.:-".toCharArray()) {
            allowed.add(c);
        }
        for (int c = 0; c <= 0xFFFF; c++) {
            assertThat(IdSyntax.isValid(String.valueOf((char) c))).isEqualTo(allowed.contains((char) c));
        }
        assertThat(IdSyntax.isValid("")).isFalse();
        assertThat(IdSyntax.isValid("x".repeat(64))).isTrue();
        assertThat(IdSyntax.isValid("x".repeat(65))).isFalse();
    }

    @Test
    void namesAWrongIdAndOrdersRightOnes() {
        assertThatThrownBy(() -> new DeviceId("a\nb"))
                .hasMessage("device id: 'a\\u000Ab' (expected: 1 to 64 characters of A-Z a-z 0-9 _ . : -)");
        assertThat(new DeviceId("a")).isLessThan(new DeviceId("b")).hasToString("a");
    }

    @Test
    void hashesAsTheStandardSays() {
        String abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

        assertThat(Sha256.hex("abc")).isEqualTo(abc);
        assertThat(Sha256.hex("a".getBytes(StandardCharsets.UTF_8), "bc".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(abc);
    }

    @Test
    void ordersSeverities() {
        assertThat(Severity.P1.isAbove(Severity.P2)).isTrue();
        assertThat(Severity.P2.isAbove(Severity.P2)).isFalse();
        assertThat(Severity.P3.orHigher(Severity.P1)).isEqualTo(Severity.P1);
        assertThat(Severity.P1.orHigher(Severity.P3)).isEqualTo(Severity.P1);
    }
}
