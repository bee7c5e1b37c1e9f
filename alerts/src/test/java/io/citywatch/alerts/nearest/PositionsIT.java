package io.citywatch.alerts.nearest;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.store.Database;
import io.citywatch.alerts.store.PostgresNearestResponders;
import io.citywatch.alerts.store.PostgresPositionStore;
import io.citywatch.alerts.testing.City;
import io.citywatch.alerts.testing.TestPostgres;
import io.citywatch.model.Position;
import io.citywatch.model.message.PositionReport;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where people are, as their phones said one after the other. */
class PositionsIT {
    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");

    private final Database database = TestPostgres.open();
    private final PositionStore store = new PostgresPositionStore(database);

    @BeforeEach
    void register() {
        new City(database).responder("r", City.CENTRE, "foot", List.of("volunteer"), List.of());
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void report(Position place, int second) {
        Instant at = NOW.plusSeconds(second);
        store.save(List.of(new PositionReport.Logged(
                "r", at, new PositionReport(at, place.lat(), place.lon(), 10.0, null, null))));
    }

    private Ranking.Whereabouts now(int second) {
        return database.inTransaction(transaction ->
                        new PostgresNearestResponders().whereabouts(transaction, List.of("r"), NOW.plusSeconds(second)))
                .get("r");
    }

    @Test
    void keepsTheNewestThatCanBe() {
        report(City.at(100, 0), 0);
        report(City.at(20_000, 0), 10);
        assertThat(now(10).position()).isEqualTo(City.at(100, 0));
        assertThat(now(10).fixedAt()).isEqualTo(NOW);

        report(City.at(20_050, 0), 20);
        assertThat(now(20).position()).isEqualTo(City.at(20_050, 0));

        report(City.at(0, 0), 15);
        assertThat(now(20).position()).isEqualTo(City.at(20_050, 0));
    }

    @Test
    void goesByTheRegisteredPlaceOnceTheFixIsOld() {
        report(City.at(100, 0), 0);

        assertThat(now(120).fixedAt()).isEqualTo(NOW);
        assertThat(now(121).fixedAt()).isNull();
        assertThat(now(121).position()).isEqualTo(City.CENTRE);
    }
}
