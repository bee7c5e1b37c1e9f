package io.citywatch.streaming.rules.vehicle;

import java.util.List;

/** Which readers came next after one of the ways to a reader, and how often: the most frequent first, then by name. */
public record Successors(List<Successor> each) {
    static final Successors NONE = new Successors(List.of());

    /**
     * One of them.
     *
     * @param times that it came next, older ones counting less
     * @param seconds that it took, on average
     */
    public record Successor(String reader, double times, double seconds) {
        boolean isBefore(Successor other) {
            return times > other.times || (times == other.times && reader.compareTo(other.reader) < 0);
        }
    }

    /** Seen once, or long ago. */
    public boolean isRare() {
        return times() < 2;
    }

    double times() {
        double sum = 0;
        for (Successor one : each) {
            sum += one.times();
        }
        return sum;
    }
}
