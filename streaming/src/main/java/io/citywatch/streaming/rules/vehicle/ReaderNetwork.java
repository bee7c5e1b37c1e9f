package io.citywatch.streaming.rules.vehicle;

import io.citywatch.model.Position;
import io.citywatch.model.registry.Responder.Mode;
import io.citywatch.roads.Measure;
import io.citywatch.roads.RoadGraph;
import io.citywatch.roads.RoadSearch;
import io.citywatch.roads.RoadSpot;
import io.citywatch.streaming.rules.RegisteredDevice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The readers on the street graph. Which reader can follow which is found once by a search that stops at every other
 * reader; after that a way from reader to reader is a search over some thousand links and not over all streets. A
 * reader hears every road that passes it closely, both carriageways of one street too. Not thread-safe.
 */
public final class ReaderNetwork {
    /** As far as an antenna over a street reaches. */
    private static final double HEARS_METERS = 25;
    /** A reader that stands farther from any road is not on the graph. */
    private static final double SNAP_METERS = 80;

    private static final double FARTHEST_SECONDS = 3_600;
    private static final double FARTHEST_METERS = 50_000;
    /** Round another reader instead of past it goes who loses no more than this. */
    private static final double DETOUR_SHARE = 1.2;

    private static final double DETOUR_SECONDS = 20;
    private static final double DETOUR_METERS = 100;
    private static final int MOST_LINKS = 200;

    private final RoadGraph graph;
    private final RoadSearch search;
    private final Map<String, List<RoadSpot>> spots = new LinkedHashMap<>();
    private final Map<String, Position> places = new HashMap<>();
    /** By edge. */
    private final Map<Integer, List<Watch>> watches = new HashMap<>();

    private final Map<String, List<ReaderLink>> links = new HashMap<>();
    private final Map<String, List<ReaderLink>> linksEitherWay = new HashMap<>();
    private final Map<Pair, Optional<ReaderWay>> ways = new Asked<>();
    private final Map<Pair, Optional<ReaderWay>> waysEitherWay = new Asked<>();
    private final Map<Round, Double> secondsRound = new Asked<>();
    /** Null until somebody asks, and after each change. */
    private @Nullable LinkSearch lawful;

    private @Nullable LinkSearch eitherWay;

    public ReaderNetwork(RoadGraph graph) {
        this.graph = graph;
        this.search = new RoadSearch(graph);
    }

    /** Where on an edge a reader watches. */
    private record Watch(String reader, double share) {}

    /** A reader was registered, or moved; a mobile one has no place on the graph. */
    public void put(RegisteredDevice reader) {
        Position place = new Position(reader.lat(), reader.lon());
        if (place.equals(places.get(reader.device())) && !reader.mobile()) {
            return;
        }
        remove(reader.device());
        if (reader.mobile()) {
            return;
        }
        List<RoadSpot> near = heard(place, graph.passing(place, Mode.CAR, HEARS_METERS));
        if (near.isEmpty()) {
            near = graph.snap(place, Mode.CAR, SNAP_METERS).stream().toList();
        }
        if (near.isEmpty()) {
            return;
        }
        places.put(reader.device(), place);
        spots.put(reader.device(), near);
        for (RoadSpot spot : near) {
            watches.computeIfAbsent(spot.edge(), edge -> new ArrayList<>())
                    .add(new Watch(reader.device(), spot.share()));
        }
    }

    /** Of the roads that pass near, not the tunnel below and not the bridge above, unless it comes to the street there. */
    private List<RoadSpot> heard(Position place, List<RoadSpot> near) {
        return near.stream()
                .min(Comparator.comparingDouble(RoadSpot::metersOff))
                .map(nearest -> near.stream()
                        .filter(spot ->
                                graph.built(spot.edge()) == graph.built(nearest.edge()) || meet(place, spot, nearest))
                        .toList())
                .orElse(near);
    }

    /** At the reader: the street above a tunnel often leads to its mouth, some hundred metres on. */
    private boolean meet(Position place, RoadSpot one, RoadSpot other) {
        return IntStream.of(graph.tail(2 * one.edge()), graph.head(2 * one.edge()))
                .filter(node -> node == graph.tail(2 * other.edge()) || node == graph.head(2 * other.edge()))
                .anyMatch(node -> graph.position(node).metersTo(place) <= HEARS_METERS);
    }

