package io.citywatch.alerts.nearest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.citywatch.alerts.testing.BayTown;
import io.citywatch.model.Position;
import io.citywatch.model.registry.Responder.Mode;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StreetsTest {
    private final BayTown town = new BayTown(new Random(7));
    private final Streets streets = new Streets(town.graph());

    private Position shore(int bank) {
        return town.crossings().get(town.shore(bank));
    }

    @Test
    void goesRoundTheBay() {
        Travel.Trip trip = streets.between(shore(0), shore(1), Mode.E_BIKE);

        assertThat(trip.byRoad()).isTrue();
        assertThat(trip.seconds()).isCloseTo(town.seconds(town.shore(0), town.shore(1), Mode.E_BIKE), within(0.1));
        assertThat(trip.seconds())
                .isGreaterThan(4
                        * Travel.AS_THE_CROW_FLIES
                                .between(shore(0), shore(1), Mode.E_BIKE)
                                .seconds());
    }

    @Test
    void walksFromBesideTheRoadButNotForTheErrorOfAFix() {
        Position onRoad = town.crossings().get(0);
        Position near = new Position(onRoad.lat() - 20 / 111_195.0, onRoad.lon());
        Position off = new Position(onRoad.lat() - 150 / 111_195.0, onRoad.lon());
        double known = streets.between(onRoad, shore(0), Mode.E_BIKE).seconds();

        assertThat(streets.between(near, shore(0), Mode.E_BIKE).seconds()).isCloseTo(known, within(10.0));
        assertThat(streets.between(off, shore(0), Mode.E_BIKE).seconds()).isGreaterThan(known + 50);
    }

    @Test
    void fliesWhereThereIsNoMap() {
        Position far = new Position(shore(0).lat() - 0.1, shore(0).lon());

        assertThat(streets.between(far, shore(0), Mode.CAR).byRoad()).isFalse();
    }

    @Test
    void knowsThatNobodyPassesAClosedBridgeAndThatItOpensAgain() {
        RoadClosures shut = RoadClosures.of(streets.graph(), List.of(new RoadClosures.Circle(town.bridge(), 30)));

        Travel before = streets.close(shut);

        assertThat(shut.edges()).isEqualTo(1);
        assertThat(streets.between(shore(0), shore(1), Mode.CAR).isCutOff()).isTrue();
        assertThat(before.between(shore(0), shore(1), Mode.CAR).isCutOff()).isFalse();
        // On the bridge's near side one turns round.
        Position bridge = town.bridge();
        Position nearSide =
                new Position(bridge.lat(), bridge.lon() - 150 / (111_195 * Math.cos(Math.toRadians(bridge.lat()))));
        assertThat(streets.between(nearSide, shore(0), Mode.CAR).isCutOff()).isFalse();
        assertThat(streets.between(nearSide, shore(1), Mode.CAR).isCutOff()).isTrue();

        Travel unused = streets.close(RoadClosures.NONE);

        assertThat(streets.between(shore(0), shore(1), Mode.CAR).isCutOff()).isFalse();
    }

    @Test
    void tellsTheSameOfOnePlaceWhoeverAsksFirst() {
        try (Travel.Approach near = streets.to(shore(1));
                Travel.Approach far = streets.to(shore(1))) {
            Position start = town.crossings().get(5);
            assertThat(near.from(start, Mode.FOOT, 10).isCutOff()).isTrue();
            assertThat(near.from(start, Mode.FOOT, Double.POSITIVE_INFINITY))
                    .isEqualTo(far.from(start, Mode.FOOT, Double.POSITIVE_INFINITY));
        }
    }

    @Test
    void isNeverSlowerThanTheStraightLineAtItsFastest() {
        Random random = new Random(11);
        for (int i = 0; i < 500; i++) {
            Position from = town.crossings().get(random.nextInt(town.crossings().size()));
            Position to = town.crossings().get(random.nextInt(town.crossings().size()));
            for (Mode mode : Mode.values()) {
                assertThat(streets.between(from, to, mode).seconds() * streets.fastest(mode))
                        .isGreaterThanOrEqualTo(0.998 * from.metersTo(to) - streets.freeMeters());
            }
        }
    }
}
