package io.citywatch.streaming.rules.vehicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.citywatch.model.registry.Responder.Mode;
import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.roads.RoadGraph;
import io.citywatch.roads.RoadGraphBuilder;
import io.citywatch.streaming.rules.RegisteredDevice;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReaderNetworkTest {
    private final Town town = new Town()
            .reader("north", 0, 600)
            .reader("south", 0, 0)
            .reader("west", -2000, 300)
            .reader("east", 2000, 300)
            .reader("lane", 0, 800)
            .reader("square", 400, 1000);
    private final ReaderNetwork network = town.network();

    @Test
    void goesRoundTheWaterAndPastTheReadersOfTheBridge() {
        ReaderWay way = network.way("north", "south", 1_000).orElseThrow();

        assertThat(way.meters()).isCloseTo(2000 + 600 + 2000, within(10.0));
        assertThat(way.seconds()).isCloseTo(460, within(1.0));
        assertThat(way.over()).hasSize(1).isSubsetOf(List.of("west", "east"));
    }

    @Test
    void namesOnlyReadersThatCanBeNext() {
        assertThat(network.next("north")).extracting(ReaderLink::reader).contains("lane", "west", "east");
        assertThat(network.next("north")).extracting(ReaderLink::reader).doesNotContain("south");
    }

    @Test
    void knowsTheWayOfAOneWayLaneAndTheWayAgainstIt() {
        assertThat(network.way("lane", "north", 1_000).orElseThrow().meters())
                .as("by the loop")
                .isCloseTo(200 + 1500 + 400 + 1500, within(10.0));
        assertThat(network.wayEitherWay("lane", "north", 10_000).orElseThrow().meters())
                .isCloseTo(200, within(2.0));
        assertThat(network.oneWay("lane").orElseThrow()).isCloseTo(0, within(1.0));
        assertThat(network.oneWay("square")).isEmpty();
    }

    @Test
    void goesNoFartherThanItIsTold() {
        assertThat(network.way("north", "south", 400)).isEmpty();
        assertThat(network.wayEitherWay("north", "south", 4_000)).isEmpty();
    }

    @Test
    void knowsHowLongItIsRoundAReader() {
        double round = network.secondsRound("west", "south", "east");
        assertThat(round).as("it is not on the way").isCloseTo(230, within(1.0));
        assertThat(network.secondsRound("lane", "west", "north"))
                .as("over the loop and the other bridge")
                .isCloseTo(750, within(1.0));
        assertThat(network.way("lane", "west", 1_000))
                .as("nothing stays closed")
                .isPresent();
    }

    @Test
    void forgetsAReaderThatIsGoneAndDoesNotKnowOneThatMovesAbout() {
        network.next("north");
        network.remove("west");
        network.remove("east");
        RegisteredDevice mobile = new RegisteredDevice(
                "car", DeviceKind.TAG_READER, 23.35, 116.68, null, null, null, 60, null, true, null);
        network.put(mobile);

        assertThat(network.way("north", "south", 1_000).orElseThrow().over()).isEmpty();
        assertThat(network.knows("car")).isFalse();
        assertThat(network.knows("west")).isFalse();
    }

    @Test
    void aReaderInTheStreetDoesNotHearTheTunnelBelow() {
        RoadGraphBuilder builder = new RoadGraphBuilder();
        int[] corners = {
            builder.node(Town.at(0, 500)),
            builder.node(Town.at(-800, 500)),
            builder.node(Town.at(-800, 0)),
            builder.node(Town.at(800, 0)),
            builder.node(Town.at(-800, -500)),
            builder.node(Town.at(0, -500))
        };
        for (int[] road : new int[][] {{0, 1}, {1, 2}, {2, 3}, {2, 4}, {4, 5}, {5, 0}}) {
            builder.stretch(corners[road[0]], corners[road[1]])
                    .built(road[0] == 5 ? RoadGraph.Built.TUNNEL : RoadGraph.Built.ROAD)
                    .along(Mode.CAR, 80)
                    .against(Mode.CAR, 80);
        }
        ReaderNetwork tunnel = new ReaderNetwork(builder.build());
        tunnel.put(Town.reader("n", Town.at(-100, 500)));
        tunnel.put(Town.reader("s", Town.at(-100, -500)));
        tunnel.put(Town.reader("above", Town.at(3, 0)));

        ReaderWay way = tunnel.way("n", "s", 1_000).orElseThrow();

        assertThat(way.meters()).isCloseTo(1_200, within(5.0));
        assertThat(way.over()).isEmpty();
    }

    @Test
    void aReaderInTheStreetThatLeadsToTheMouthDoesNotHearTheTunnelBelowEither() {
        RoadGraphBuilder builder = new RoadGraphBuilder();
        int mouth = builder.node(Town.at(0, 500));
        int above = builder.node(Town.at(5, 250));
        int bottom = builder.node(Town.at(0, -500));
        int end = builder.node(Town.at(0, -800));
        builder.stretch(mouth, above).along(Mode.CAR, 30).against(Mode.CAR, 30);
        builder.stretch(above, builder.node(Town.at(600, 250)))
                .along(Mode.CAR, 60)
                .against(Mode.CAR, 60);
        builder.stretch(mouth, bottom)
                .built(RoadGraph.Built.TUNNEL)
                .along(Mode.CAR, 60)
                .against(Mode.CAR, 60);
        builder.stretch(bottom, end).along(Mode.CAR, 30).against(Mode.CAR, 30);
        ReaderNetwork tunnel = new ReaderNetwork(builder.build());
        tunnel.put(Town.reader("mouth", Town.at(0, 500)));
        tunnel.put(Town.reader("end", Town.at(0, -800)));
        tunnel.put(Town.reader("above", Town.at(5, 250)));

        assertThat(tunnel.way("mouth", "end", 1_000).orElseThrow().over()).isEmpty();
        assertThat(tunnel.way("above", "end", 1_000).orElseThrow().over()).containsExactly("mouth");
    }

    @Test
    void doesNotExpectARiderToTurnBack() {
        List<Expected> fromTheWest = RoadPrior.next(network, List.of("west", "north"), null);

        assertThat(fromTheWest.stream().mapToDouble(Expected::probability).sum())
                .isCloseTo(1, within(1e-9));
        assertThat(probability(fromTheWest, "west")).isLessThan(0.05);
    }

    @Test
    void whereARideBeganTellsWhereItCanLead() {
        List<String> ways = List.of("north");
        double unknown = probability(RoadPrior.next(network, ways, null), "west");

        assertThat(unknown).isGreaterThan(0.1);
        assertThat(probability(RoadPrior.next(network, ways, Town.at(-1_900, 600)), "west"))
                .as("it came from there")
                .isLessThan(0.05);
        assertThat(RoadPrior.next(network, ways, Town.at(0, 9_000)))
                .as("no road is near that place")
                .isEqualTo(RoadPrior.next(network, ways, null));
    }

    private static double probability(List<Expected> all, String reader) {
        return all.stream()
                .filter(one -> one.reader().equals(reader))
                .mapToDouble(Expected::probability)
                .sum();
    }
}
