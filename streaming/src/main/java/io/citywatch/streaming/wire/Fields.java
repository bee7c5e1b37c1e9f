package io.citywatch.streaming.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Fields that a data stream has no method for, or a slow one. A text is its length, doubled, and its letters, of a byte
 * each where all are ASCII as ids are; else one is added to it, and each letter has two bytes. -1 stands for none.
 */
public final class Fields {
    private static final int NONE = -1;
    private static final int ASCII = 0x7f;

    private Fields() {}

    public static void writeText(@Nullable String text, DataOutputView out) throws IOException {
        if (text == null) {
            out.writeInt(NONE);
            return;
        }
        int length = text.length();
        int letters = 0;
        for (int i = 0; i < length; i++) {
            letters |= text.charAt(i);
        }
        if (letters <= ASCII) {
            out.writeInt(length << 1);
            out.write(text.getBytes(StandardCharsets.ISO_8859_1), 0, length);
            return;
        }
        out.writeInt(length << 1 | 1);
        for (int i = 0; i < length; i++) {
            out.writeChar(text.charAt(i));
        }
    }

    public static @Nullable String readTextOrNone(DataInputView in) throws IOException {
        int head = in.readInt();
        return head == NONE ? null : readText(head, in);
    }

    static String readText(int head, DataInputView in) throws IOException {
        if (head == NONE) {
            throw new IOException("no text (expected: a text that is always there)");
        }
        int length = head >>> 1;
        if ((head & 1) == 0) {
            byte[] letters = new byte[length];
            in.readFully(letters);
            return new String(letters, StandardCharsets.ISO_8859_1);
        }
        char[] letters = new char[length];
        for (int i = 0; i < length; i++) {
            letters[i] = in.readChar();
        }
        return new String(letters);
    }

    /** Of a text that is always there. */
    public static String readText(DataInputView in) throws IOException {
        return readText(in.readInt(), in);
    }

    public static void writeNumber(@Nullable Double number, DataOutputView out) throws IOException {
        out.writeBoolean(number != null);
        if (number != null) {
            out.writeDouble(number);
        }
    }

    public static @Nullable Double readNumberOrNone(DataInputView in) throws IOException {
        return in.readBoolean() ? (Double) in.readDouble() : null;
    }
}
