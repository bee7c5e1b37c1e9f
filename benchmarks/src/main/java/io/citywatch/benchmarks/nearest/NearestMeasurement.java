package io.citywatch.benchmarks.nearest;

import io.citywatch.alerts.nearest.Candidate;
import io.citywatch.alerts.nearest.NearestResponders;
import io.citywatch.alerts.nearest.Search;
import io.citywatch.alerts.nearest.Streets;
import io.citywatch.alerts.nearest.Travel;
import io.citywatch.alerts.store.Database;
import io.citywatch.alerts.store.DatabaseConfig;
import io.citywatch.alerts.store.PostgresNearestResponders;
import io.citywatch.alerts.store.PostgresRegistry;
import io.citywatch.model.Position;
import io.citywatch.model.registry.Responder;
import io.citywatch.roads.RoadGraph;
import io.citywatch.simulators.report.Samples;
import io.citywatch.standalone.platform.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks who is nearest, over and over at other places: by road and by great circle through the ranking that dispatch
 * uses, registry, fixes and open work included, and PostGIS beside them, which knows only where everybody is.
 */
public final class NearestMeasurement {
    private static final long SEED = 20261123;
    private static final int MOST = 7;
    private static final int WARM_UP = 300;
    private static final int COUNTED = 1_000;

    private final Database database;
    private final @Nullable PostGis postGis;
    private final Consumer<String> say;
    private final Metropolis city;
    private final RoadGraph graph;
    private final Random random = new Random(SEED);
    private final List<Map<String, Object>> runs = new ArrayList<>();
    private double greatCircleWrong;

    private NearestMeasurement(Database database, @Nullable PostGis postGis, int edges, Consumer<String> say) {
        this.database = database;
        this.postGis = postGis;
        this.say = say;
        this.city = Metropolis.build(SEED, edges);
        this.graph = city.graph();
        say.accept(graph.edges() + " stretches of road, " + graph.nodes() + " crossings");
    }

    private interface Query {
        List<String> nearest(Position place) throws SQLException;
    }

    /**
     * Measures with each number of people.
     *
     * @param folder of PostGIS, empty
     * @param port of PostGIS
     */
    public static NearestMeasurement run(
            PostgresServer records, Path folder, int port, int edges, List<Integer> people, Consumer<String> say)
            throws IOException, SQLException {
        Optional<PostGis> beside = PostGis.start(folder, port);
        try (Database database =
                        Database.open(new DatabaseConfig(records.jdbcUrl(), records.user(), records.password(), 4));
                PostGis postGis = beside.orElse(null)) {
            NearestMeasurement measurement = new NearestMeasurement(database, postGis, edges, say);
            for (int size : people) {
                measurement.run(size);
            }
            return measurement;
        }
    }

    /** Measures with so many people. */
    private void run(int people) throws SQLException {
        Instant now = Instant.now();
        Crowd crowd = Crowd.of(people, city, graph, random);
        crowd.register(database, now);
        List<Position> places = new ArrayList<>();
        for (int i = 0; i < WARM_UP + COUNTED; i++) {
            places.add(city.place(random, graph));
        }
        NearestResponders byRoad = new PostgresNearestResponders(PostgresRegistry.DEFAULT_ZONE, new Streets(graph));
        NearestResponders asTheCrowFlies =
                new PostgresNearestResponders(PostgresRegistry.DEFAULT_ZONE, Travel.AS_THE_CROW_FLIES);
        measure("road", people, places, place -> ids(rank(byRoad, place, now)));
        measure("great-circle", people, places, place -> ids(rank(asTheCrowFlies, place, now)));
        if (postGis != null) {
            postGis.fill(crowd);
            measure("postgis", people, places, place -> postGis.nearest(place, MOST));
        }
        if (greatCircleWrong == 0) {
            greatCircleWrong = wrong(byRoad, asTheCrowFlies, places.subList(WARM_UP, places.size()), now);
        }
    }

    private void measure(String method, int people, List<Position> places, Query query) throws SQLException {
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            long from = System.nanoTime();
            List<String> found = query.nearest(places.get(i));
            if (found.size() != MOST) {
                throw new IllegalStateException(method + ": " + found.size() + " found of " + people);
            }
            if (i >= WARM_UP) {
                nanos.add(System.nanoTime() - from);
            }
        }
        Samples samples = Samples.ofNanos(nanos);
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("method", method);
        run.put("responders", people);
        run.put("edges", graph.edges());
        run.put("queryMillis", samples);
        runs.add(run);
        say.accept(String.format(
                Locale.ROOT,
                "%s, %d responders: p50 %.1f ms, p99 %.1f ms",
                method,
                people,
                samples.p50(),
                samples.p99()));
    }

    private List<Candidate> rank(NearestResponders nearest, Position place, Instant now) {
        Search search = new Search(
                place,
                Responder.Role.VOLUNTEER,
                "first-aid",
                Set.of(Responder.Role.VOLUNTEER),
                null,
                "none",
                1,
                Instant.EPOCH,
                now,
                MOST);
        return database.inTransaction(transaction -> nearest.rank(transaction, search))
                .best();
    }

    private static List<String> ids(List<Candidate> candidates) {
        return candidates.stream().map(Candidate::responder).toList();
    }

    /** How often who is first as the crow flies is there later than who is first by road. */
    private double wrong(
            NearestResponders byRoad, NearestResponders asTheCrowFlies, List<Position> places, Instant now) {
        int wrong = 0;
        for (Position place : places) {
            Candidate best = rank(byRoad, place, now).get(0);
            String crow = rank(asTheCrowFlies, place, now).get(0).responder();
            double seconds = rankOf(byRoad, place, now, crow);
            wrong += seconds > best.cost() + 1 ? 1 : 0;
        }
        return (double) wrong / places.size();
    }

    private double rankOf(NearestResponders byRoad, Position place, Instant now, String responder) {
        return rank(byRoad, place, now).stream()
                .filter(candidate -> candidate.responder().equals(responder))
                .mapToDouble(Candidate::cost)
                .findFirst()
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** As {@code bench nearest} answers. */
    public List<Map<String, Object>> runs() {
        return runs;
    }

    /** How often who is first as the crow flies is there later than who is first by road, of the first run. */
    public double greatCircleWrongShare() {
        return greatCircleWrong;
    }

    /** What could not be measured, and why. */
    public List<String> missing() {
        return postGis == null ? List.of(PostGis.MISSING) : List.of();
    }
}
