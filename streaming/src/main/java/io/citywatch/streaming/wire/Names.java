package io.citywatch.streaming.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.memory.DataInputView;
import org.jspecify.annotations.Nullable;

/**
 * Reads texts that come again and again, ids of devices and of gateways: one that was read of late is handed out again
 * instead of another of its kind. What is remembered of a trail names the same readers as all the others do, and else
 * each name took eighty bytes of its own. Not thread-safe.
 */
public final class Names {
    private static final int PLACES = 1 << 12;
    private static final int LONGEST = 64;

    private final @Nullable String[] known = new @Nullable String[PLACES];
    private final byte[] letters = new byte[LONGEST];

    /** A text that {@link Fields#writeText} wrote, and that is always there. */
    public String read(DataInputView in) throws IOException {
        int head = in.readInt();
        int length = head >>> 1;
        if ((head & 1) != 0 || length > LONGEST) {
            return Fields.readText(head, in);
        }
        in.readFully(letters, 0, length);
        int hash = length;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + letters[i];
        }
        int place = (hash ^ hash >>> 15) & PLACES - 1;
        String before = known[place];
        if (before != null && isWritten(before, length)) {
            return before;
        }
        String text = new String(letters, 0, length, StandardCharsets.ISO_8859_1);
        known[place] = text;
        return text;
    }

    private boolean isWritten(String text, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != letters[i]) {
                return false;
            }
        }
        return true;
    }
}
