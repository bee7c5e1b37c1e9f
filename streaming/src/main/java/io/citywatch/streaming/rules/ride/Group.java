package io.citywatch.streaming.rules.ride;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tags that hang together by pairs in step, and at which readers each of them was in step with another.
 *
 * <p>A convoy has as many households as it needs of which one tag was in step at three readers. They need not be the same
 * readers for all: where reads were missed a longer row brings them. Of a family and its friend only two households count,
 * and a stranger who meets them at two readers is none of theirs.
 */
record Group(List<Pair.Member> members, Map<String, Set<String>> readers) {
    /** Those of the pair, and whoever is in step with one of them and was at a reader of its row at the time. */
    static Group around(Pair pair, List<Pair> pairs, RideParameters numbers) {
        Map<String, Pair.Member> members = new HashMap<>();
        add(members, pair);
        long within = 2 * numbers.convoyWithin().toMillis();
        List<Pair> near =
                pairs.stream().filter(one -> one.readersWith(pair, within) > 0).toList();
        int before;
        do {
            before = members.size();
            for (Pair one : near) {
                if (members.containsKey(one.one().tag())
                        || members.containsKey(one.other().tag())) {
                    add(members, one);
                }
            }
        } while (members.size() > before);
        Map<String, Set<String>> readers = new HashMap<>();
        for (Pair one : pairs) {
            if (members.containsKey(one.one().tag())
                    && members.containsKey(one.other().tag())) {
                List<String> row = List.of(one.readers());
                readers.computeIfAbsent(one.one().tag(), unused -> new HashSet<>())
                        .addAll(row);
                readers.computeIfAbsent(one.other().tag(), unused -> new HashSet<>())
                        .addAll(row);
            }
        }
        List<Pair.Member> sorted = members.values().stream()
                .sorted(Comparator.comparing(Pair.Member::tag))
                .toList();
        return new Group(sorted, readers);
    }

    /** @param crowded where so many ride, chance brings strangers together at one reader more */
    boolean isConvoy(boolean crowded, RideParameters numbers) {
        int enough = numbers.convoyReaders() + (crowded ? 1 : 0);
        Map<String, Integer> most = new HashMap<>();
        for (Pair.Member member : members) {
            int own = readers.getOrDefault(member.tag(), Set.of()).size();
            most.merge(householdOf(member), own, Math::max);
        }
        long full = most.values().stream().filter(own -> own >= enough).count();
        return full >= numbers.convoyTags();
    }

    static long households(List<Pair.Member> members) {
        return members.stream().map(Group::householdOf).distinct().count();
    }

    /** Who says no household is one of its own. */
    private static String householdOf(Pair.Member member) {
        return member.household() == 0 ? member.tag() : "household " + member.household();
    }

    private static void add(Map<String, Pair.Member> members, Pair pair) {
        members.put(pair.one().tag(), pair.one());
        members.put(pair.other().tag(), pair.other());
    }
}
