package io.citywatch.alerts.store;

import io.citywatch.alerts.dispatch.OfferStep;
import io.citywatch.alerts.incident.Incident;
import io.citywatch.alerts.incident.IncidentCounts;
import io.citywatch.alerts.incident.IncidentDetail;
import io.citywatch.alerts.incident.IncidentFilter;
import io.citywatch.alerts.incident.IncidentItem;
import io.citywatch.alerts.incident.IncidentKind;
import io.citywatch.alerts.incident.IncidentQueries;
import io.citywatch.alerts.incident.Page;
import io.citywatch.alerts.nearest.Travel;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Reads incidents for people. */
public final class PostgresIncidentQueries implements IncidentQueries {
    private static final int MOST = 1_000;

    private final Database database;
    private final Travel travel;
    private final Clock clock;

    /** @param travel by which hunted vehicles get on */
    public PostgresIncidentQueries(Database database, Travel travel, Clock clock) {
        this.database = database;
        this.travel = travel;
        this.clock = clock;
    }

    @Override
    public Page<IncidentItem> list(IncidentFilter filter, int limit, @Nullable String after) {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit: " + limit + " (expected: 1-" + MOST + ")");
        }
        StringBuilder sql = new StringBuilder("SELECT * FROM incidents WHERE true");
        Map<String, Object> values = new HashMap<>();
        if (filter.state() != null && filter.state().equals(IncidentFilter.OPEN)) {
            sql.append(" AND state NOT IN ('CLOSED', 'MERGED', 'CANCELLED')");
        } else if (filter.state() != null) {
            sql.append(" AND state = :state");
            values.put("state", filter.state());
        }
        if (filter.subject() != null) {
            sql.append(" AND subject_id = :subject");
            values.put("subject", filter.subject());
        }
        if (filter.device() != null) {
            sql.append(" AND devices @> ARRAY[cast(:device AS text)]");
            values.put("device", filter.device());
        }
        if (filter.kinds() != null) {
            sql.append(" AND kind = ANY(:kinds)");
        }
        if (after != null) {
            Cursor cursor = Cursor.read(after);
            sql.append(" AND (opened_at, id) < (:openedAt, :id)");
            values.put("openedAt", cursor.openedAt());
            values.put("id", cursor.id());
        }
        sql.append(" ORDER BY opened_at DESC, id DESC LIMIT :most");
        List<Incident> rows = database.jdbi().withHandle(handle -> {
            Query query = handle.createQuery(sql).bindMap(values).bind("most", limit + 1);
            if (filter.kinds() != null) {
                query.bindArray(
                        "kinds",
                        String.class,
                        filter.kinds().stream().map(IncidentKind::text).toList());
            }
            return query.map((row, context) -> IncidentRows.read(row)).list();
        });
        boolean more = rows.size() > limit;
        List<Incident> shown = more ? rows.subList(0, limit) : rows;
        return new Page<>(
                shown.stream().map(IncidentItem::of).toList(), more ? Cursor.of(shown.get(shown.size() - 1)) : null);
    }

    /** Where a part of the list ended. */
    private record Cursor(Instant openedAt, String id) {
        static String of(Incident incident) {
            return incident.facts().openedAt().toEpochMilli() + "-" + incident.id();
        }

        static Cursor read(String text) {
            int dash = text.indexOf('-');
            try {
                return new Cursor(
                        Instant.ofEpochMilli(Long.parseLong(text.substring(0, Math.max(0, dash)))),
                        text.substring(dash + 1));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("after: '" + text + "' (expected: a 'next' of this list)", e);
            }
        }
    }

    @Override
    public Optional<IncidentDetail> find(String id) {
        return database.inSnapshot(handle -> handle.createQuery("SELECT * FROM incidents WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> IncidentRows.read(row))
                .findOne()
                .map(incident -> IncidentDetailRows.detail(handle, incident, travel, clock.instant())));
    }

    private record Count(String family, String state, long count) {}

    @Override
    public IncidentCounts counts(Instant since) {
        return database.inSnapshot(handle -> {
            Map<String, Map<String, Long>> offers = new TreeMap<>();
            for (Count count : counted(handle, "offers WHERE offered_at >= :since", "state", since)) {
                String wire = OfferStep.valueOf(count.state()).wire().name();
                offers.computeIfAbsent(count.family(), family -> new TreeMap<>())
                        .merge(wire, count.count(), Long::sum);
            }
            Map<String, Map<String, Long>> incidents = new TreeMap<>();
            for (Count count : counted(handle, "incidents WHERE opened_at >= :since", "state", since)) {
                incidents
                        .computeIfAbsent(count.family(), family -> new TreeMap<>())
                        .put(count.state(), count.count());
            }
            Map<String, Long> detections = new TreeMap<>();
            Map<String, Long> rules = new TreeMap<>();
            for (Count count : counted(
                    handle, "detections WHERE raised AND NOT shown_only AND taken_at >= :since", "rule", since)) {
                detections.merge(count.family(), count.count(), Long::sum);
                rules.put(count.state(), count.count());
            }
            return new IncidentCounts(incidents, offers, detections, rules);
        });
    }

    private static List<Count> counted(Handle handle, String from, String state, Instant since) {
        return handle.createQuery("SELECT family, " + state + " AS state, count(*) AS count FROM " + from
                        + " GROUP BY 1, 2 ORDER BY 1, 2")
                .bind("since", since)
                .map((row, context) -> new Count(row.getString("family"), row.getString("state"), row.getLong("count")))
                .list();
    }
}
