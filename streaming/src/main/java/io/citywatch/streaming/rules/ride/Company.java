package io.citywatch.streaming.rules.ride;

import io.citywatch.streaming.rules.ride.Pair.Member;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * R5, by reader: who passed with whom. Each trail brings the readers before along, so two that meet here tell at once
 * how long they have been in step, and nobody need remember every pair of the city. Trails wait as long as reads may be
 * out of order: 90 s x 0.75 reads a second x 0.5 KB are some 35 KB a reader of the full city. Cost: one comparison for
 * each tag within 5 s of it.
 */
public final class Company implements Serializable {
    private static final long KEPT_MILLIS = 90_000;
    /** Of a reader at which hundreds pass in a moment only the last are compared. */
    private static final int MOST = 400;

    private final RideParameters numbers;

    public Company(RideParameters parameters) {
        numbers = parameters;
    }

    /**
     * What a trail came to.
     *
     * @param pairs that have been in step for as many readers as a convoy, less those at which one may have been missed
     */
    public record Taken(ReaderTrails trails, List<Pair> pairs) {}

    public Taken take(@Nullable ReaderTrails before, Trail trail) {
        ReaderTrails known = before == null ? ReaderTrails.NONE : before;
        long[] at = known.at();
        int[] tags = known.tags();
        if (at == null || tags == null) {
            return take(ReaderTrails.of(known.trails()), trail);
        }
        long newest = trail.at();
        for (long one : at) {
            newest = Math.max(newest, one);
        }
        int tag = trail.tag().hashCode();
        long within = numbers.convoyWithin().toMillis();
        List<Trail> kept = new ArrayList<>(at.length + 1);
        long[] keptAt = new long[at.length + 1];
        int[] keptTags = new int[at.length + 1];
        List<Trail> near = new ArrayList<>();
        int first = 0;
        for (int i = 0; i <= at.length; i++) {
            boolean isOver = i == at.length
                    || at[i] < newest - KEPT_MILLIS
                    || (tags[i] == tag && known.trails().get(i).tag().equals(trail.tag()));
            if (!isOver) {
                if (Math.abs(at[i] - trail.at()) <= within) {
                    near.add(known.trails().get(i));
                }
                continue;
            }
            System.arraycopy(at, first, keptAt, kept.size(), i - first);
            System.arraycopy(tags, first, keptTags, kept.size(), i - first);
            kept.addAll(known.trails().subList(first, i));
            first = i + 1;
        }
        List<Pair> pairs = pairs(trail, near, strangers(kept.size() - near.size()) >= numbers.convoyCrowd());
        keptAt[kept.size()] = trail.at();
        keptTags[kept.size()] = tag;
        kept.add(trail);
        int end = kept.size();
        int from = end <= MOST ? 0 : 1;
        return new Taken(
                new ReaderTrails(
                        from == 0 ? kept : List.copyOf(kept.subList(from, end)),
                        Arrays.copyOfRange(keptAt, from, end),
                        Arrays.copyOfRange(keptTags, from, end)),
                pairs);
    }

    private List<Pair> pairs(Trail trail, List<Trail> near, boolean isCrowded) {
        List<Pair> pairs = new ArrayList<>();
        for (Trail one : near) {
            @Nullable InStep inStep = trail.isOfOneHousehold(one) ? null : InStep.of(trail, one, numbers);
            if (inStep != null && inStep.length() >= numbers.convoyReaders() - numbers.convoyMissed()) {
                pairs.add(pair(trail, one, inStep, isCrowded));
            }
        }
        return pairs;
    }

    /** How many tags are at any time as near as a convoy's would be, to judge by those before and after. */
    private double strangers(int others) {
        long within = numbers.convoyWithin().toMillis();
        return 2.0 * others * within / (KEPT_MILLIS - within);
    }

    private static Pair pair(Trail trail, Trail other, InStep inStep, boolean isCrowded) {
        boolean isPlaced = trail.lat() != null;
        return new Pair(
                new Member(trail.tag(), trail.vehicle(), trail.household()),
                new Member(other.tag(), other.vehicle(), other.household()),
                inStep.readers(),
                inStep.times(),
                isPlaced ? trail.lat() : other.lat(),
                isPlaced ? trail.lon() : other.lon(),
                Math.abs(trail.at() - other.at()),
                isCrowded,
                trail.stamp());
    }
}
