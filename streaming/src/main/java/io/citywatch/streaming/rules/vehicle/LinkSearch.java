package io.citywatch.streaming.rules.vehicle;

import io.citywatch.roads.NodeHeap;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The best ways from one reader to all others over the links between them. Readers are numbered by their names, so of two
 * ways as good the same is taken wherever it is asked. Not thread-safe.
 */
final class LinkSearch {
    private static final int NOBODY = -1;

    private final String[] readers;
    private final Function<String, List<ReaderLink>> next;
    private final boolean isBySeconds;
    /** By reader; null until somebody came past it. */
    private final @Nullable Links[] links;
    /** Null until somebody asks for one way. */
    private @Nullable Work again;

    /**
     * @param next the links from a reader; asked once for each
     * @param isBySeconds whether the quickest way is best, else the shortest
     */
    LinkSearch(Collection<String> readers, Function<String, List<ReaderLink>> next, boolean isBySeconds) {
        this.readers = readers.stream().sorted().toArray(String[]::new);
        this.next = next;
        this.isBySeconds = isBySeconds;
        this.links = new Links[this.readers.length];
    }

    @SuppressWarnings("ArrayRecordComponent") // looked through, never compared
    private record Links(int[] to, double[] meters, double[] seconds) {}

    int size() {
        return readers.length;
    }

    String reader(int number) {
        return readers[number];
    }

    /** @return negative for a reader that is not on the streets */
    int numberOf(String reader) {
        return Arrays.binarySearch(readers, reader);
    }

    /** Searches from a reader to all others, no farther than {@code most}. */
    Reached from(String reader, double most) {
        int from = numberOf(reader);
        Work work = new Work(from);
        if (from >= 0) {
            search(work, from, NOBODY, most);
        }
        return work.found;
    }

    /** The best way from a reader to another, if it is no longer than {@code most}. */
    @Nullable
    ReaderWay way(String reader, String to, double most) {
        return way(reader, to, most, NOBODY);
    }

    /** The best way that does not pass a third one. */
    @Nullable
    ReaderWay wayRound(String reader, String to, String round, double most) {
        return way(reader, to, most, numberOf(round));
    }

    private @Nullable ReaderWay way(String reader, String to, double most, int closed) {
        int from = numberOf(reader);
        if (from < 0) {
            return null;
        }
        Work work = again;
        if (work == null) {
            work = new Work(NOBODY);
            again = work;
        }
        if (closed >= 0) {
            work.isSettled[closed] = true;
        }
        search(work, from, numberOf(to), most);
        ReaderWay way = work.found.way(to);
        work.clear(from);
        if (closed >= 0) {
            work.isSettled[closed] = false;
        }
        return way;
    }

    private void search(Work work, int from, int goal, double most) {
        Reached found = work.found;
        double[] cost = isBySeconds ? found.seconds : found.meters;
        work.isSettled[from] = true;
        int at = from;
        while (true) {
            Links onward = linksOf(at);
            double meters = at == from ? 0 : found.meters[at];
            double seconds = at == from ? 0 : found.seconds[at];
            for (int i = 0; i < onward.to.length; i++) {
                int neighbour = onward.to[i];
                double metersThere = meters + onward.meters[i];
                double secondsThere = seconds + onward.seconds[i];
                double costThere = isBySeconds ? secondsThere : metersThere;
                double known = cost[neighbour];
                if (work.isSettled[neighbour] || costThere > most || costThere >= known) {
                    continue;
                }
                found.meters[neighbour] = metersThere;
                found.seconds[neighbour] = secondsThere;
                found.before[neighbour] = at == from ? NOBODY : at;
                found.first[neighbour] = at == from ? neighbour : found.first[at];
                if (known == Double.POSITIVE_INFINITY) {
                    work.reached[work.count++] = neighbour;
                    work.open.add(neighbour);
                } else {
                    work.open.sank(neighbour);
                }
            }
            if (work.open.isEmpty()) {
                return;
            }
            at = work.open.removeLeast();
            work.isSettled[at] = true;
            if (at == goal) {
                return;
            }
        }
    }

    /** What a search works with. A way to the next reader but one touches little of it, and is asked for often. */
    private final class Work {
        private final Reached found;
        private final boolean[] isSettled = new boolean[readers.length];
        private final NodeHeap open;
        private final int[] reached = new int[readers.length];
        private int count;

        Work(int from) {
            found = new Reached(LinkSearch.this, from);
            open = new NodeHeap(isBySeconds ? found.seconds : found.meters);
        }

        /** As new. */
        void clear(int from) {
            isSettled[from] = false;
            for (int i = 0; i < count; i++) {
                int reader = reached[i];
                found.meters[reader] = Double.POSITIVE_INFINITY;
                found.seconds[reader] = Double.POSITIVE_INFINITY;
                found.first[reader] = NOBODY;
                found.before[reader] = NOBODY;
                isSettled[reader] = false;
            }
            count = 0;
            open.clear();
        }
    }

    private Links linksOf(int reader) {
        Links known = links[reader];
        if (known == null) {
            List<ReaderLink> onward = next.apply(readers[reader]);
            known = new Links(
                    onward.stream().mapToInt(link -> numberOf(link.reader())).toArray(),
                    onward.stream().mapToDouble(ReaderLink::meters).toArray(),
                    onward.stream().mapToDouble(ReaderLink::seconds).toArray());
            links[reader] = known;
        }
        return known;
    }

    /** Where a search came to, by the numbers of its readers; if it had a goal, only the way there is the best. */
    static final class Reached {
        private final LinkSearch search;
        /** Negative if it began nowhere on the streets. */
        private final int from;

        private final double[] meters;
        private final double[] seconds;
        /** The reader that is passed first on the way. */
        private final int[] first;
        /** The one that is passed last before it. */
        private final int[] before;

        private Reached(LinkSearch search, int from) {
            this.search = search;
            this.from = from;
            meters = new double[search.size()];
            Arrays.fill(meters, Double.POSITIVE_INFINITY);
            seconds = meters.clone();
            first = new int[search.size()];
            Arrays.fill(first, NOBODY);
            before = first.clone();
        }

        boolean has(int reader) {
            return reader >= 0 && first[reader] != NOBODY;
        }

        double seconds(int reader) {
            return seconds[reader];
        }

        /** To all; none to where the search began, and infinitely many to those to which it did not come. */
        double[] seconds() {
            double[] all = seconds.clone();
            if (from >= 0) {
                all[from] = 0;
            }
            return all;
        }

        int first(int reader) {
            return first[reader];
        }

        /** Null if it did not come there. */
        @Nullable
        ReaderWay way(String to) {
            int reader = search.numberOf(to);
            if (!has(reader)) {
                return null;
            }
            Deque<String> over = new ArrayDeque<>();
            for (int one = before[reader]; one != NOBODY; one = before[one]) {
                over.addFirst(search.reader(one));
            }
            return new ReaderWay(meters[reader], seconds[reader], List.copyOf(over));
        }
    }
}
