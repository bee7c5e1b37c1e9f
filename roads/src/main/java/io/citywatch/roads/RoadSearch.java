package io.citywatch.roads;

import io.citywatch.model.Position;
import io.citywatch.model.registry.Responder.Mode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * The best ways from one place to all others, or from all others to one: Dijkstra's algorithm over the graph's arrays,
 * up to a limit. What it works with is made once and used again, so a search allocates nothing; a city of 100,000 arcs
 * takes some 10 ms. Not thread-safe: one for each thread, some 45 bytes a node.
 */
public final class RoadSearch {
    private static final int NONE = -1;
    private static final double TO_THE_END = 2;

    private final RoadGraph graph;
    /** By node, of this round alone. */
    private final double[] seconds;

    private final double[] meters;
    /** The arc by which it was reached, see {@link #first}; none if it is a root itself. */
    private final int[] by;

    private final int[] round;
    private final boolean[] isSettled;
    private final NodeHeap bySeconds;
    private final NodeHeap byMeters;

    /** The nodes of this round, in the order in which they were seen first. */
    private final int[] seen;

    private int seenCount;
    private int rounds;
    private boolean isReverse;
    private float[] byArc = new float[0];
    private Measure measure = Measure.SECONDS;
    private double limit;
    private Gate gate = Gate.OPEN;
    private List<RoadSpot> roots = List.of();

    /** What may be ridden in this search, beside what is open to the mode. */
    @FunctionalInterface
    public interface Gate {
        Gate OPEN = (arc, from, to) -> true;

        /**
         * Whether the arc may be ridden from one share of it, as it is ridden, up to another.
         *
         * @param to above 1 if the node at its end is entered
         */
        boolean passes(int arc, double from, double to);
    }

    public RoadSearch(RoadGraph graph) {
        this.graph = graph;
        int nodes = graph.nodes();
        seconds = new double[nodes];
        meters = new double[nodes];
        by = new int[nodes];
        round = new int[nodes];
        isSettled = new boolean[nodes];
        seen = new int[nodes];
        bySeconds = new NodeHeap(seconds);
        byMeters = new NodeHeap(meters);
    }

    /**
     * Looks for the best ways from the spot.
     *
     * @param most seconds or metres; what is farther is not reached
     */
    public RoadSearch from(RoadSpot spot, Mode by, Measure best, double most) {
        return run(List.of(spot), graph.secondsByArc(by), best, most, false, Gate.OPEN);
    }

    /** Looks for the best ways to the spot: one search tells of everybody who might come. */
    public RoadSearch to(RoadSpot spot, Mode by, Measure best, double most) {
        return run(List.of(spot), graph.secondsByArc(by), best, most, true, Gate.OPEN);
    }

    /** The same, as far as the gate lets them. */
    public RoadSearch to(RoadSpot spot, Mode by, Measure best, double most, Gate passes) {
        return run(List.of(spot), graph.secondsByArc(by), best, most, true, passes);
    }

    /** Looks for the best ways from the nearest of the spots, as far as the gate lets it. */
    public RoadSearch from(List<RoadSpot> spots, Mode by, Measure best, double most, Gate passes) {
        return run(spots, graph.secondsByArc(by), best, most, false, passes);
    }

    /** As {@link #from}, but of somebody who rides one-way streets either way. */
    public RoadSearch fromEitherWay(List<RoadSpot> spots, Mode by, Measure best, double most, Gate passes) {
        return run(spots, graph.secondsEitherWay(by), best, most, false, passes);
    }

    private RoadSearch run(
            List<RoadSpot> spots, float[] byArcs, Measure best, double most, boolean reverse, Gate passes) {
        roots = spots;
        byArc = byArcs;
        measure = best;
        limit = most;
        isReverse = reverse;
        gate = passes;
        if (++rounds == Integer.MAX_VALUE) {
            Arrays.fill(round, 0);
            rounds = 1;
        }
        NodeHeap open = best == Measure.SECONDS ? bySeconds : byMeters;
        open.clear();
        seenCount = 0;
        for (RoadSpot spot : spots) {
            leave(spot, open);
        }
        while (!open.isEmpty()) {
            int node = open.removeLeast();
            isSettled[node] = true;
            if (cost(node) > limit) {
                break;
            }
            for (int place = graph.leavingStart(node); place < graph.leavingStart(node + 1); place++) {
                int arc = graph.leaving(place);
                int ridden = isReverse ? arc ^ 1 : arc;
                if (isOpen(ridden) && gate.passes(ridden, 0, TO_THE_END)) {
                    reach(
                            graph.head(arc),
                            seconds[node] + byArc[ridden],
                            meters[node] + graph.meters(arc >> 1),
                            ridden,
                            open);
                }
            }
        }
        return this;
    }

    private void leave(RoadSpot spot, NodeHeap open) {
        int edge = spot.edge();
        leave(2 * edge, isReverse ? spot.share() : 1 - spot.share(), open);
        leave(2 * edge + 1, isReverse ? 1 - spot.share() : spot.share(), open);
    }

    /** @param part of the arc that is ridden, between the spot and the node */
    private void leave(int arc, double part, NodeHeap open) {
        int node = isReverse ? graph.tail(arc) : graph.head(arc);
        if (part == 0) {
            reach(node, 0, 0, NONE, open);
            return;
        }
        if (isOpen(arc) && gate.passes(arc, 1 - part, TO_THE_END)) {
            reach(node, part * byArc[arc], part * graph.meters(arc >> 1), first(arc), open);
        }
    }

