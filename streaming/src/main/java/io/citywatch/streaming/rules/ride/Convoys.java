package io.citywatch.streaming.rules.ride;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.Statement;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * R5, for the whole city: pairs in step that hang together are a convoy, once they are of enough different households
 * and have passed enough readers. Only pairs that were in step at two readers come this far, so one key serves the city.
 */
public final class Convoys implements Serializable {
    /** Longer rows say no more. */
    private static final int MOST_READERS = 20;

    private final RideParameters numbers;
    private final long quiet;
    /** Of the city that was judged last; not remembered, and made anew when another city is judged. */
    private transient @Nullable PairsInStep filed;

    public Convoys(RideParameters parameters) {
        numbers = parameters;
        quiet = parameters.quiet().toMillis();
    }

    public Judged<ConvoyCity> take(@Nullable ConvoyCity city, Pair pair, Instant now) {
        ConvoyCity before = city == null ? ConvoyCity.NONE : city;
        PairsInStep known = pairsOf(before);
        known.add(pair, pair.stamp().receivedAt() - quiet);
        List<Pair> pairs = known.remember();
        Group found = Group.around(pair, known, numbers);
        List<Pair.Member> group = found.members();
        if (!found.isConvoy(pair.crowded(), numbers)) {
            return new Judged<>(new ConvoyCity(pairs, before.open()), List.of());
        }
        List<OpenConvoy> open = new ArrayList<>(before.open());
        OpenConvoy last = remove(open, group);
        OpenConvoy next = last == null ? begin(group, pair) : joined(last, group, pair);
        open.add(next);
        boolean isNews = last == null
                || next.members().size() > last.members().size()
                || next.readers().size() > last.readers().size();
        return new Judged<>(
                new ConvoyCity(pairs, open),
                isNews ? List.of(say(next, last == null ? Phase.RAISED : Phase.UPDATED, pair, now)) : List.of());
    }

    private PairsInStep pairsOf(ConvoyCity city) {
        PairsInStep known = filed;
        if (known == null || !known.isAsRemembered(city.pairs())) {
            known = new PairsInStep(city.pairs());
            filed = known;
        }
        return known;
    }

    /** Event time came to {@code eventTime}. */
    public Judged<ConvoyCity> atEventTime(ConvoyCity city, long eventTime, Instant now) {
        List<OpenConvoy> left = new ArrayList<>();
        List<Detection> said = new ArrayList<>();
        for (OpenConvoy one : city.open()) {
            if (one.clearsAt() > eventTime) {
                left.add(one);
            } else {
                said.add(statement(one, Phase.CLEARED)
                        .say(Math.max(one.revision(), one.clearsAt()), one.clearsAt(), one.newest(), now));
            }
        }
        List<Pair> pairs = city.pairs().stream()
                .filter(pair -> pair.stamp().receivedAt() >= eventTime - quiet)
                .toList();
        return new Judged<>(new ConvoyCity(pairs, left), said);
    }

    private static @Nullable OpenConvoy remove(List<OpenConvoy> open, List<Pair.Member> group) {
        for (int i = 0; i < open.size(); i++) {
            OpenConvoy one = open.get(i);
            if (group.stream().filter(member -> one.has(member.tag())).count() >= 2) {
                return open.remove(i);
            }
        }
        return null;
    }

    private OpenConvoy begin(List<Pair.Member> group, Pair pair) {
        return new OpenConvoy(
                pair.stamp().episodeId(Rule.R5, group.get(0).tag()),
                pair.stamp().loggedAt(),
                group,
                List.of(pair.readers()),
                pair.times()[0],
                pair.stamp(),
                pair.stamp().receivedAt() + quiet);
    }

    private OpenConvoy joined(OpenConvoy known, List<Pair.Member> group, Pair pair) {
        Map<String, Pair.Member> members = new LinkedHashMap<>();
        known.members().forEach(member -> members.put(member.tag(), member));
        group.forEach(member -> members.putIfAbsent(member.tag(), member));
        Set<String> readers = new LinkedHashSet<>(known.readers());
        readers.addAll(List.of(pair.readers()));
        return new OpenConvoy(
                known.id(),
                Math.max(known.revision(), pair.stamp().loggedAt()),
                List.copyOf(members.values()),
                readers.stream()
                        .skip(Math.max(0, readers.size() - MOST_READERS))
                        .toList(),
                Math.min(known.since(), pair.times()[0]),
                pair.stamp(),
                Math.max(known.clearsAt(), pair.stamp().receivedAt() + quiet));
    }

    private static Detection say(OpenConvoy open, Phase phase, Pair pair, Instant now) {
        long at = pair.times()[pair.times().length - 1];
        return statement(open, phase)
                .position(pair.lat(), pair.lon())
                .fact("reader", pair.readers()[pair.readers().length - 1])
                .fact("seconds", pair.apartMillis() / 1e3)
                .say(open.revision(), at, open.newest(), now);
    }

    private static Statement statement(OpenConvoy open, Phase phase) {
        Pair.Member first = open.members().get(0);
        return new Statement(Rule.R5, phase, open.id(), Subject.vehicle(first.vehicle()))
                .key(first.tag())
                .devices(open.readers())
                .fact("count", open.members().size())
                .fact("households", Group.households(open.members()))
                .fact(
                        "plates",
                        open.members().stream().map(Pair.Member::vehicle).toList())
                .fact("tags", open.members().stream().map(Pair.Member::tag).toList())
                .fact("readers", open.readers())
                .fact("since", open.since());
    }
}
