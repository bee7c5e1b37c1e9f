package io.citywatch.ingest.packet;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.charset.StandardCharsets;

/**
 * Strings as MQTT wants them: well-formed UTF-8, without surrogates and overlong forms [MQTT-1.5.4-1] and without
 * U+0000 [MQTT-1.5.4-2]. Control characters and noncharacters a server may refuse, and this one does: what a device
 * names is shown to people and written into logs. U+FEFF is a character as any other [MQTT-1.5.4-3].
 */
final class Utf8 {
    private static final int SCRATCH_BYTES = 256;
    private static final FastThreadLocal<byte[]> SCRATCH = new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
            return new byte[SCRATCH_BYTES];
        }
    };

    private Utf8() {}

    /** Reads as many bytes, which must be there. */
    static String read(ByteBuf in, int length, String field) {
        byte[] bytes = length <= SCRATCH_BYTES ? SCRATCH.get() : new byte[length];
        in.readBytes(bytes, 0, length);
        boolean ascii = true;
        int i = 0;
        while (i < length) {
            int first = bytes[i];
            if (first >= 0x20 && first != 0x7F) {
                i++;
            } else {
                ascii = false;
                int point = codePoint(bytes, i, length, field);
                check(point, field);
                i += bytesOf(point);
            }
        }
        return new String(bytes, 0, length, ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }

    /** The code point that begins at the index, by table 3-7 of the Unicode standard. */
    private static int codePoint(byte[] bytes, int at, int end, String field) {
        int first = bytes[at] & 0xFF;
        if (first < 0x80) {
            return first;
        }
        int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
        if (first < 0xC2 || first > 0xF4 || at + more >= end) {
            throw illFormed(first, at, field);
        }
        int point = first & (0x3F >> more);
        for (int i = 1; i <= more; i++) {
            int next = bytes[at + i] & 0xFF;
            if ((next & 0xC0) != 0x80) {
                throw illFormed(next, at + i, field);
            }
            point = (point << 6) | (next & 0x3F);
        }
        boolean overlong = point < (more == 3 ? 0x10000 : more == 2 ? 0x800 : 0x80);
        if (overlong || point > Character.MAX_CODE_POINT || isSurrogate(point)) {
            throw illFormed(first, at, field);
        }
        return point;
    }

    private static int bytesOf(int point) {
        if (point < 0x80) {
            return 1;
        }
        return point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    }

    private static void check(int point, String field) {
        boolean noncharacter = (point & 0xFFFE) == 0xFFFE || (point >= 0xFDD0 && point <= 0xFDEF);
        if (Character.isISOControl(point) || noncharacter) {
            throw BadPacket.malformed(
                    String.format("%s: U+%04X (expected: neither control character nor noncharacter)", field, point));
        }
    }

    private static boolean isSurrogate(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }

    private static BadPacket illFormed(int value, int at, String field) {
        return BadPacket.malformed(
                String.format("%s: byte %02X at %d (expected: well-formed UTF-8)", field, value, at));
    }
}
