package io.citywatch.benchmarks.nearest;

import io.citywatch.alerts.store.Database;
import io.citywatch.model.Position;
import io.citywatch.model.registry.Responder.Mode;
import io.citywatch.roads.RoadGraph;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Volunteers all over a city, on duty, each with a fresh fix. */
record Crowd(List<Person> people) {
    private static final int BATCH = 5_000;

    record Person(String id, Mode mode, Position place) {}

    static Crowd of(int size, Metropolis city, RoadGraph graph, RandomGenerator random) {
        List<Person> people = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int share = random.nextInt(20);
            Mode mode = share < 9 ? Mode.FOOT : share < 18 ? Mode.E_BIKE : Mode.CAR;
            people.add(new Person("volunteer-" + i, mode, city.place(random, graph)));
        }
        return new Crowd(people);
    }

    /** Writes them into empty tables. */
    void register(Database database, Instant fixedAt) {
        database.jdbi().useTransaction(handle -> {
            handle.execute("TRUNCATE responders, responder_positions");
            for (int from = 0; from < people.size(); from += BATCH) {
                try (PreparedBatch rows = handle.prepareBatch("""
                                INSERT INTO responders (id, name, roles, skills, mode, lat, lon, body, token_sha256,
                                    created_at, updated_at)
                                VALUES (:id, :id, '{volunteer}', '{first-aid}', :mode, :lat, :lon, '{}', :id,
                                    now(), now())
                                """);
                        PreparedBatch fixes = handle.prepareBatch("""
                                INSERT INTO responder_positions (responder, ts, received_at, lat, lon)
                                VALUES (:id, :at, :at, :lat, :lon)
                                """)) {
                    for (Person person : people.subList(from, Math.min(people.size(), from + BATCH))) {
                        rows.bind("id", person.id())
                                .bind("mode", person.mode().text())
                                .bind("lat", person.place().lat())
                                .bind("lon", person.place().lon())
                                .add();
                        fixes.bind("id", person.id())
                                .bind("at", fixedAt)
                                .bind("lat", person.place().lat())
                                .bind("lon", person.place().lon())
                                .add();
                    }
                    rows.execute();
                    fixes.execute();
                }
            }
        });
        database.jdbi().useHandle(handle -> handle.execute("ANALYZE responders, responder_positions"));
    }
}