    public void remove(String reader) {
        links.clear();
        linksEitherWay.clear();
        ways.clear();
        waysEitherWay.clear();
        secondsRound.clear();
        lawful = null;
        eitherWay = null;
        places.remove(reader);
        if (spots.remove(reader) != null) {
            watches.values()
                    .forEach(edge -> edge.removeIf(watch -> watch.reader().equals(reader)));
        }
    }

    public boolean knows(String reader) {
        return spots.containsKey(reader);
    }

    /** Degrees clockwise from north, of a reader that watches nothing but roads of one way that lead alike. */
    public OptionalDouble oneWay(String reader) {
        double first = Double.NaN;
        for (RoadSpot spot : spots.getOrDefault(reader, List.of())) {
            if (!graph.isOneWay(spot.edge(), Mode.CAR)) {
                return OptionalDouble.empty();
            }
            int arc = graph.isOpen(2 * spot.edge(), Mode.CAR) ? 2 * spot.edge() : 2 * spot.edge() + 1;
            double bearing = graph.bearing(arc, spot.share());
            if (!Double.isNaN(first) && Math.abs((bearing - first + 540) % 360 - 180) > 45) {
                return OptionalDouble.empty();
            }
            first = Double.isNaN(first) ? bearing : first;
        }
        return Double.isNaN(first) ? OptionalDouble.empty() : OptionalDouble.of(first);
    }

    /** The readers that can be next without a wide detour round another, nearest first. */
    public List<ReaderLink> next(String reader) {
        return links.computeIfAbsent(reader, from -> {
            List<RoadSpot> places = spotsOf(from);
            List<ReaderLink> direct =
                    linked(from, search.from(places, Mode.CAR, Measure.SECONDS, FARTHEST_SECONDS, gate(from)));
            double most = most(direct, ReaderLink::seconds);
            List<ReaderLink> past =
                    linked(from, search.from(places, Mode.CAR, Measure.SECONDS, most, RoadSearch.Gate.OPEN));
            return withoutDetours(direct, past, ReaderLink::seconds, DETOUR_SECONDS);
        });
    }

    /** As {@link #next}, of somebody who rides one-way streets either way; the shortest ways. */
    private List<ReaderLink> nextEitherWay(String reader) {
        return linksEitherWay.computeIfAbsent(reader, from -> {
            List<RoadSpot> places = spotsOf(from);
            List<ReaderLink> direct =
                    linked(from, search.fromEitherWay(places, Mode.CAR, Measure.METERS, FARTHEST_METERS, gate(from)));
            double most = most(direct, ReaderLink::meters);
            List<ReaderLink> past =
                    linked(from, search.fromEitherWay(places, Mode.CAR, Measure.METERS, most, RoadSearch.Gate.OPEN));
            return withoutDetours(direct, past, ReaderLink::meters, DETOUR_METERS);
        });
    }

    private static List<ReaderLink> withoutDetours(
            List<ReaderLink> direct, List<ReaderLink> past, ToDoubleFunction<ReaderLink> cost, double detour) {
        Map<String, Double> best = new HashMap<>();
        past.forEach(link -> best.put(link.reader(), cost.applyAsDouble(link)));
        return direct.stream()
                .filter(link -> cost.applyAsDouble(link)
                        <= best.getOrDefault(link.reader(), Double.POSITIVE_INFINITY) * DETOUR_SHARE + detour)
                .toList();
    }

    private static double most(List<ReaderLink> links, ToDoubleFunction<ReaderLink> cost) {
        return links.stream().mapToDouble(cost).max().orElse(0);
    }

    private List<RoadSpot> spotsOf(String reader) {
        return spots.getOrDefault(reader, List.of());
    }

    /** Nobody passes another reader. */
    private RoadSearch.Gate gate(String from) {
        return (arc, begin, end) -> {
            for (Watch watch : watches.getOrDefault(arc >> 1, List.of())) {
                double share = (arc & 1) == 0 ? watch.share() : 1 - watch.share();
                if (share > begin && share < end && !watch.reader().equals(from)) {
                    return false;
                }
            }
            return true;
        };
    }

