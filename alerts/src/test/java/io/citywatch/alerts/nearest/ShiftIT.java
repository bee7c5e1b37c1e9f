package io.citywatch.alerts.nearest;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.registry.RegistryStore;
import io.citywatch.alerts.store.Database;
import io.citywatch.alerts.store.PostgresNearestResponders;
import io.citywatch.alerts.store.PostgresRegistry;
import io.citywatch.alerts.testing.City;
import io.citywatch.alerts.testing.TestPostgres;
import io.citywatch.model.registry.Responder;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is found at which hour of the city's day. */
class ShiftIT {
    /** A Monday, 08:30 in Shanghai. */
    private static final Instant MONDAY = Instant.parse("2026-11-23T00:30:00Z");

    private final Database database = TestPostgres.open();

    @AfterEach
    void close() {
        database.close();
    }

    private static Responder serving(String id, List<Responder.Shift> shifts) {
        return new Responder(
                id,
                id,
                List.of(Responder.Role.VOLUNTEER),
                null,
                null,
                City.CENTRE.lat(),
                City.CENTRE.lon(),
                null,
                null,
                shifts);
    }

    private List<String> foundAt(Instant now, ZoneId zone) {
        Search search = new Search(
                City.CENTRE,
                Responder.Role.VOLUNTEER,
                null,
                Set.of(Responder.Role.VOLUNTEER),
                null,
                "none",
                1,
                Instant.EPOCH,
                now,
                10);
        return database.inTransaction(transaction -> new PostgresNearestResponders(zone, Travel.AS_THE_CROW_FLIES)
                .rank(transaction, search).best().stream()
                        .map(Candidate::responder)
                        .toList());
    }

    @Test
    void findsWhoIsInShiftByTheCitysOwnClock() {
        RegistryStore<Responder> responders = new PostgresRegistry(database).responders();
        database.inTransaction(transaction -> {
            Instant now = Clock.systemUTC().instant();
            List.of(
                            serving("always", List.of()),
                            serving("monday", List.of(new Responder.Shift(List.of(1), "08:00", "20:00"))),
                            serving("night", List.of(new Responder.Shift(List.of(7), "22:00", "08:00"))))
                    .forEach(responder -> assertThat(responders.insert(transaction, responder, responder.id(), now))
                            .isPresent());
            return true;
        });
        ZoneId shanghai = PostgresRegistry.DEFAULT_ZONE;

        assertThat(foundAt(MONDAY, shanghai)).containsExactlyInAnyOrder("always", "monday");
        assertThat(foundAt(MONDAY.minusSeconds(3_600), shanghai)).containsExactlyInAnyOrder("always", "night");
        assertThat(foundAt(MONDAY.plusSeconds(12 * 3_600), shanghai)).containsExactly("always");
        assertThat(foundAt(MONDAY, ZoneId.of("UTC"))).containsExactlyInAnyOrder("always", "night");
    }
}
