package io.citywatch.streaming.rules.vehicle;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The tags that pass a reader at the moment; of a crowd the last eight.
 *
 * @param at when each was read last, epoch milliseconds
 * @param reads how often in a row
 */
@SuppressWarnings("ArrayRecordComponent") // kept as it is, never compared
public record PassingTags(String[] tags, long[] at, int[] reads) {
    private static final int MOST = 8;

    static PassingTags with(@Nullable PassingTags before, String tag, long now, long pause) {
        if (before == null) {
            return new PassingTags(new String[] {tag}, new long[] {now}, new int[] {1});
        }
        int place = Arrays.asList(before.tags).indexOf(tag);
        boolean hasRoom = place < 0 && before.tags.length < MOST;
        int length = before.tags.length + (hasRoom ? 1 : 0);
        String[] tags = Arrays.copyOf(before.tags, length);
        long[] at = Arrays.copyOf(before.at, length);
        int[] reads = Arrays.copyOf(before.reads, length);
        boolean isOn = place >= 0 && Math.abs(now - at[place]) <= pause;
        if (place < 0) {
            place = hasRoom ? length - 1 : oldest(at);
        }
        tags[place] = tag;
        at[place] = Math.max(isOn ? at[place] : now, now);
        reads[place] = isOn ? reads[place] + 1 : 1;
        return new PassingTags(tags, at, reads);
    }

    int readsOf(String tag) {
        int place = Arrays.asList(tags).indexOf(tag);
        return place < 0 ? 0 : reads[place];
    }

    private static int oldest(long[] at) {
        int oldest = 0;
        for (int i = 1; i < at.length; i++) {
            oldest = at[i] < at[oldest] ? i : oldest;
        }
        return oldest;
    }
}
