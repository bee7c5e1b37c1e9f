package io.citywatch.alerts.store;

import io.citywatch.alerts.nearest.Candidate;
import io.citywatch.alerts.nearest.NearestResponders;
import io.citywatch.alerts.nearest.Ranked;
import io.citywatch.alerts.nearest.Ranking;
import io.citywatch.alerts.nearest.Search;
import io.citywatch.alerts.nearest.Travel;
import io.citywatch.model.Position;
import io.citywatch.model.registry.Responder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Ranks exactly without asking the way of everybody. One statement over the registry, the fixes and the open work, so
 * that a duty change or an acceptance counts at once, gives people in the order of what the straight line takes at
 * least at the fastest that anybody of their mode goes. Their ways are then searched; who is so far that even the
 * straight line takes longer than the last of the best by road cannot be better, and while that is not so, more are
 * asked for.
 */
public final class PostgresNearestResponders implements NearestResponders {
    private static final double METERS_PER_DEGREE = 111_195;
    /** The flat earth of the statement is within 0.1 % of the round one in a city. */
    private static final double SURELY_BELOW = 0.998;

    private static final String ELSEWHERE = "assigned to another incident";
    private static final int FIRST_ROWS = 64;
    private static final int MORE_ROWS = 8;
    private static final double AROUND_METERS = 1_000;
    private static final int MOST_PASSED_OVER = 10;
    /** How far ways are searched, seconds: the last of the best is near but for a few. */
    private static final double[] HORIZONS = {300, 1_200, Double.POSITIVE_INFINITY};

    private static final String RANK = """
            WITH asked AS (
                SELECT o.responder,
                       bool_or(o.state = 'DECLINED') AS declined,
                       bool_or(o.ended_at IS NULL) AS standing,
                       bool_or(o.state <> 'WITHDRAWN' AND o.ended_at > :askedBefore) AS recent
                FROM offers o WHERE o.incident = :incident AND o.epoch = :epoch GROUP BY o.responder),
            near AS (
                SELECT r.id, r.roles, r.skills, r.mode,
                       coalesce(p.lat, r.lat) AS lat, coalesce(p.lon, r.lon) AS lon, p.received_at AS fixed_at,
                       coalesce(r.unit = cast(:unit AS text), false) AS own_unit,
                       greatest(0, sqrt(power((coalesce(p.lat, r.lat) - :lat) * :perLat, 2)
                                        + power((coalesce(p.lon, r.lon) - :lon) * :perLon, 2)) - :free) / %2$s
                         + CASE WHEN p.responder IS NULL THEN :withoutFix ELSE 0 END
                         + CASE WHEN NOT :role = ANY(r.roles) THEN :standsIn
                                WHEN cast(:skill AS text) IS NULL OR :skill = ANY(r.skills) THEN 0
                                ELSE :withoutSkill END
                         - CASE WHEN r.unit = cast(:unit AS text) THEN :ownUnit ELSE 0 END AS at_least
                FROM responders r
                LEFT JOIN responder_positions p ON p.responder = r.id AND p.received_at >= :freshSince
                WHERE r.on_duty AND r.state = 'ACTIVE'
                  AND (r.serves IS NULL OR r.serves @> :minuteOfWeek)
                  AND (:role = ANY(r.roles) OR r.roles && :standIns)
                ORDER BY at_least, r.id
                LIMIT :rows)
            SELECT near.*,
                   CASE WHEN EXISTS (SELECT FROM assignments a WHERE a.responder = near.id AND a.ended_at IS NULL
                                     AND a.incident <> :incident) THEN '%1$s'
                        WHEN EXISTS (SELECT FROM assignments a WHERE a.responder = near.id AND a.ended_at IS NULL)
                            THEN 'assigned to this incident'
                        WHEN asked.declined THEN 'declined'
                        WHEN asked.standing THEN 'asked already'
                        WHEN asked.recent THEN 'let an offer pass just now' END AS passed_over
            FROM near LEFT JOIN asked ON asked.responder = near.id
            ORDER BY at_least, near.id
            """;

