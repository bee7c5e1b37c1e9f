package io.citywatch.streaming.rules.vehicle;

import io.citywatch.streaming.rules.vehicle.Successors.Successor;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which reader is next, by two witnesses. All traffic tells what came next after this reader, after the one before it,
 * and after the two before it, each backed off to the one that knows less of the ride, by how much was seen (Witten and
 * Bell's smoothing of n-grams). The streets tell where a way leads that began where this ride did, which traffic forgets
 * after two readers; and most traffic is the same few riders, day after day, who need not go where this one goes. What
 * both believe is likely (a product of experts: Hinton, 2002), traffic for its root alone (a logarithmic pool with
 * weights: Genest and Zidek, 1986). State is by reader and way to it, bounded, and old traffic
 * fades.
 */
public final class NextReaders implements Serializable {
    static final int MOST_SUCCESSORS = 12;
    /** Then what was seen counts half, so that a changed street is learnt. */
    private static final double FADES_AT = 4_000;

    private static final double FORGOTTEN = 0.5;
    /** A thief goes where commuters do not; by the rides of simulated cities a third to a half of full weight is best. */
    private static final double WEIGHT_OF_TRAFFIC = 0.5;
    /** What the streets leave to a reader that they do not lead to: the map may be old. */
    private static final double OFF_THE_MAP = 0.01;

    /** One more ride went on to that reader. */
    public Successors learn(@Nullable Successors before, String next, double seconds) {
        List<Successor> each = (before == null ? Successors.NONE : before).each();
        List<Successor> kept = new ArrayList<>(each.size() + 1);
        Successor known = null;
        for (Successor one : each) {
            if (one.reader().equals(next)) {
                known = one;
            } else {
                kept.add(one);
            }
        }
        double times = known == null ? 0 : known.times();
        double mean = known == null ? seconds : known.seconds() + (seconds - known.seconds()) / (times + 1);
        Successor newest = new Successor(next, times + 1, mean);
        int place = kept.size();
        while (place > 0 && newest.isBefore(kept.get(place - 1))) {
            place--;
        }
        kept.add(place, newest);
        if (kept.size() > MOST_SUCCESSORS) {
            // The newcomer is the one that stays, or nothing new would ever be learnt.
            Successor least = kept.get(MOST_SUCCESSORS);
            kept.remove(least.reader().equals(next) ? MOST_SUCCESSORS - 1 : MOST_SUCCESSORS);
        }
        Successors after = new Successors(List.copyOf(kept));
        return after.times() < FADES_AT ? after : faded(after);
    }

    private static Successors faded(Successors all) {
        return new Successors(all.each().stream()
                .map(one -> new Successor(one.reader(), one.times() / 2, one.seconds()))
                .filter(one -> one.times() > FORGOTTEN)
                .toList());
    }

    /**
     * The likeliest first.
     *
     * @param ways what came next, from the way that knows least of the ride to the one that knows most
     * @param streets what the streets alone say
     * @param pace how many times as fast as others it rides
     */
    public List<Expected> expect(List<Successors> ways, List<Expected> streets, double pace) {
        Map<String, Double> mapped = new HashMap<>();
        Map<String, Double> seconds = new LinkedHashMap<>();
        for (Expected one : streets) {
            mapped.put(one.reader(), one.probability());
            seconds.put(one.reader(), one.seconds());
        }
        for (Successors way : ways) {
            way.each().forEach(one -> seconds.put(one.reader(), one.seconds()));
        }
        Map<String, Double> likely = byTraffic(ways, seconds.keySet());
        if (!streets.isEmpty()) {
            likely.replaceAll((reader, probability) ->
                    Math.pow(probability, WEIGHT_OF_TRAFFIC) * mapped.getOrDefault(reader, OFF_THE_MAP));
        }
        double sum = likely.values().stream().mapToDouble(Double::doubleValue).sum();
        return likely.entrySet().stream()
                .map(one -> new Expected(
                        one.getKey(), one.getValue() / sum, seconds.getOrDefault(one.getKey(), 0.0) / pace))
                .sorted(Comparator.comparingDouble(Expected::probability)
                        .reversed()
                        .thenComparing(Expected::reader))
                .toList();
    }

    /** Of the readers that can be next, all alike as long as nobody was watched. */
    private static Map<String, Double> byTraffic(List<Successors> ways, Set<String> readers) {
        Map<String, Double> likely = new LinkedHashMap<>();
        readers.forEach(reader -> likely.put(reader, 1.0 / readers.size()));
        for (Successors way : ways) {
            double times = way.times();
            if (times > 0) {
                double novel = way.each().size() / (times + way.each().size());
                likely.replaceAll((reader, probability) -> probability * novel);
                way.each().forEach(one -> likely.merge(one.reader(), (1 - novel) * one.times() / times, Double::sum));
            }
        }
        return likely;
    }
}
