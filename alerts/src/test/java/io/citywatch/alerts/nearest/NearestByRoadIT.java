package io.citywatch.alerts.nearest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.citywatch.alerts.store.Database;
import io.citywatch.alerts.store.PostgresNearestResponders;
import io.citywatch.alerts.store.PostgresRegistry;
import io.citywatch.alerts.testing.BayTown;
import io.citywatch.alerts.testing.City;
import io.citywatch.alerts.testing.TestPostgres;
import io.citywatch.model.registry.Responder;
import io.citywatch.model.registry.Responder.Mode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is there first, on both banks of a bay, against a search that shares no code with the one under test. */
class NearestByRoadIT {
    private static final long SEED = 20261123;
    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");
    private static final int PEOPLE = 300;
    private static final int CASES = 1_000;
    private static final List<Mode> MODES = List.of(Mode.FOOT, Mode.E_BIKE, Mode.CAR);

    private final Database database = TestPostgres.open();
    private final City city = new City(database);
    private final Random random = new Random(SEED);
    private final BayTown town = new BayTown(random);
    private final Streets streets = new Streets(town.graph());
    private final NearestResponders nearest = new PostgresNearestResponders(PostgresRegistry.DEFAULT_ZONE, streets);
    private final List<Person> people = new ArrayList<>();

    private record Person(String id, int crossing, Mode mode) {}

    @BeforeEach
    void settle() {
        for (int i = 0; i < PEOPLE; i++) {
            Person person = new Person(
                    "r-" + i, random.nextInt(town.crossings().size()), MODES.get(random.nextInt(MODES.size())));
            people.add(person);
            city.responder(
                    person.id(),
                    town.crossings().get(person.crossing()),
                    person.mode().text(),
                    List.of("volunteer"),
                    List.of());
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Ranked rank(int crossing, int most) {
        Search search = new Search(
                town.crossings().get(crossing),
                Responder.Role.VOLUNTEER,
                null,
                Set.of(Responder.Role.VOLUNTEER),
                null,
                "none",
                1,
                Instant.EPOCH,
                NOW,
                most);
        return database.inTransaction(transaction -> nearest.rank(transaction, search));
    }

    private double seconds(Person person, int crossing) {
        return town.seconds(person.crossing(), crossing, person.mode());
    }

    private Person person(String id) {
        return people.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    }

    @Test
    void asksWhoIsThereFirstByRoadInEveryCase() {
        int otherAsTheCrowFlies = 0;
        for (int i = 0; i < CASES; i++) {
            int crossing = random.nextInt(town.crossings().size());
            double best = people.stream()
                    .mapToDouble(person -> seconds(person, crossing))
                    .min()
                    .orElseThrow();

            Candidate first = rank(crossing, 3).best().get(0);

            assertThat(seconds(person(first.responder()), crossing))
                    .as("seed %d, case %d: %s", SEED, i, first)
                    .isCloseTo(best, within(0.01));
            assertThat((double) first.travelSeconds()).isCloseTo(best, within(0.51));
            Person crow = people.stream()
                    .min((one, other) -> Double.compare(straight(one, crossing), straight(other, crossing)))
                    .orElseThrow();
            otherAsTheCrowFlies += seconds(crow, crossing) > best + 0.01 ? 1 : 0;
        }
        System.out.printf(
                "NearestByRoadIT, seed %d: the first of %d cases is right; the great circle is wrong in %d%n",
                SEED, CASES, otherAsTheCrowFlies);
        assertThat(otherAsTheCrowFlies).isGreaterThan(CASES / 20);
    }

    private double straight(Person person, int crossing) {
        return Travel.AS_THE_CROW_FLIES
                .between(
                        town.crossings().get(person.crossing()),
                        town.crossings().get(crossing),
                        person.mode())
                .seconds();
    }

    @Test
    void ranksEverybodyInTheOrderOfTheirWays() {
        int crossing = town.shore(0);

        List<Candidate> all = rank(crossing, PEOPLE).best();

        assertThat(all).hasSize(PEOPLE);
        assertThat(all)
                .allSatisfy(candidate -> assertThat(candidate.cost())
                        .isCloseTo(seconds(person(candidate.responder()), crossing) + 60, within(0.1)));
        assertThat(all.stream().map(Candidate::cost).toList()).isSorted();
    }

    @Test
    void saysWhoIsNearerAndWhyNotAsked() {
        int crossing = town.shore(1);
        List<Candidate> before = rank(crossing, 3).best();
        String first = before.get(0).responder();
        database.jdbi().useHandle(handle -> handle.execute("""
                INSERT INTO assignments (offer, incident, need, responder, state, assigned_at, word_at)
                VALUES ('o', 'i', 'n', ?, 'ASSIGNED', now(), now())
                """, first));

        Ranked after = rank(crossing, 3);

        assertThat(after.best()).doesNotContain(before.get(0)).startsWith(before.get(1), before.get(2));
        assertThat(after.passedOver()).singleElement().satisfies(passed -> {
            assertThat(passed.responder()).isEqualTo(first);
            assertThat(passed.reason()).isEqualTo("assigned to another incident");
            assertThat(passed.travelSeconds()).isEqualTo(before.get(0).travelSeconds());
        });
    }

    @Test
    void takesTheOtherBankOnlyWhileTheBridgeIsOpen() {
        int crossing = town.shore(0);
        database.jdbi().useHandle(handle -> handle.execute("UPDATE responders SET on_duty = false"));
        Person across = people.stream()
                .filter(person -> town.crossings().get(person.crossing()).lon()
                        > town.bridge().lon())
                .findFirst()
                .orElseThrow();
        city.duty(across.id(), true);
        String open = rank(crossing, 1).best().get(0).because();
        Travel unused =
                streets.close(RoadClosures.of(streets.graph(), List.of(new RoadClosures.Circle(town.bridge(), 30))));
        String shut = rank(crossing, 1).best().get(0).because();

        assertThat(open).contains("m by road");
        assertThat(shut).contains("no way by road now");
    }
}
