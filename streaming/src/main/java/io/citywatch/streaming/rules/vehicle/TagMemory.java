package io.citywatch.streaming.rules.vehicle;

import io.citywatch.model.Position;
import io.citywatch.streaming.rules.ClockParameters;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.TagRead;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last reads of one tag, oldest first, packed: there are 210,000 tags, and objects would take ten times as much.
 *
 * <p>A passage is: when (8 bytes), strength in tenths of a dBm (2), flags (1), length of the reader's id (1), the id,
 * and of a mobile reader latitude and longitude in 1e-7 degrees (4 each). Before them stands the message that was
 * received last: when it was received, logged and measured (8 each), its device and its identity with their lengths (1
 * and 2).
 */
@SuppressWarnings("ArrayRecordComponent") // kept as it is, never compared
public record TagMemory(byte[] packed) {
    private static final int STAMP_BYTES = 3 * 8 + 1 + 2;
    private static final int FIXED_BYTES = 8 + 2 + 1 + 1;
    private static final int PLACE_BYTES = 4 + 4;
    private static final int BELIEVED = 1;
    private static final int MOBILE = 2;
    private static final int NEAR = 4;
    private static final double PER_DEGREE = 1e7;

    /**
     * What a read came to.
     *
     * @param isNews whether the passage began with it
     * @param isNearer whether what was heard from afar until now turns out to be near
     */
    public record Remembered(TagMemory memory, Passage passage, boolean isNews, boolean isNearer) {}

    public List<Passage> passages() {
        List<Passage> passages = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(packed);
        stamp(buffer);
        while (buffer.hasRemaining()) {
            passages.add(unpack(buffer));
        }
        return passages;
    }

    /** The message that was received last. */
    public MessageStamp newest() {
        return stamp(ByteBuffer.wrap(packed));
    }

    /**
     * Takes a read in its place by time. The same reader again within the same passage is no news, unless it hears it
     * from nearer; of a vehicle that stays at one reader only its first and its last two reads are kept.
     *
     * @param near whether the reader heard it as loud as what passes close by it
     * @param most how many passages are kept
     */
    public static Remembered remember(
            @Nullable TagMemory memory,
            TagRead read,
            boolean near,
            int most,
            ClockParameters clock,
            VehicleParameters parameters) {
        Passage passage = Passage.of(read, near, clock);
        List<Passage> passages = memory == null ? new ArrayList<>() : memory.passages();
        long same = parameters.sameReadWithin().toMillis();
        for (int i = 0; i < passages.size(); i++) {
            Passage one = passages.get(i);
            if (one.reader().equals(passage.reader()) && Math.abs(one.at() - passage.at()) < same) {
                boolean isNearer = near && !one.near();
                if (!isNearer && memory != null) {
                    return new Remembered(memory, passage, false, false);
                }
                Passage nearer = one.nearer(passage.rssi());
                passages.set(i, nearer);
                return new Remembered(packed(memory, passages, read), nearer, false, true);
            }
        }
        int place = passages.size();
        while (place > 0 && passages.get(place - 1).at() > passage.at()) {
            place--;
        }
        passages.add(place, passage);
        forgetTheMiddle(passages);
        long newest = passages.get(passages.size() - 1).at();
        passages.removeIf(one -> one.at() < newest - parameters.readsKept().toMillis());
        while (passages.size() > most) {
            passages.remove(0);
        }
        return new Remembered(packed(memory, passages, read), passage, true, false);
    }

    private static TagMemory packed(@Nullable TagMemory before, List<Passage> passages, TagRead read) {
        MessageStamp newest = before == null ? null : before.newest();
        boolean isOlder = newest != null && read.receivedAt() < newest.receivedAt();
        return new TagMemory(pack(newest != null && isOlder ? newest : MessageStamp.of(read), passages));
    }

    /** The last but one is kept too: a rule that needs two reads within some time must not lose the second to a third. */
    private static void forgetTheMiddle(List<Passage> passages) {
        for (int i = passages.size() - 3; i > 0; i--) {
            Passage middle = passages.get(i);
            if (middle.own() == null
                    && middle.reader().equals(passages.get(i - 1).reader())
                    && middle.reader().equals(passages.get(i + 1).reader())
                    && middle.reader().equals(passages.get(i + 2).reader())) {
                passages.remove(i);
            }
        }
    }

    private static byte[] pack(MessageStamp newest, List<Passage> passages) {
        byte[] device = newest.device().getBytes(StandardCharsets.US_ASCII);
        byte[] identity = newest.identity().getBytes(StandardCharsets.UTF_8);
        int bytes = STAMP_BYTES + device.length + identity.length;
        for (Passage passage : passages) {
            bytes += FIXED_BYTES + passage.reader().length() + (passage.own() == null ? 0 : PLACE_BYTES);
        }
        ByteBuffer buffer = ByteBuffer.allocate(bytes)
                .putLong(newest.receivedAt())
                .putLong(newest.loggedAt())
                .putLong(newest.measuredAt())
                .put((byte) device.length)
                .put(device)
                .putShort((short) identity.length)
                .put(identity);
        for (Passage passage : passages) {
            Position own = passage.own();
            byte[] reader = passage.reader().getBytes(StandardCharsets.US_ASCII); // an id, 64 characters at most
            buffer.putLong(passage.at())
                    .putShort((short) Math.round(passage.rssi() * 10))
                    .put((byte) ((passage.believed() ? BELIEVED : 0)
                            | (own == null ? 0 : MOBILE)
                            | (passage.near() ? NEAR : 0)))
                    .put((byte) reader.length)
                    .put(reader);
            if (own != null) {
                buffer.putInt((int) Math.round(own.lat() * PER_DEGREE))
                        .putInt((int) Math.round(own.lon() * PER_DEGREE));
            }
        }
        return buffer.array();
    }

    private static MessageStamp stamp(ByteBuffer buffer) {
        long receivedAt = buffer.getLong();
        long loggedAt = buffer.getLong();
        long measuredAt = buffer.getLong();
        byte[] device = new byte[buffer.get()];
        buffer.get(device);
        byte[] identity = new byte[buffer.getShort()];
        buffer.get(identity);
        return new MessageStamp(
                new String(device, StandardCharsets.US_ASCII),
                new String(identity, StandardCharsets.UTF_8),
                receivedAt,
                loggedAt,
                measuredAt);
    }

    private static Passage unpack(ByteBuffer buffer) {
        long at = buffer.getLong();
        double rssi = buffer.getShort() / 10.0;
        int flags = buffer.get();
        byte[] reader = new byte[buffer.get()];
        buffer.get(reader);
        boolean isMobile = (flags & MOBILE) != 0;
        return new Passage(
                at,
                (flags & BELIEVED) != 0,
                new String(reader, StandardCharsets.US_ASCII),
                rssi,
                (flags & NEAR) != 0,
                isMobile ? new Position(buffer.getInt() / PER_DEGREE, buffer.getInt() / PER_DEGREE) : null);
    }
}