    private List<ReaderLink> linked(String from, RoadSearch found) {
        Set<String> near = new HashSet<>();
        found.edges(edge -> watches.getOrDefault(edge, List.of()).forEach(watch -> near.add(watch.reader())));
        near.remove(from);
        List<ReaderLink> linked = new ArrayList<>();
        for (String reader : near) {
            double meters = Double.POSITIVE_INFINITY;
            double seconds = Double.POSITIVE_INFINITY;
            for (RoadSpot spot : spotsOf(reader)) {
                meters = Math.min(meters, found.meters(spot));
                seconds = Math.min(seconds, found.seconds(spot));
            }
            if (meters < Double.POSITIVE_INFINITY) {
                linked.add(new ReaderLink(reader, meters, seconds));
            }
        }
        linked.sort(Comparator.comparingDouble(ReaderLink::seconds).thenComparing(ReaderLink::reader));
        return List.copyOf(linked.subList(0, Math.min(linked.size(), MOST_LINKS)));
    }

    /** The quickest way that the law allows, if it takes no longer than that. */
    public Optional<ReaderWay> way(String from, String to, double seconds) {
        return ways.computeIfAbsent(new Pair(from, to), pair -> wayOf(pair, lawfully(), FARTHEST_SECONDS))
                .filter(way -> way.seconds() <= seconds);
    }

    /** The shortest way, one-way streets ridden either way, if it is no longer than that. */
    public Optional<ReaderWay> wayEitherWay(String from, String to, double meters) {
        return waysEitherWay
                .computeIfAbsent(new Pair(from, to), pair -> wayOf(pair, eitherWay(), FARTHEST_METERS))
                .filter(way -> way.meters() <= meters);
    }

    private static Optional<ReaderWay> wayOf(Pair pair, LinkSearch search, double most) {
        return Optional.ofNullable(search.way(pair.from(), pair.to(), most));
    }

    /** How long the quickest lawful way takes that does not pass a third reader; infinitely long if all do. */
    double secondsRound(String from, String to, String passed) {
        return secondsRound.computeIfAbsent(new Round(from, to, passed), asked -> {
            ReaderWay way = lawfully().wayRound(asked.from(), asked.to(), asked.passed(), FARTHEST_SECONDS);
            return way == null ? Double.POSITIVE_INFINITY : way.seconds();
        });
    }

    /** Two readers, in this order. */
    private record Pair(String from, String to) {}

    /** Two readers, in this order, and one that is not to be passed. */
    private record Round(String from, String to, String passed) {}

    /** What was asked for last: nearly all traffic is between the same few thousand pairs. */
    private static final class Asked<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1;
        private static final int MOST = 30_000;

        Asked() {
            super(64, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > MOST;
        }
    }

    /** How long to every reader by the law, and over which first, from this one. */
    LinkSearch.Reached from(String reader) {
        return lawfully().from(reader, FARTHEST_SECONDS);
    }

    /**
     * How many seconds to each reader by the law, by their numbers, from any place near a road; infinitely many to those
     * to which nobody comes, and to all if there is no road.
     */
    double[] secondsFrom(Position place) {
        LinkSearch readers = lawfully();
        double[] seconds = new double[readers.size()];
        Arrays.fill(seconds, Double.POSITIVE_INFINITY);
        List<RoadSpot> near = graph.snap(place, Mode.CAR, SNAP_METERS).stream().toList();
        if (near.isEmpty()) {
            return seconds;
        }
        RoadSearch found = search.from(near, Mode.CAR, Measure.SECONDS, FARTHEST_SECONDS, RoadSearch.Gate.OPEN);
        spots.forEach((reader, places) -> seconds[readers.numberOf(reader)] =
                places.stream().mapToDouble(found::seconds).min().orElse(Double.POSITIVE_INFINITY));
        return seconds;
    }

    /** All readers with the ways that the law allows, by their numbers. */
    LinkSearch lawfully() {
        LinkSearch known = lawful;
        if (known == null) {
            known = new LinkSearch(spots.keySet(), this::next, true);
            lawful = known;
        }
        return known;
    }

    private LinkSearch eitherWay() {
        LinkSearch known = eitherWay;
        if (known == null) {
            known = new LinkSearch(spots.keySet(), this::nextEitherWay, false);
            eitherWay = known;
        }
        return known;
    }
}