    private void reach(int node, double inSeconds, double inMeters, int arc, NodeHeap open) {
        boolean isNew = round[node] != rounds;
        if (isNew) {
            round[node] = rounds;
            isSettled[node] = false;
            seen[seenCount++] = node;
        } else if (isSettled[node]
                || (measure == Measure.SECONDS ? inSeconds >= seconds[node] : inMeters >= meters[node])) {
            return;
        }
        seconds[node] = inSeconds;
        meters[node] = inMeters;
        by[node] = arc;
        if (isNew) {
            open.add(node);
            return;
        }
        open.sank(node);
    }

    private boolean isOpen(int arc) {
        return byArc[arc] < Float.POSITIVE_INFINITY;
    }

    private double cost(int node) {
        return measure == Measure.SECONDS ? seconds[node] : meters[node];
    }

    private boolean isReached(int node) {
        return round[node] == rounds && cost(node) <= limit;
    }

    /** How far one gets in that many seconds, at most the limit: the last places on every road, in no order. */
    public List<Position> frontier(double inSeconds) {
        List<Position> frontier = new ArrayList<>();
        for (int i = 0; i < seenCount; i++) {
            int node = seen[i];
            if (!isReached(node) || seconds[node] > inSeconds) {
                continue;
            }
            for (int place = graph.leavingStart(node); place < graph.leavingStart(node + 1); place++) {
                int arc = graph.leaving(place);
                double left = inSeconds - seconds[node];
                if (isOpen(arc) && left < byArc[arc] && gate.passes(arc, 0, left / byArc[arc])) {
                    double share = left / byArc[arc];
                    frontier.add(graph.position(arc >> 1, (arc & 1) == 0 ? share : 1 - share));
                }
            }
        }
        return frontier;
    }

    /** The edges to which the search may have come, some of them more than once; to no other it did. */
    public void edges(IntConsumer each) {
        roots.forEach(root -> each.accept(root.edge()));
        for (int i = 0; i < seenCount; i++) {
            for (int place = graph.leavingStart(seen[i]); place < graph.leavingStart(seen[i] + 1); place++) {
                each.accept(graph.leaving(place) >> 1);
            }
        }
    }

    /** Seconds of the best way, infinite if there is none within the limit. */
    public double seconds(RoadSpot other) {
        return best(other).seconds;
    }

    /** Metres of the best way, infinite if there is none within the limit. */
    public double meters(RoadSpot other) {
        return best(other).meters;
    }

    /** The best way itself. */
    public Optional<RoadWay> way(RoadSpot other) {
        End end = best(other);
        if (end.seconds == Double.POSITIVE_INFINITY) {
            return Optional.empty();
        }
        Deque<Integer> arcs = new ArrayDeque<>();
        int node = end.node;
        while (node != NONE && by[node] != NONE) {
            boolean isFirst = by[node] < NONE;
            int arc = isFirst ? first(by[node]) : by[node];
            if (isReverse) {
                arcs.addLast(arc);
            } else {
                arcs.addFirst(arc);
            }
            node = isFirst ? NONE : isReverse ? graph.head(arc) : graph.tail(arc);
        }
        if (end.arc != NONE) {
            if (isReverse) {
                arcs.addFirst(end.arc);
            } else {
                arcs.addLast(end.arc);
            }
        }
        return Optional.of(new RoadWay(List.copyOf(arcs), end.meters, end.seconds));
    }

    /** An arc that was ridden from a root on it, as it is written in {@link #by}, and back again. */
    private static int first(int arc) {
        return -2 - arc;
    }

    /** How the best way to a spot ends. */
    private record End(double seconds, double meters, int node, int arc) {
        static final End NOWHERE = new End(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, NONE, NONE);

        double of(Measure measure) {
            return measure == Measure.SECONDS ? seconds : meters;
        }
    }

    private End best(RoadSpot spot) {
        End best = End.NOWHERE;
        int edge = spot.edge();
        best = better(best, through(2 * edge, isReverse ? 1 - spot.share() : spot.share()));
        best = better(best, through(2 * edge + 1, isReverse ? spot.share() : 1 - spot.share()));
        for (RoadSpot root : roots) {
            if (root.edge() == edge) {
                double ahead = isReverse ? root.share() - spot.share() : spot.share() - root.share();
                best = better(best, straight(2 * edge, root.share(), ahead));
                best = better(best, straight(2 * edge + 1, 1 - root.share(), -ahead));
            }
        }
        return best.of(measure) <= limit ? best : End.NOWHERE;
    }

    /** Over a node and then a part of the arc; of none, the arc need not even be open. */
    private End through(int arc, double part) {
        int node = isReverse ? graph.head(arc) : graph.tail(arc);
        if (!isReached(node) || (part > 0 && !(isOpen(arc) && gate.passes(arc, 0, part)))) {
            return End.NOWHERE;
        }
        if (part == 0) {
            return new End(seconds[node], meters[node], node, NONE);
        }
        return new End(seconds[node] + part * byArc[arc], meters[node] + part * graph.meters(arc >> 1), node, arc);
    }

    /** From a root on the same edge, without passing a node. */
    private End straight(int arc, double from, double part) {
        if (part < 0 || !isOpen(arc) || !gate.passes(arc, from, from + part)) {
            return End.NOWHERE;
        }
        return new End(part * byArc[arc], part * graph.meters(arc >> 1), NONE, arc);
    }

    private End better(End one, End other) {
        return other.of(measure) < one.of(measure) ? other : one;
    }
}
