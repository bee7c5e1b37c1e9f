package io.citywatch.roads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.citywatch.model.Position;
import io.citywatch.model.registry.Responder.Mode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RoadGraphTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void snapsToTheRoadThatIsNearestOfAll(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Towns town = Towns.crooked(10, random);
        RoadGraph graph = town.graph();

        for (int i = 0; i < 200; i++) {
            Position place = Towns.at(random.nextDouble(-300, 1_500), random.nextDouble(-300, 1_500));
            double least = Double.POSITIVE_INFINITY;
            for (int edge = 0; edge < graph.edges(); edge++) {
                if (graph.isOpen(2 * edge, Mode.CAR) || graph.isOpen(2 * edge + 1, Mode.CAR)) {
                    for (int step = 0; step <= 400; step++) {
                        least = Math.min(
                                least, graph.position(edge, step / 400.0).metersTo(place));
                    }
                }
            }

            RoadSpot spot = graph.snap(place, Mode.CAR, 5_000).orElseThrow();

            assertThat(spot.metersOff()).as("seed %s", seed).isCloseTo(least, within(0.5 + least * 0.001));
            assertThat(spot.position().metersTo(place)).isCloseTo(spot.metersOff(), within(2.5));
        }
    }

    @Test
    void snapsToNothingBeyondItsReach() {
        RoadGraph graph = Towns.crooked(4, new SplittableRandom(1)).graph();

        assertThat(graph.snap(Towns.at(5_000, 0), Mode.CAR, 1_000)).isEmpty();
    }

    @Test
    void snapsToTheNearestEndOfARoadWhereACrossingIsWanted() {
        Towns town = new Towns();
        int west = town.node(0, 0);
        int east = town.node(0, 1_000);
        int north = town.node(300, 700);
        town.road(west, east, 36);
        town.road(east, north, 36);
        RoadGraph graph = town.graph();

        RoadSpot spot = graph.snapToCrossing(Towns.at(20, 690), Mode.CAR, 1_000).orElseThrow();

        assertThat(spot.position().metersTo(town.position(north))).isLessThan(0.1);
    }

    @Test
    void namesEveryRoadThatPassesNear() {
        Towns town = new Towns();
        int middle = town.node(0, 0);
        for (int[] end : new int[][] {{0, 400}, {400, 0}, {0, -400}, {-400, 0}}) {
            town.road(middle, town.node(end[0], end[1]), 36);
        }
        RoadGraph graph = town.graph();

        List<RoadSpot> atTheCrossing = graph.passing(Towns.at(1, 1), Mode.CAR, 25);
        List<RoadSpot> between = graph.passing(Towns.at(5, 200), Mode.CAR, 25);

        assertThat(atTheCrossing)
                .hasSize(4)
                .allSatisfy(spot -> assertThat(spot.share()).isZero());
        assertThat(between)
                .singleElement()
                .satisfies(spot -> assertThat(spot.share()).isCloseTo(0.5, within(0.01)));
    }

    @Test
    void keepsTheLargestPartThatCanBeReachedAndLeft() {
        Towns town = new Towns();
        int west = town.node(0, 0);
        int east = town.node(0, 300);
        int trap = town.node(0, 600);
        int island = town.node(3_000, 0);
        int shore = town.node(3_000, 50);
        town.road(west, east, 36);
        town.oneWay(east, trap, 36);
        town.road(island, shore, 36);
        town.road(east, town.node(200, 300), 36);
        RoadGraph graph = town.graph();

        assertThat(graph.snap(town.position(trap), Mode.CAR, 10)).isEmpty();
        assertThat(graph.snap(town.position(trap), Mode.FOOT, 10)).isPresent();
        assertThat(graph.snap(town.position(island), Mode.CAR, 100)).isEmpty();
        assertThat(graph.snap(town.position(island), Mode.FOOT, 100)).isEmpty();
    }

    @Test
    void keepsAChainLongerThanAStack() {
        RoadGraphBuilder builder = new RoadGraphBuilder();
        int count = 200_000;
        for (int i = 0; i < count; i++) {
            builder.node(Towns.at(i * 0.5, 0));
        }
        for (int i = 0; i < count; i++) {
            builder.stretch(i, (i + 1) % count).along(Mode.CAR, 1);
        }

        assertThat(builder.build().edges()).isEqualTo(count);
    }

    @Test
    void refusesRoadsThatLeadNowhere() {
        RoadGraphBuilder builder = new RoadGraphBuilder();
        builder.node(Towns.at(0, 0));
        builder.node(Towns.at(0, 100));
        builder.stretch(0, 1).along(Mode.CAR, 10);

        assertThatThrownBy(builder::build).isInstanceOf(RoadsException.class).hasMessageContaining("1 stretches");
    }

    @Test
    void followsTheShapeOfARoad() {
        RoadGraphBuilder builder = new RoadGraphBuilder();
        builder.node(Towns.at(0, 0));
        builder.node(Towns.at(300, 300));
        builder.stretch(0, 1, List.of(Towns.at(0, 300)))
                .name("Corner Road")
                .built(RoadGraph.Built.BRIDGE)
                .way(42)
                .along(Mode.CAR, 60)
                .against(Mode.CAR, 60);
        RoadGraph graph = builder.build();

        assertThat(graph.meters(0)).isCloseTo(600, within(1.0));
        assertThat(graph.position(0, 0.5).metersTo(Towns.at(0, 300))).isLessThan(1);
        assertThat(graph.bearing(0, 0.25)).isCloseTo(90, within(0.5));
        assertThat(graph.bearing(0, 0.75)).isCloseTo(0, within(0.5));
        assertThat(graph.bearing(1, 0.75)).isCloseTo(180, within(0.5));
        assertThat(graph.name(0)).isEqualTo(Optional.of("Corner Road"));
        assertThat(graph.built(0)).isEqualTo(RoadGraph.Built.BRIDGE);
        assertThat(graph.way(0)).isEqualTo(42);
    }

    @Test
    void travelsAsBytes() throws Exception {
        RoadGraph graph = Towns.crooked(6, new SplittableRandom(7)).graph();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(graph);
        }

        RoadGraph arrived;
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            arrived = (RoadGraph) in.readObject();
        }

        Position place = Towns.at(123, 321);
        assertThat(arrived.snap(place, Mode.CAR, 500)).isEqualTo(graph.snap(place, Mode.CAR, 500));
    }
}
