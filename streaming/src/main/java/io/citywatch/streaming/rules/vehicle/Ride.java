package io.citywatch.streaming.rules.vehicle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ride that a tag is on: the fixed readers that it passed without a stop, in their order, those among them that
 * missed it and that it must have passed all the same.
 *
 * @param at when each was passed, epoch milliseconds
 */
public record Ride(List<String> readers, List<Long> at) {
    /** A way that takes this many times as long as its roads need was interrupted, or was another. */
    private static final double SLOWEST = 3;

    private static final int MOST_MISSED = 3;
    /** Who took less than this share of the time that the way round a reader needs has not gone round it. */
    private static final double ROUND_SHARE = 0.9;

    private static final int LOOKS_BACK = 6;
    /** The two passages of a step, and two before it that say how the ride came to it. */
    private static final int LOOKS_BACK_FOR_A_STEP = 4;

    /**
     * One step of it.
     *
     * @param from the readers passed until then
     * @param next the one that came next
     * @param seconds that it took
     */
    public record Step(LastReaders from, String next, double seconds) {}

    /** Until the newest passage close by a reader. */
    public static Ride of(List<Passage> passages, VehicleParameters numbers, @Nullable ReaderNetwork network) {
        return of(passages, numbers, network, LOOKS_BACK);
    }

    /** As much of it as {@link #newest} looks at. */
    public static Ride lately(List<Passage> passages, VehicleParameters numbers, @Nullable ReaderNetwork network) {
        return of(passages, numbers, network, LOOKS_BACK_FOR_A_STEP);
    }

    private static Ride of(
            List<Passage> passages, VehicleParameters numbers, @Nullable ReaderNetwork network, int most) {
        List<Passage> passed = new ArrayList<>();
        for (int i = passages.size() - 1; i >= 0 && passed.size() < most; i--) {
            Passage one = passages.get(i);
            if (!one.near()) {
                continue; // perhaps overheard from another street
            }
            boolean isOver = !passed.isEmpty()
                    && passed.get(0).at() - one.at() > numbers.ridePause().toMillis();
            if (isOver || one.own() != null) {
                break;
            }
            if (passed.isEmpty() || !passed.get(0).reader().equals(one.reader())) {
                passed.add(0, one);
            } else {
                passed.set(0, one);
            }
        }
        Ride ride = new Ride(new ArrayList<>(), new ArrayList<>());
        for (Passage one : passed) {
            ride.goOn(one, network);
        }
        return ride;
    }

    private void goOn(Passage next, @Nullable ReaderNetwork network) {
        if (!readers.isEmpty() && network != null) {
            long left = at.get(at.size() - 1);
            missed(network, readers.get(readers.size() - 1), next, left).ifPresent(way -> {
                for (int i = 0; i < way.over().size(); i++) {
                    readers.add(way.over().get(i));
                    at.add(left + (next.at() - left) * (i + 1) / (way.over().size() + 1));
                }
            });
        }
        readers.add(next.reader());
        at.add(next.at());
    }

    private static Optional<ReaderWay> missed(ReaderNetwork network, String from, Passage to, long left) {
        double seconds = (to.at() - left) / 1e3;
        return network.way(from, to.reader(), seconds * SLOWEST)
                .filter(way -> way.over().size() <= MOST_MISSED && seconds <= way.seconds() * SLOWEST);
    }

    public LastReaders trail() {
        return LastReaders.of(readers);
    }

    /** What the newest passage teaches: each step since the reader that really read it before. */
    public List<Step> newest(List<Passage> passages) {
        List<Step> steps = new ArrayList<>();
        int start = readers.size() - 2;
        while (start > 0 && !isRead(passages, start)) {
            start--;
        }
        for (int i = Math.max(0, start); i + 1 < readers.size(); i++) {
            steps.add(new Step(
                    LastReaders.of(readers.subList(0, i + 1)), readers.get(i + 1), (at.get(i + 1) - at.get(i)) / 1e3));
        }
        return steps;
    }

    /**
     * The readers that missed it since the one that really read it before, as far as it cannot have gone round them in
     * that time.
     */
    public List<UnheardPassage> unheard(List<Passage> passages, ReaderNetwork network) {
        List<UnheardPassage> unheard = new ArrayList<>();
        int last = readers.size() - 1;
        int start = last - 1;
        while (start > 0 && !isRead(passages, start)) {
            start--;
        }
        for (int i = start + 1; i < last; i++) {
            double round = network.secondsRound(readers.get(start), readers.get(last), readers.get(i));
            if ((at.get(last) - at.get(start)) / 1e3 < round * ROUND_SHARE) {
                unheard.add(new UnheardPassage(readers.get(i), at.get(i)));
            }
        }
        return unheard;
    }

    private boolean isRead(List<Passage> passages, int place) {
        return passages.stream()
                .anyMatch(one -> one.at() == at.get(place) && one.reader().equals(readers.get(place)));
    }

    /** How many times as fast as the streets' own speed it came to the last reader. */
    public double pace(ReaderNetwork network) {
        int last = readers.size() - 1;
        if (last < 1) {
            return 1;
        }
        double seconds = Math.max(1, (at.get(last) - at.get(last - 1)) / 1e3);
        return network.way(readers.get(last - 1), readers.get(last), seconds * SLOWEST)
                .map(way -> Math.max(1 / SLOWEST, Math.min(SLOWEST, way.seconds() / seconds)))
                .orElse(1.0);
    }
}
