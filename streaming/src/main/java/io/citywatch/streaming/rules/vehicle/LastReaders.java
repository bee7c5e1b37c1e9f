package io.citywatch.streaming.rules.vehicle;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The readers that a ride passed last.
 *
 * @param reader the last
 * @param before the one before it; null if the ride began here
 * @param beforeThat the one before that; null if the ride began with the other
 */
public record LastReaders(
        String reader, @Nullable String before, @Nullable String beforeThat) {
    private static final String BEGINNING = "^";

    /** Of readers in their order; at least one. */
    static LastReaders of(List<String> readers) {
        int last = readers.size() - 1;
        return new LastReaders(
                readers.get(last), last < 1 ? null : readers.get(last - 1), last < 2 ? null : readers.get(last - 2));
    }

    /** By which it is remembered what came next: of the least that is known of the ride to the most. */
    public List<String> ways() {
        List<String> ways = new ArrayList<>();
        ways.add("");
        ways.add(before == null ? BEGINNING : before);
        if (before != null) {
            ways.add(before + " " + (beforeThat == null ? BEGINNING : beforeThat));
        }
        return ways;
    }
}
