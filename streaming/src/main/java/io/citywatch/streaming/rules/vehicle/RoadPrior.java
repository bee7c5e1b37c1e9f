package io.citywatch.streaming.rules.vehicle;

import io.citywatch.model.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which reader is next, by the streets alone: a rider is on the way from where the ride began to somewhere, by a way
 * that is not absurd. Every reader of the city stands for the places about it; the longer the detour by which it would
 * be reached over the last reader instead of straight from the beginning, the less it is believed to be the destination,
 * and the first reader on the way there takes its belief (destinations by how efficiently the way so far leads there:
 * Krumm and Horvitz, Predestination, 2006). So nobody turns back, and a dead end is worth what lies in it.
 */
public final class RoadPrior {
    /** A detour this long makes a destination less likely by e. */
    private static final double DETOUR_SECONDS = 20;

    private RoadPrior() {}

    /**
     * The likeliest first.
     *
     * @param passed the readers of the ride until now, at least one
     * @param start where it began, if that is known better than by the first of them
     */
    public static List<Expected> next(ReaderNetwork network, List<String> passed, @Nullable Position start) {
        String reader = passed.get(passed.size() - 1);
        LinkSearch readers = network.lawfully();
        double @Nullable [] straight = straight(network, passed, start);
        int at = readers.numberOf(reader);
        double here = straight == null || at < 0 ? Double.POSITIVE_INFINITY : straight[at];
        LinkSearch.Reached onward = network.from(reader);
        double[] belief = new double[readers.size()];
        double sum = 0;
        for (int destination = 0; destination < belief.length; destination++) {
            if (!onward.has(destination)) {
                continue;
            }
            double detour = 0;
            if (straight != null && here < Double.POSITIVE_INFINITY) {
                detour = Math.max(0, here + onward.seconds(destination) - straight[destination]);
            }
            double likely = Math.exp(-detour / DETOUR_SECONDS);
            belief[onward.first(destination)] += likely;
            sum += likely;
        }
        List<Expected> expected = new ArrayList<>();
        for (int next = 0; next < belief.length; next++) {
            if (belief[next] > 0) {
                expected.add(new Expected(readers.reader(next), belief[next] / sum, onward.seconds(next)));
            }
        }
        expected.sort(
                Comparator.comparingDouble(Expected::probability).reversed().thenComparing(Expected::reader));
        return List.copyOf(expected.subList(0, Math.min(expected.size(), NextReaders.MOST_SUCCESSORS)));
    }

    /** Seconds from the beginning of the ride to each reader, by their numbers; null if it began here. */
    private static double @Nullable [] straight(ReaderNetwork network, List<String> passed, @Nullable Position start) {
        if (start != null) {
            return network.secondsFrom(start);
        }
        String first = passed.get(0);
        return first.equals(passed.get(passed.size() - 1))
                ? null
                : network.from(first).seconds();
    }
}
