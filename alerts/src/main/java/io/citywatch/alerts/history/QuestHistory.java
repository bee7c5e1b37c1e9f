package io.citywatch.alerts.history;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.model.history.Measurement;
import io.citywatch.model.history.QuestTables;
import io.citywatch.model.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks a QuestDB in its SQL over HTTP ({@code /exec}), which takes no bound values: ids are checked against their
 * syntax and quoted, times are written by us. Rows of a table that was never made are none.
 */
public final class QuestHistory implements History, HistoryEraser {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(15);
    private static final String TIME = QueryText.quoted(QuestTables.TIMESTAMP);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final String url;
    private final @Nullable String authorization;

    public QuestHistory(HistoryConfig config) {
        this.url = config.url().replaceAll("/+$", "");
        String user = config.user();
        this.authorization = user == null
                ? null
                : "Basic "
                        + Base64.getEncoder()
                                .encodeToString((user + ":" + config.password()).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<Sighting> track(String tag, Instant from, Instant to, int limit) {
        return rows(Measurement.TAG_SIGHTINGS, tag, QueryText.nanos(from), QueryText.nanos(to), "", limit).stream()
                .flatMap(row -> Sighting.read(row.time().truncatedTo(ChronoUnit.MILLIS), row::text).stream())
                .toList();
    }

    @Override
    public List<Reading> readings(String device, Instant from, Instant to, int limit, @Nullable Place after) {
        return DeviceTables.newest(limit, table -> {
            long end = after == null ? QueryText.nanos(to) : DeviceTables.before(table, QueryText.nanos(to), after);
            return rows(table, device, QueryText.nanos(from), end, " DESC", limit).stream()
                    .map(row -> new Reading(QueryText.nanos(row.time()), table, FieldValues.of(table, row::text)))
                    .toList();
        });
    }

    @Override
    public void deleteBefore(Measurement measurement, Instant time) {
        // A partition is chosen by its beginning: the day of the time itself stays whole.
        String day = time.truncatedTo(ChronoUnit.DAYS).toString();
        try {
            var unused = execute("ALTER TABLE " + QueryText.quoted(measurement.table()) + " DROP PARTITION WHERE "
                    + TIME + " < '" + day + "'");
        } catch (Refused e) {
            if (!e.reason.contains("no partitions matched") && !isMissingTable(e.reason)) {
                throw e.unavailable();
            }
        }
    }

    /** One row: its time, and a text or number by its column. */
    private record Row(Instant time, Map<String, Integer> columns, JsonNode values) {
        @Nullable
        String text(String column) {
            JsonNode value =
                    values.path(Optional.ofNullable(columns.get(column)).orElse(-1));
            return value.isMissingNode() || value.isNull() ? null : value.asText();
        }
    }

    private List<Row> rows(Measurement table, String id, long from, long to, String order, int limit) {
        String sql = "SELECT " + TIME + ", " + QueryText.fields(table) + " FROM " + QueryText.quoted(table.table())
                + " WHERE "
                + QueryText.quoted(table.tag()) + " = " + QueryText.literal(id) + " AND " + TIME + " >= '"
                + instant(from) + "' AND " + TIME
                + " < '" + instant(to) + "' ORDER BY " + TIME + order + " LIMIT " + limit;
        try {
            return rowsOf(execute(sql));
        } catch (Refused e) {
            if (isMissingTable(e.reason)) {
                return List.of();
            }
            throw e.unavailable();
        }
    }

    private static List<Row> rowsOf(JsonNode answer) {
        Map<String, Integer> columns = new HashMap<>();
        for (JsonNode column : answer.path("columns")) {
            columns.put(column.path("name").asText(), columns.size());
        }
        List<Row> rows = new ArrayList<>();
        for (JsonNode values : answer.path("dataset")) {
            rows.add(new Row(Instant.parse(values.path(0).asText()), columns, values));
        }
        return rows;
    }

    private JsonNode execute(String sql) throws Refused {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(url + "/exec?query=" + URLEncoder.encode(sql, StandardCharsets.UTF_8)))
                .timeout(ANSWER);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        try {
            HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            JsonNode answer = Json.mapper().readTree(response.body());
            if (response.statusCode() != 200 || answer.has("error")) {
                throw new Refused(
                        response.statusCode() + " " + answer.path("error").asText(""));
            }
            return answer;
        } catch (IOException e) {
            throw new HistoryUnavailable("history: " + url + " does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HistoryUnavailable("history: interrupted", e);
        }
    }

    /** The store answered with an error. */
    private static final class Refused extends Exception {
        private final String reason;

        Refused(String reason) {
            super(reason);
            this.reason = reason;
        }

        HistoryUnavailable unavailable() {
            return new HistoryUnavailable("history: refused: " + reason, this);
        }
    }

    private static boolean isMissingTable(String reason) {
        return reason.contains("table does not exist");
    }

    private static Instant instant(long nanos) {
        return Instant.EPOCH.plusNanos(nanos);
    }
}
