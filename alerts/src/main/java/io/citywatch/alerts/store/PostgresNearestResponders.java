package io.citywatch.alerts.store;

import io.citywatch.alerts.nearest.Candidate;
import io.citywatch.alerts.nearest.NearestResponders;
import io.citywatch.alerts.nearest.Ranking;
import io.citywatch.alerts.nearest.Search;
import io.citywatch.model.Position;
import io.citywatch.model.registry.Responder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Ranks in one statement over the registry, the fixes and the open work, so that a duty change or an acceptance counts
 * at once. The statement orders by a flat-earth estimate (below 0.1 % off within a city) and returns a few more than
 * asked for; the exact figures are computed from those.
 */
public final class PostgresNearestResponders implements NearestResponders {
    private static final int SPARE = 5;
    private static final double METERS_PER_DEGREE = 111_195;

    /** Speeds come from the model, so that the statement and the figures shown cannot differ. */
    private static final String SPEED = Stream.of(Responder.Mode.values())
            .map(mode -> "WHEN '" + mode.text() + "' THEN cast(" + mode.metersPerSecond() + " AS double precision)")
            .collect(
                    Collectors.joining(" ", "CASE r.mode ", " ELSE " + Responder.Mode.FOOT.metersPerSecond() + " END"));

    /** NOT IN is hashed once whatever the statistics say; NOT EXISTS became a loop over a table thought to be empty. */
    private static final String RANK = """
            SELECT r.id, r.roles, r.skills, r.mode,
                   coalesce(p.lat, r.lat) AS lat, coalesce(p.lon, r.lon) AS lon, p.received_at AS fixed_at
            FROM responders r
            LEFT JOIN responder_positions p ON p.responder = r.id AND p.received_at >= :freshSince
            WHERE r.on_duty AND r.state = 'ACTIVE'
              AND (r.serves IS NULL OR r.serves @> :minuteOfWeek)
              AND (:role = ANY(r.roles) OR (:anyVolunteer AND 'volunteer' = ANY(r.roles)))
              AND r.id NOT IN (SELECT a.responder FROM assignments a WHERE a.ended_at IS NULL)
              AND r.id NOT IN (SELECT o.responder FROM offers o
                               WHERE o.incident = :incident AND o.epoch = :epoch
                                 AND (o.state = 'DECLINED' OR o.ended_at IS NULL
                                      OR (o.state <> 'WITHDRAWN' AND o.ended_at > :askedBefore)))
            ORDER BY CASE WHEN NOT :role = ANY(r.roles) THEN 2
                          WHEN cast(:skill AS text) IS NULL OR :skill = ANY(r.skills) THEN 0
                          ELSE 1 END,
                     sqrt(power((coalesce(p.lat, r.lat) - :lat) * :perLat, 2)
                          + power((coalesce(p.lon, r.lon) - :lon) * :perLon, 2)) / %s
                       + CASE WHEN p.responder IS NULL THEN :withoutFix ELSE 0 END,
                     r.id
            LIMIT :most
            """.formatted(SPEED);

    private final ZoneId zone;

    public PostgresNearestResponders() {
        this(PostgresRegistry.DEFAULT_ZONE);
    }

    /** @param zone of the city, in which shifts are meant */
    public PostgresNearestResponders(ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public List<Candidate> rank(Transaction transaction, Search search) {
        Position place = search.place();
        return transaction
                .handle()
                .createQuery(RANK)
                .bind("minuteOfWeek", WeekMinutes.at(LocalDateTime.ofInstant(search.now(), zone)))
                .bind("freshSince", search.now().minus(Ranking.FIX_HOLDS))
                .bind("role", search.role().text())
                .bind("skill", search.skill())
                .bind("anyVolunteer", search.anyVolunteer())
                .bind("incident", search.incident())
                .bind("epoch", search.epoch())
                .bind("askedBefore", search.askedBefore())
                .bind("lat", place.lat())
                .bind("lon", place.lon())
                .bind("perLat", METERS_PER_DEGREE)
                .bind("perLon", METERS_PER_DEGREE * Math.cos(Math.toRadians(place.lat())))
                .bind("withoutFix", Ranking.WITHOUT_FIX.toSeconds())
                .bind("most", search.most() + SPARE)
                .map((result, context) -> Ranking.judge(whereabouts(result), search))
                .list()
                .stream()
                .sorted(Comparator.comparing(Candidate::fit)
                        .thenComparing(Candidate::travelSeconds)
                        .thenComparing(Candidate::distanceMeters)
                        .thenComparing(Candidate::responder))
                .limit(search.most())
                .toList();
    }

    private static Ranking.Whereabouts whereabouts(ResultSet result) throws SQLException {
        Timestamp fixedAt = result.getTimestamp("fixed_at");
        return new Ranking.Whereabouts(
                result.getString("id"),
                List.of((String[]) result.getArray("roles").getArray()),
                List.of((String[]) result.getArray("skills").getArray()),
                Responder.Mode.of(result.getString("mode")),
                new Position(result.getDouble("lat"), result.getDouble("lon")),
                fixedAt == null ? null : fixedAt.toInstant());
    }
}
