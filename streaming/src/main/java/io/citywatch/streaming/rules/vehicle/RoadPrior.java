package io.citywatch.streaming.rules.vehicle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which reader is next, by the streets alone, before anybody was watched there: a rider is on the way to somewhere, by
 * a way that is not absurd. Every reader of the city stands for the places about it; the longer the detour by which it
 * would be reached over the readers that were passed, the less it is believed to be the destination, and the first
 * reader on the way there takes its belief. So nobody turns back, and a dead end is worth what lies in it.
 */
public final class RoadPrior {
    /** A detour this long makes a destination less likely by e. */
    private static final double DETOUR_SECONDS = 60;

    private RoadPrior() {}

    /**
     * The likeliest first.
     *
     * @param before the reader that was passed before, if it is known
     */
    public static List<Expected> next(ReaderNetwork network, String reader, @Nullable String before) {
        Map<String, ReaderNetwork.Reached> onward = network.from(reader);
        Map<String, ReaderNetwork.Reached> direct = before == null ? Map.of() : network.from(before);
        ReaderNetwork.@Nullable Reached here = direct.get(reader);
        Map<String, Double> belief = new LinkedHashMap<>();
        double sum = 0;
        for (ReaderNetwork.Reached destination : onward.values()) {
            ReaderNetwork.@Nullable Reached straight = direct.get(destination.reader());
            double detour = 0;
            if (destination.reader().equals(before)) {
                detour = destination.seconds() + (here == null ? 0 : here.seconds());
            } else if (here != null && straight != null) {
                detour = Math.max(0, here.seconds() + destination.seconds() - straight.seconds());
            }
            double likely = Math.exp(-detour / DETOUR_SECONDS);
            belief.merge(destination.first(), likely, Double::sum);
            sum += likely;
        }
        Map<String, Double> seconds = new HashMap<>();
        network.next(reader).forEach(link -> seconds.put(link.reader(), link.seconds()));
        List<Expected> expected = new ArrayList<>();
        for (Map.Entry<String, Double> one : belief.entrySet()) {
            expected.add(new Expected(one.getKey(), one.getValue() / sum, seconds.getOrDefault(one.getKey(), 0.0)));
        }
        expected.sort(
                Comparator.comparingDouble(Expected::probability).reversed().thenComparing(Expected::reader));
        return List.copyOf(expected.subList(0, Math.min(expected.size(), NextReaders.MOST_SUCCESSORS)));
    }
}
