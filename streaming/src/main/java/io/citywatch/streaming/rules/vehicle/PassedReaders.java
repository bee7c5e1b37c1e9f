package io.citywatch.streaming.rules.vehicle;

import org.jspecify.annotations.Nullable;

/**
 * The reader that a tag passes now and the one that it passed before, with how often each read it.
 *
 * @param since the first read here, epoch milliseconds
 * @param last the newest read here
 * @param from the reader before; null if there was none of this ride
 * @param left when it was there, in the middle of its reads
 * @param isAgainst whether the way between the two was against a one-way street
 */
public record PassedReaders(
        String reader,
        long since,
        long last,
        int reads,
        @Nullable String from,
        long left,
        int fromReads,
        boolean isAgainst) {
    /** A read more; null if it says nothing new, because it came out of order. */
    static @Nullable PassedReaders take(@Nullable PassedReaders before, Passage read, long pause) {
        if (before != null && read.at() < before.since) {
            return null;
        }
        if (before == null || read.at() - before.last > pause) {
            return new PassedReaders(read.reader(), read.at(), read.at(), 1, null, 0, 0, false);
        }
        if (before.reader.equals(read.reader())) {
            return new PassedReaders(
                    before.reader,
                    before.since,
                    Math.max(before.last, read.at()),
                    before.reads + 1,
                    before.from,
                    before.left,
                    before.fromReads,
                    before.isAgainst);
        }
        return new PassedReaders(
                read.reader(),
                read.at(),
                read.at(),
                1,
                before.reader,
                (before.since + before.last) / 2,
                before.reads,
                false);
    }

    PassedReaders against() {
        return new PassedReaders(reader, since, last, reads, from, left, fromReads, true);
    }

    double seconds() {
        return (since - left) / 1e3;
    }
}
