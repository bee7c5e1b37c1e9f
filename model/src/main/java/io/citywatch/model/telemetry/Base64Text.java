package io.citywatch.model.telemetry;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a text in base64, decoded where it lies in a JSON document. A frame's pixels are 51 KB of text or more,
 * and to make a text of them first costs twice as much as to decode them.
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
record Base64Text(byte[] bytes) {
    /**
     * Null where this is no place for haste: an escaped letter, or anything else that a parser may yet take or
     * refuse.
     *
     * @param offset of the text's opening quote
     */
    static @Nullable Base64Text at(byte[] json, long offset) {
        if (offset < 0 || offset >= json.length || json[(int) offset] != '"') {
            return null;
        }
        int from = (int) offset + 1;
        int end = from;
        while (end < json.length && json[end] != '"') {
            end++;
        }
        if (end == json.length) {
            return null;
        }
        try {
            // A backslash is no letter of base64: it is refused with all else.
            ByteBuffer decoded = Base64.getDecoder().decode(ByteBuffer.wrap(json, from, end - from));
            return new Base64Text(
                    decoded.remaining() == decoded.capacity()
                            ? decoded.array()
                            : Arrays.copyOf(decoded.array(), decoded.remaining()));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
