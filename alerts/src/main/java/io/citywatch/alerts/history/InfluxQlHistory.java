package io.citywatch.alerts.history;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.InfluxDBClientOptions;
import com.influxdb.client.domain.InfluxQLQuery;
import com.influxdb.exceptions.InfluxException;
import com.influxdb.query.InfluxQLQueryResult;
import io.citywatch.model.history.Measurement;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Asks an InfluxDB of any version in InfluxQL ({@code /query}). Ids are checked against their syntax and quoted. */
public final class InfluxQlHistory implements History, HistoryEraser, AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(15);

    /** The client warns of every answer without rows, with the whole question; held, or the level is forgotten. */
    private static final Logger CLIENT = Logger.getLogger("com.influxdb.internal.AbstractQueryApi");

    private final InfluxDBClient client;
    private final String database;

    public InfluxQlHistory(HistoryConfig config) {
        CLIENT.setLevel(Level.SEVERE);
        OkHttpClient.Builder http = new OkHttpClient.Builder()
                .connectTimeout(CONNECT)
                .readTimeout(ANSWER)
                .writeTimeout(ANSWER);
        String user = config.user();
        String password = config.password();
        if (user != null && password != null) {
            // Every version takes Basic; the client's own token scheme is unknown to the first.
            String authorization = Credentials.basic(user, password, StandardCharsets.UTF_8);
            http.addInterceptor(chain -> chain.proceed(chain.request()
                    .newBuilder()
                    .header("Authorization", authorization)
                    .build()));
        }
        this.client = InfluxDBClientFactory.create(InfluxDBClientOptions.builder()
                .url(config.url())
                .okHttpClient(http)
                .build());
        this.database = config.database();
    }

    @Override
    public List<Sighting> track(String tag, Instant from, Instant to, int limit) {
        return rows(Measurement.TAG_SIGHTINGS, tag, QueryText.nanos(from), QueryText.nanos(to), "ASC", limit).stream()
                .flatMap(
                        row -> Sighting.read(
                                Instant.ofEpochMilli(TimeUnit.NANOSECONDS.toMillis(time(row))), name -> text(row, name))
                                .stream())
                .toList();
    }

    @Override
    public List<Reading> readings(String device, Instant from, Instant to, int limit, @Nullable Place after) {
        return DeviceTables.newest(limit, table -> {
            long end = after == null ? QueryText.nanos(to) : DeviceTables.before(table, QueryText.nanos(to), after);
            return rows(table, device, QueryText.nanos(from), end, "DESC", limit).stream()
                    .map(row -> new Reading(time(row), table, FieldValues.of(table, name -> text(row, name))))
                    .toList();
        });
    }

    @Override
    public void deleteBefore(Measurement measurement, Instant time) {
        var unused = query(
                "DELETE FROM " + QueryText.quoted(measurement.table()) + " WHERE time < " + QueryText.nanos(time));
    }

    private List<InfluxQLQueryResult.Series.Record> rows(
            Measurement table, String id, long from, long to, String order, int limit) {
        InfluxQLQueryResult answer =
                query("SELECT " + QueryText.fields(table) + " FROM " + QueryText.quoted(table.table()) + " WHERE "
                        + QueryText.quoted(table.tag()) + " = " + QueryText.literal(id) + " AND time >= " + from
                        + " AND time < " + to
                        + " ORDER BY time " + order + " LIMIT " + limit);
        return answer.getResults().stream()
                .flatMap(result -> result.getSeries().stream())
                .flatMap(series -> series.getValues().stream())
                .toList();
    }

    private InfluxQLQueryResult query(String command) {
        try {
            return client.getInfluxQLQueryApi()
                    .query(new InfluxQLQuery(command, database)
                            .setPrecision(InfluxQLQuery.InfluxQLPrecision.NANOSECONDS));
        } catch (InfluxException e) {
            throw new HistoryUnavailable("history: " + e, e);
        }
    }

    private static @Nullable String text(InfluxQLQueryResult.Series.Record row, String column) {
        Object value = row.getValueByKey(column);
        return value == null || value.toString().isEmpty() ? null : value.toString();
    }

    private static long time(InfluxQLQueryResult.Series.Record row) {
        return Long.parseLong(String.valueOf(row.getValueByKey("time")));
    }

    @Override
    public void close() {
        client.close();
    }
}
