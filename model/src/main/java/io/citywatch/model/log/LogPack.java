package io.citywatch.model.log;

import io.citywatch.model.Decoded;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several messages of one device, kind and lane in one record of the log, in the order in which they came. A record
 * costs its writer and its broker more than a message in it does. The header holds the head of their stamps; the value
 * holds of each message two bytes of length and its stamp's tail, then four bytes of length and its payload.
 */
public final class LogPack {
    /** The header's name. */
    public static final String HEADER = "pack";
    /** Most bytes that a stamp's tail may have. */
    public static final int LONGEST_TAIL = 0xffff;

    private static final int LENGTHS = Short.BYTES + Integer.BYTES;

    private LogPack() {}

    /**
     * One message of a pack.
     *
     * @param tail of its stamp, see {@link LogStamp#tail}; at most {@link #LONGEST_TAIL} bytes
     * @param payload the device's bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
    public record Part(byte[] tail, byte[] payload) {
        /** How many bytes of a pack it takes. */
        public int size() {
            return LENGTHS + tail.length + payload.length;
        }
    }

    /** The record's value. */
    public static byte[] write(List<Part> parts) {
        int size = 0;
        for (Part part : parts) {
            size += part.size();
        }
        ByteBuffer value = ByteBuffer.allocate(size);
        for (Part part : parts) {
            value.putShort((short) part.tail().length).put(part.tail());
            value.putInt(part.payload().length).put(part.payload());
        }
        return value.array();
    }

    /**
     * Reads a pack. Where its lengths stop making sense the rest is one invalid message; what stood before counts.
     *
     * @param head the header's value
     */
    static List<Decoded<LogRecord>> read(byte[] head, long timestampMillis, byte @Nullable [] value) {
        if (value == null || value.length == 0) {
            return List.of(Decoded.invalid("not a pack of telemetry: no value"));
        }
        List<Decoded<LogRecord>> messages = new ArrayList<>();
        ByteBuffer rest = ByteBuffer.wrap(value);
        while (rest.hasRemaining()) {
            int tailLength = rest.remaining() < Short.BYTES ? LONGEST_TAIL : rest.getShort() & LONGEST_TAIL;
            if (tailLength + Integer.BYTES > rest.remaining()) {
                messages.add(torn(messages.size(), value.length));
                break;
            }
            byte[] tail = new byte[tailLength];
            rest.get(tail);
            int payloadLength = rest.getInt();
            if (payloadLength < 0 || payloadLength > rest.remaining()) {
                messages.add(torn(messages.size(), value.length));
                break;
            }
            byte[] payload = new byte[payloadLength];
            rest.get(payload);
            messages.add(LogStamp.read(LogStamp.joined(head, tail), timestampMillis, payload));
        }
        return messages;
    }

    private static Decoded<LogRecord> torn(int before, int length) {
        return Decoded.invalid("not a pack of telemetry: it ends within message " + before + " (" + length + " bytes)");
    }
}
