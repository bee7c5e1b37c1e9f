package io.citywatch.streaming.rules.ride;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The pairs that were in step of late, found by tag: in a crowded city nobody can look through all of them for each. Of
 * two tags the newest pair counts; older ones stay in the list until their time is over.
 */
final class PairsInStep {
    private static final int MOST = 10_000;

    /** As they came, the oldest first. */
    private final List<Pair> pairs;

    /** By the one tag and the other, either way round. */
    private final Map<String, Map<String, Pair>> byTag = new HashMap<>();

    private List<Pair> remembered;

    PairsInStep(List<Pair> remembered) {
        this.remembered = remembered;
        pairs = new ArrayList<>(remembered);
        pairs.forEach(this::file);
    }

    /** Whether nothing happened since that was remembered. */
    boolean isAsRemembered(List<Pair> known) {
        return known == remembered;
    }

    /** @param oldest what was received before is over, epoch milliseconds */
    void add(Pair pair, long oldest) {
        int over = Math.max(0, pairs.size() + 1 - MOST);
        while (over < pairs.size() && pairs.get(over).stamp().receivedAt() < oldest) {
            over++;
        }
        List<Pair> ended = pairs.subList(0, over);
        ended.forEach(this::forget);
        ended.clear();
        pairs.add(pair);
        file(pair);
    }

    /** A list of its own, for a step to remember. */
    List<Pair> remember() {
        remembered = new ArrayList<>(pairs);
        return remembered;
    }

    /** Those of one tag. */
    Collection<Pair> of(String tag) {
        return byTag.getOrDefault(tag, Map.of()).values();
    }

    private void file(Pair pair) {
        byTag.computeIfAbsent(pair.one().tag(), tag -> new HashMap<>())
                .put(pair.other().tag(), pair);
        byTag.computeIfAbsent(pair.other().tag(), tag -> new HashMap<>())
                .put(pair.one().tag(), pair);
    }

    private void forget(Pair pair) {
        forget(pair.one().tag(), pair.other().tag(), pair);
        forget(pair.other().tag(), pair.one().tag(), pair);
    }

    private void forget(String tag, String other, Pair pair) {
        Map<String, Pair> own = byTag.get(tag);
        if (own != null && own.remove(other, pair) && own.isEmpty()) {
            byTag.remove(tag);
        }
    }
}
