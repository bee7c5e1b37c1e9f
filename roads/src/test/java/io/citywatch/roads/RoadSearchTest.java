package io.citywatch.roads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.citywatch.model.registry.Responder.Mode;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RoadSearchTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void findsWhatAnIndependentSearchFinds(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Towns town = Towns.crooked(9, random);
        RoadGraph graph = town.graph();
        RoadSearch search = new RoadSearch(graph);

        for (Measure measure : Measure.values()) {
            double[][] truth = town.truth(measure);
            for (int i = 0; i < 60; i++) {
                Place from = Place.any(graph, town, random);
                Place to = Place.any(graph, town, random);
                double expected = from.costTo(to, truth, measure);

                assertThat(cost(search.from(from.spot, Mode.CAR, measure, Towns.FAR), to.spot, measure))
                        .as("forward, seed %s, %s to %s", seed, from, to)
                        .isCloseTo(expected, within(0.01));
                assertThat(cost(search.to(to.spot, Mode.CAR, measure, Towns.FAR), from.spot, measure))
                        .as("reverse, seed %s, %s to %s", seed, from, to)
                        .isCloseTo(expected, within(0.01));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void givesAWayThatCanBeRiddenAndCostsWhatItSays(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Towns town = Towns.crooked(8, random);
        RoadGraph graph = town.graph();
        RoadSearch search = new RoadSearch(graph);

        for (int i = 0; i < 60; i++) {
            RoadSpot from = Place.any(graph, town, random).spot;
            RoadSpot to = Place.any(graph, town, random).spot;
            RoadWay forward = search.from(from, Mode.CAR, Measure.SECONDS, Towns.FAR)
                    .way(to)
                    .orElseThrow();
            RoadWay reverse = search.to(to, Mode.CAR, Measure.SECONDS, Towns.FAR)
                    .way(from)
                    .orElseThrow();

            for (RoadWay way : List.of(forward, reverse)) {
                assertThat(ridden(graph, way, from, to)).as("seed %s", seed).isCloseTo(way.seconds(), within(0.01));
            }
        }
    }

    @Test
    void looksNoFartherThanItsLimit() {
        Towns town = new Towns();
        int west = town.node(0, 0);
        int middle = town.node(0, 500);
        int east = town.node(0, 1_500);
        town.road(west, middle, 36);
        town.road(middle, east, 36);
        RoadGraph graph = town.graph();
        RoadSearch search = new RoadSearch(graph)
                .from(graph.snap(town.position(west), Mode.CAR, 10).orElseThrow(), Mode.CAR, Measure.METERS, 1_000);

        assertThat(search.meters(graph.snap(Towns.at(0, 900), Mode.CAR, 10).orElseThrow()))
                .isCloseTo(900, within(2.0));
        assertThat(search.meters(graph.snap(Towns.at(0, 1_200), Mode.CAR, 10).orElseThrow()))
                .isInfinite();
    }

    @Test
    void ridesOneWayStreetsOneWayUnlessToldOtherwise() {
        Towns town = new Towns();
        int[] block = {town.node(0, 0), town.node(0, 300), town.node(300, 300), town.node(300, 0)};
        for (int i = 0; i < 4; i++) {
            town.oneWay(block[i], block[(i + 1) % 4], 36);
        }
        RoadGraph graph = town.graph();
        RoadSpot ahead = graph.snap(Towns.at(0, 200), Mode.CAR, 10).orElseThrow();
        RoadSpot behind = graph.snap(Towns.at(0, 100), Mode.CAR, 10).orElseThrow();
        RoadSearch search = new RoadSearch(graph);

        assertThat(search.from(behind, Mode.CAR, Measure.METERS, Towns.FAR).meters(ahead))
                .isCloseTo(100, within(1.0));
        assertThat(search.from(ahead, Mode.CAR, Measure.METERS, Towns.FAR).meters(behind))
                .isCloseTo(1_100, within(5.0));
        assertThat(search.from(ahead, Mode.FOOT, Measure.METERS, Towns.FAR).meters(behind))
                .isCloseTo(100, within(1.0));
        assertThat(search.fromEitherWay(List.of(ahead), Mode.CAR, Measure.METERS, Towns.FAR, RoadSearch.Gate.OPEN)
                        .meters(behind))
                .isCloseTo(100, within(1.0));
    }

    @Test
    void stopsBehindArcsThatMayNotBePassed() {
        Towns town = new Towns();
        int west = town.node(0, 0);
        int middle = town.node(0, 500);
        int east = town.node(0, 1_000);
        town.road(west, middle, 36);
        town.road(middle, east, 36);
        RoadGraph graph = town.graph();
        RoadSpot start = graph.snap(town.position(west), Mode.CAR, 10).orElseThrow();
        RoadSpot before = graph.snap(Towns.at(0, 400), Mode.CAR, 10).orElseThrow();
        RoadSpot beyond = graph.snap(Towns.at(0, 900), Mode.CAR, 10).orElseThrow();

        RoadSearch search = new RoadSearch(graph)
                .from(
                        List.of(start),
                        Mode.CAR,
                        Measure.METERS,
                        Towns.FAR,
                        (arc, from, to) -> arc >> 1 != before.edge() || to <= 0.9);

        assertThat(search.meters(before)).isCloseTo(400, within(2.0));
        assertThat(search.meters(beyond)).isInfinite();
    }

    private static double cost(RoadSearch search, RoadSpot spot, Measure measure) {
        return measure == Measure.SECONDS ? search.seconds(spot) : search.meters(spot);
    }

    private static double ridden(RoadGraph graph, RoadWay way, RoadSpot from, RoadSpot to) {
        if (way.arcs().size() <= 1 && from.edge() == to.edge()) {
            return way.seconds();
        }
        double sum = 0;
        for (int i = 0; i < way.arcs().size(); i++) {
            int arc = way.arcs().get(i);
            assertThat(graph.isOpen(arc, Mode.CAR)).isTrue();
            if (i > 0) {
                assertThat(graph.tail(arc)).isEqualTo(graph.head(way.arcs().get(i - 1)));
            }
            double begin = i == 0 && arc >> 1 == from.edge() ? along(arc, from) : 0;
            double end = i == way.arcs().size() - 1 && arc >> 1 == to.edge() ? along(arc, to) : 1;
            sum += (end - begin) * graph.seconds(arc, Mode.CAR);
        }
        return sum;
    }

    private static double along(int arc, RoadSpot spot) {
        return (arc & 1) == 0 ? spot.share() : 1 - spot.share();
    }

    /** A place on a road, known to the graph and to the town alike. */
    private record Place(RoadSpot spot, Towns.Road road) {
        static Place any(RoadGraph graph, Towns town, SplittableRandom random) {
            while (true) {
                int edge = random.nextInt(graph.edges());
                if (graph.isOpen(2 * edge, Mode.CAR) || graph.isOpen(2 * edge + 1, Mode.CAR)) {
                    double share = random.nextInt(5) == 0 ? random.nextInt(2) : random.nextDouble();
                    return new Place(
                            new RoadSpot(edge, share, graph.position(edge, share), 0),
                            town.roads().get((int) graph.way(edge)));
                }
            }
        }

        double costTo(Place to, double[][] truth, Measure measure) {
            double best = Double.POSITIVE_INFINITY;
            if (spot.edge() == to.spot.edge()) {
                double ahead = to.spot.share() - spot.share();
                best = ahead >= 0 ? times(ahead, along(measure)) : times(-ahead, against(measure));
                best = ahead == 0 ? 0 : best;
            }
            double[] leave = {times(spot.share(), against(measure)), times(1 - spot.share(), along(measure))};
            double[] arrive = {
                times(to.spot.share(), to.along(measure)), times(1 - to.spot.share(), to.against(measure))
            };
            int[] exits = {road.from(), road.to()};
            int[] entries = {to.road.from(), to.road.to()};
            for (int i = 0; i < 2; i++) {
                for (int k = 0; k < 2; k++) {
                    best = Math.min(best, leave[i] + truth[exits[i]][entries[k]] + arrive[k]);
                }
            }
            return best;
        }

        private double along(Measure measure) {
            return measure == Measure.SECONDS || road.along() == Double.POSITIVE_INFINITY
                    ? road.along()
                    : road.meters();
        }

        private double against(Measure measure) {
            return measure == Measure.SECONDS || road.against() == Double.POSITIVE_INFINITY
                    ? road.against()
                    : road.meters();
        }

        private static double times(double part, double whole) {
            return part == 0 ? 0 : part * whole;
        }
    }
}
