package io.citywatch.alerts.history;

import io.citywatch.model.history.Measurement;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the history is read.
 *
 * @param url {@code http://host:port} of the store
 * @param database in an InfluxDB; a QuestDB has one only
 * @param user of the store; nobody needs to sign in if null
 */
public record HistoryConfig(
        Type type,
        String url,
        String database,
        @Nullable String user,
        @Nullable String password) {
    /** What language the store speaks. */
    public enum Type {
        QUESTDB,
        INFLUXQL;

        /** @throws IllegalArgumentException if there is no such type */
        public static Type of(String text) {
            return Arrays.stream(values())
                    .filter(type -> type.name().toLowerCase(Locale.ROOT).equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "history.type: '" + text + "' (expected: questdb or influxql)"));
        }
    }

    /** @throws IllegalArgumentException naming what is wrong */
    public HistoryConfig {
        Objects.requireNonNull(type, "type");
        URI address = URI.create(url);
        if (address.getHost() == null || !("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
            throw new IllegalArgumentException("history.url: '" + url + "' (expected: http://host:port)");
        }
        if (database.isBlank()) {
            throw new IllegalArgumentException("history.database: none (expected: its name)");
        }
        if ((user == null) != (password == null)) {
            throw new IllegalArgumentException("history.password: of no user or none (expected: both or neither)");
        }
    }

    /** A store that asks nobody to sign in, with the platform's database. */
    public HistoryConfig(Type type, String url) {
        this(type, url, Measurement.DATABASE, null, null);
    }

    /** Never the password. */
    @Override
    public String toString() {
        return "HistoryConfig[" + type + " " + url + "]";
    }
}