    private final ZoneId zone;
    private final Travel travel;
    private final String rank;

    /** As the crow flies, in a city that lives by the usual zone. */
    public PostgresNearestResponders() {
        this(PostgresRegistry.DEFAULT_ZONE, Travel.AS_THE_CROW_FLIES);
    }

    /** @param zone of the city, in which shifts are meant */
    public PostgresNearestResponders(ZoneId zone, Travel travel) {
        this.zone = zone;
        this.travel = travel;
        StringBuilder fastest = new StringBuilder("CASE r.mode");
        for (Responder.Mode mode : Responder.Mode.values()) {
            fastest.append(" WHEN '%s' THEN cast(%s AS double precision)"
                    .formatted(mode.text(), travel.fastest(mode) / SURELY_BELOW));
        }
        fastest.append(" ELSE ")
                .append(travel.fastest(Responder.Mode.FOOT) / SURELY_BELOW)
                .append(" END");
        this.rank = RANK.formatted(ELSEWHERE, fastest);
    }

    /**
     * One row.
     *
     * @param atLeast seconds that this person costs if every street led straight to the place
     * @param passedOver why this person cannot be asked, null if nothing speaks against it
     */
    private record Row(
            Ranking.Whereabouts person,
            double atLeast,
            @Nullable String passedOver) {
        double metersTo(Position place) {
            return person.position().metersTo(place);
        }
    }

    @Override
    public Ranked rank(Transaction transaction, Search search) {
        try (Travel.Approach approach = travel.to(search.place())) {
            int most = Math.max(FIRST_ROWS, 2 * search.most());
            while (true) {
                List<Row> rows = rows(transaction, search, most);
                double beyond = rows.size() < most
                        ? Double.POSITIVE_INFINITY
                        : rows.get(rows.size() - 1).atLeast();
                Ranked ranked = rank(rows, approach, search, beyond);
                if (ranked != null) {
                    return ranked;
                }
                most *= MORE_ROWS;
            }
        }
    }

    private List<Row> rows(Transaction transaction, Search search, int most) {
        Position place = search.place();
        return transaction
                .handle()
                .createQuery(rank)
                .bind("minuteOfWeek", WeekMinutes.at(LocalDateTime.ofInstant(search.now(), zone)))
                .bind("freshSince", search.now().minus(Ranking.FIX_HOLDS))
                .bind("role", search.role().text())
                .bind("skill", search.skill())
                .bind("unit", search.unit())
                .bindArray(
                        "standIns",
                        String.class,
                        search.standIns().stream().map(Responder.Role::text).toList())
                .bind("incident", search.incident())
                .bind("epoch", search.epoch())
                .bind("askedBefore", search.askedBefore())
                .bind("lat", place.lat())
                .bind("lon", place.lon())
                .bind("perLat", METERS_PER_DEGREE)
                .bind("perLon", METERS_PER_DEGREE * Math.cos(Math.toRadians(place.lat())))
                .bind("free", travel.freeMeters())
                .bind("withoutFix", Ranking.WITHOUT_FIX.toSeconds())
                .bind("withoutSkill", Ranking.WITHOUT_SKILL.toSeconds())
                .bind("standsIn", Ranking.STANDS_IN.toSeconds())
                .bind("ownUnit", Ranking.OWN_UNIT.toSeconds())
                .bind("rows", most)
                .map((result, context) -> row(result))
                .list();
    }

