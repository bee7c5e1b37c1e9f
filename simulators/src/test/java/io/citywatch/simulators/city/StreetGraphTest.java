package io.citywatch.simulators.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class StreetGraphTest {
    private static final Name ROAD = new Name("路", "Road");

    private static final City CITY = City.generate(7, CitySize.pilot());

    private static double length(List<Point> way) {
        double meters = 0;
        for (int i = 1; i < way.size(); i++) {
            meters += way.get(i - 1).metersTo(way.get(i));
        }
        return meters;
    }

    @Test
    void aRouteBeginsAndEndsWhereAskedAndIsNeverShorterThanTheStraightLine() {
        RandomGenerator random = Seeds.of(1, "routes");
        for (int i = 0; i < 200; i++) {
            Point from = CITY.homes().get(random.nextInt(CITY.homes().size())).at();
            Point to = CITY.homes().get(random.nextInt(CITY.homes().size())).at();

            List<Point> way = CITY.graph().route(from, to);

            assertThat(way.get(0)).isEqualTo(from);
            assertThat(way.get(way.size() - 1).metersTo(to)).isLessThan(0.02);
            assertThat(length(way)).isGreaterThanOrEqualTo(from.metersTo(to) - 0.05);
        }
    }

    @Test
    void aRouteStaysOnTheStreetsFromDoorToDoor() {
        RandomGenerator random = Seeds.of(2, "routes");
        for (int i = 0; i < 60; i++) {
            Point from = CITY.homes().get(random.nextInt(CITY.homes().size())).at();
            Point to = CITY.homes().get(random.nextInt(CITY.homes().size())).at();

            List<Point> way = CITY.graph().route(from, to);

            for (int leg = 2; leg < way.size() - 1; leg++) {
                Point middle = way.get(leg - 1).towards(way.get(leg), 0.5);
                Point onStreet = CITY.graph().pointOf(CITY.graph().nearest(middle));
                assertThat(middle.metersTo(onStreet))
                        .as("leg " + leg + " of " + way)
                        .isLessThan(0.1);
            }
        }
    }

    @Test
    void bothShoresAreConnected() {
        Home north = CITY.homes().stream()
                .filter(home -> home.at().y() > 500)
                .findFirst()
                .orElseThrow();
        Home south = CITY.homes().stream()
                .filter(home -> home.at().y() < -500)
                .findFirst()
                .orElseThrow();

        List<Point> way = CITY.graph().route(north.at(), south.at());

        assertThat(length(way)).isBetween(north.at().metersTo(south.at()), 40_000.0);
    }

    @Test
    void theShorterOfTwoWaysIsTaken() {
        // A square of 100 m whose fourth side is missing, and a detour around the third corner.
        StreetGraph graph = new StreetGraph(
                List.of(new Point(0, 0), new Point(100, 0), new Point(100, 100), new Point(50, 400)),
                List.of(edge(0, 1), edge(1, 2), edge(0, 3), edge(3, 2)));

        List<Point> way = graph.route(new Point(0, 0), new Point(100, 100));

        assertThat(way).containsExactly(new Point(0, 0), new Point(100, 0), new Point(100, 100));
        assertThat(length(way)).isCloseTo(200, within(1e-9));
    }

    @Test
    void noOtherWayAlongTheStreetsIsShorter() {
        RandomGenerator random = Seeds.of(3, "routes");
        for (int i = 0; i < 25; i++) {
            Point from = CITY.homes().get(random.nextInt(CITY.homes().size())).at();
            Point to = CITY.homes().get(random.nextInt(CITY.homes().size())).at();

            assertThat(length(CITY.graph().route(from, to))).isCloseTo(leastMeters(from, to), within(0.1));
        }
    }

    /** The same by Bellman and Ford, which is slow and has little to get wrong. */
    private static double leastMeters(Point from, Point to) {
        StreetGraph graph = CITY.graph();
        StreetGraph.Spot start = graph.nearest(from);
        StreetGraph.Spot end = graph.nearest(to);
        double[] meters = new double[graph.crossings().size()];
        Arrays.fill(meters, Double.POSITIVE_INFINITY);
        StreetGraph.Edge first = graph.edges().get(start.edge());
        meters[first.from()] = start.share() * graph.metersOf(start.edge());
        meters[first.to()] = (1 - start.share()) * graph.metersOf(start.edge());
        for (boolean changed = true; changed; ) {
            changed = false;
            for (int number = 0; number < graph.edges().size(); number++) {
                StreetGraph.Edge edge = graph.edges().get(number);
                double length = graph.metersOf(number);
                if (meters[edge.from()] + length < meters[edge.to()]) {
                    meters[edge.to()] = meters[edge.from()] + length;
                    changed = true;
                }
                if (meters[edge.to()] + length < meters[edge.from()]) {
                    meters[edge.from()] = meters[edge.to()] + length;
                    changed = true;
                }
            }
        }
        double doors = from.metersTo(graph.pointOf(start)) + to.metersTo(graph.pointOf(end));
        if (start.edge() == end.edge()) {
            return doors + graph.pointOf(start).metersTo(graph.pointOf(end));
        }
        StreetGraph.Edge last = graph.edges().get(end.edge());
        return doors
                + Math.min(
                        meters[last.from()] + end.share() * graph.metersOf(end.edge()),
                        meters[last.to()] + (1 - end.share()) * graph.metersOf(end.edge()));
    }

    @Test
    void aRouteAlongOneStreetDoesNotGoToItsCrossings() {
        StreetGraph graph = new StreetGraph(List.of(new Point(0, 0), new Point(100, 0)), List.of(edge(0, 1)));

        assertThat(graph.route(new Point(20, 0), new Point(70, 0))).containsExactly(new Point(20, 0), new Point(70, 0));
    }

    @Test
    void aRouteToWhereOneIsIsOnePoint() {
        Point here = new Point(20, 0);
        StreetGraph graph = new StreetGraph(List.of(new Point(0, 0), new Point(100, 0)), List.of(edge(0, 1)));

        assertThat(graph.route(here, here)).containsExactly(here);
    }

    private static StreetGraph.Edge edge(int from, int to) {
        return new StreetGraph.Edge(from, to, ROAD, Street.Kind.SIDE, false);
    }
}
