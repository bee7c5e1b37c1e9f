package io.citywatch.streaming.rules.ride;

import io.citywatch.streaming.rules.ride.Pair.Member;
import java.io.Serializable;
import java.util.ArrayList;
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
        List<Trail> kept = new ArrayList<>();
        List<Pair> pairs = new ArrayList<>();
        long newest = trail.at();
        for (Trail one : before == null ? List.<Trail>of() : before.trails()) {
            newest = Math.max(newest, one.at());
        }
        for (Trail one : before == null ? List.<Trail>of() : before.trails()) {
            boolean isSame = one.tag().equals(trail.tag());
            if (isSame || one.at() < newest - KEPT_MILLIS) {
                continue;
            }
            kept.add(one);
        }
        boolean isCrowded = strangers(kept, trail) >= numbers.convoyCrowd();
        for (Trail one : kept) {
            if (Math.abs(one.at() - trail.at()) <= numbers.convoyWithin().toMillis() && !trail.isOfOneHousehold(one)) {
                @Nullable InStep inStep = InStep.of(trail, one, numbers);
                if (inStep != null && inStep.length() >= numbers.convoyReaders() - numbers.convoyMissed()) {
                    pairs.add(pair(trail, one, inStep, isCrowded));
                }
            }
        }
        kept.add(trail);
        return new Taken(
                new ReaderTrails(kept.size() <= MOST ? kept : List.copyOf(kept.subList(1, kept.size()))), pairs);
    }

    /** How many tags are at any time as near as a convoy's would be, to judge by those before and after. */
    private double strangers(List<Trail> kept, Trail trail) {
        long within = numbers.convoyWithin().toMillis();
        long others = kept.stream()
                .filter(one -> Math.abs(one.at() - trail.at()) > within)
                .count();
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