    /**
     * The best of these.
     *
     * @param beyond what anybody costs at least who is not among them
     * @return null if one of those may be better
     */
    private static @Nullable Ranked rank(List<Row> rows, Travel.Approach approach, Search search, double beyond) {
        for (double horizon : HORIZONS) {
            List<Candidate> best = new ArrayList<>();
            List<Row> busy = new ArrayList<>();
            int around = 0;
            boolean isAllReached = true;
            for (Row row : rows) {
                String passedOver = row.passedOver();
                if (passedOver != null) {
                    if (passedOver.equals(ELSEWHERE)) {
                        busy.add(row);
                    }
                    continue;
                }
                around += row.metersTo(search.place()) <= AROUND_METERS ? 1 : 0;
                Travel.Trip trip = tripOf(row, approach, horizon);
                boolean isReached = !trip.isCutOff() || horizon == Double.POSITIVE_INFINITY;
                isAllReached &= isReached;
                if (isReached) {
                    best.add(Ranking.judge(row.person(), trip, search));
                }
            }
            best.sort(Comparator.comparingDouble(Candidate::cost)
                    .thenComparing(Candidate::distanceMeters)
                    .thenComparing(Candidate::responder));
            boolean isFull = best.size() >= search.most();
            double last = isFull ? best.get(search.most() - 1).cost() : Double.POSITIVE_INFINITY;
            // Whoever is beyond the horizon costs more than it, less what may be taken off.
            boolean isNear = isAllReached || last <= horizon - Ranking.OWN_UNIT.toSeconds();
            if (isNear) {
                if (last > beyond) {
                    return null;
                }
                return new Ranked(
                        isFull ? List.copyOf(best.subList(0, search.most())) : List.copyOf(best),
                        around,
                        passedOver(busy, approach, search, last, horizon));
            }
        }
        throw new IllegalStateException("the last horizon has no end");
    }

    private static Travel.Trip tripOf(Row row, Travel.Approach approach, double horizon) {
        return approach.from(row.person().position(), row.person().mode(), horizon);
    }

    private static List<Ranked.PassedOver> passedOver(
            List<Row> busy, Travel.Approach approach, Search search, double last, double horizon) {
        return busy.stream()
                .filter(row -> row.atLeast() < last)
                .map(row -> new Passed(row, Ranking.judge(row.person(), tripOf(row, approach, horizon), search)))
                .filter(passed -> passed.candidate.cost() < last)
                .sorted(Comparator.comparingDouble(passed -> passed.candidate.cost()))
                .limit(MOST_PASSED_OVER)
                .map(Passed::told)
                .toList();
    }

    private record Passed(Row row, Candidate candidate) {
        Ranked.PassedOver told() {
            return new Ranked.PassedOver(
                    candidate.responder(),
                    candidate.cost(),
                    candidate.distanceMeters(),
                    candidate.travelSeconds(),
                    String.valueOf(row.passedOver()));
        }
    }

    @Override
    public Map<String, Ranking.Whereabouts> whereabouts(
            Transaction transaction, Collection<String> responders, Instant now) {
        return transaction
                .handle()
                .createQuery("""
                        SELECT r.id, r.roles, r.skills, r.mode, coalesce(p.lat, r.lat) AS lat,
                               coalesce(p.lon, r.lon) AS lon, p.received_at AS fixed_at, false AS own_unit
                        FROM responders r
                        LEFT JOIN responder_positions p ON p.responder = r.id AND p.received_at >= :freshSince
                        WHERE r.id = ANY(:ids)
                        """)
                .bind("freshSince", now.minus(Ranking.FIX_HOLDS))
                .bindArray("ids", String.class, List.copyOf(responders))
                .map((result, context) -> whereabouts(result))
                .list()
                .stream()
                .collect(Collectors.toMap(Ranking.Whereabouts::responder, Function.identity()));
    }

    private static Row row(ResultSet result) throws SQLException {
        return new Row(whereabouts(result), result.getDouble("at_least"), result.getString("passed_over"));
    }

    private static Ranking.Whereabouts whereabouts(ResultSet result) throws SQLException {
        Timestamp fixedAt = result.getTimestamp("fixed_at");
        return new Ranking.Whereabouts(
                result.getString("id"),
                List.of((String[]) result.getArray("roles").getArray()),
                List.of((String[]) result.getArray("skills").getArray()),
                Responder.Mode.of(result.getString("mode")),
                new Position(result.getDouble("lat"), result.getDouble("lon")),
                fixedAt == null ? null : fixedAt.toInstant(),
                result.getBoolean("own_unit"));
    }
}
