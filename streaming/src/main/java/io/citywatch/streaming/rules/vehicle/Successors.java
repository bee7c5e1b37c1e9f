package io.citywatch.streaming.rules.vehicle;

import java.util.List;

/** Which readers came next after one of the ways to a reader, and how often. */
public record Successors(List<Successor> each) {
    static final Successors NONE = new Successors(List.of());

    /**
     * One of them.
     *
     * @param times that it came next, older ones counting less
     * @param seconds that it took, on average
     */
    public record Successor(String reader, double times, double seconds) {}

    /** Seen once, or long ago. */
    public boolean isRare() {
        return times() < 2;
    }

    double times() {
        return each.stream().mapToDouble(Successor::times).sum();
    }
}
