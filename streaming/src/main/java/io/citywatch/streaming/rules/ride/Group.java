package io.citywatch.streaming.rules.ride;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
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
    static Group around(Pair pair, PairsInStep pairs, RideParameters numbers) {
        long within = 2 * numbers.convoyWithin().toMillis();
        Map<String, Pair.Member> members = new HashMap<>();
        Deque<Pair.Member> asked = new ArrayDeque<>();
        join(pair, members, asked);
        while (!asked.isEmpty()) {
            for (Pair one : pairs.of(asked.remove().tag())) {
                if (one.readersWith(pair, within) > 0) {
                    join(one, members, asked);
                }
            }
        }
        Map<String, Set<String>> readers = new HashMap<>();
        for (String tag : members.keySet()) {
            for (Pair one : pairs.of(tag)) {
                if (members.containsKey(one.partnerOf(tag))) {
                    readers.computeIfAbsent(tag, unused -> new HashSet<>()).addAll(List.of(one.readers()));
                }
            }
        }
        List<Pair.Member> sorted = members.values().stream()
                .sorted(Comparator.comparing(Pair.Member::tag))
                .toList();
        return new Group(sorted, readers);
    }

    private static void join(Pair pair, Map<String, Pair.Member> members, Deque<Pair.Member> asked) {
        for (Pair.Member member : List.of(pair.one(), pair.other())) {
            if (members.put(member.tag(), member) == null) {
                asked.add(member);
            }
        }
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
}
