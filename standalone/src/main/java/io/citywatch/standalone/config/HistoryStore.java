package io.citywatch.standalone.config;

import io.citywatch.alerts.history.HistoryConfig;
import io.citywatch.model.history.Measurement;
import io.citywatch.streaming.history.HistoryTarget;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The history, when it is not the platform's own: detection writes it, dispatch reads it.
 *
 * @param type none, or what kind of server it is
 * @param url {@code http://host:port}
 * @param database the database or bucket; it must exist (QuestDB has but one)
 * @param org the organisation; of InfluxDB 2 alone
 * @param token of InfluxDB 2 and 3, better in the variable than in the file; empty for none
 * @param user for a sign-in by name, instead of a token; empty for none
 * @param password the user's, better in the variable than in the file
 * @param writeApi v2 for QuestDB and InfluxDB from 1.8 on, v1 for older ones
 */
public record HistoryStore(
        Type type,
        String url,
        String database,
        String org,
        String token,
        String user,
        String password,
        HistoryTarget.Api writeApi) {
    public static final HistoryStore DEFAULTS = new HistoryStore(
            Type.NONE,
            "http://127.0.0.1:9000",
            Measurement.DATABASE,
            HistoryTarget.DEFAULT_ORG,
            "",
            "",
            "",
            HistoryTarget.Api.V2);

    /** The servers that keep a history. */
    public enum Type {
        NONE,
        QUESTDB,
        INFLUXDB
    }

    /** Where detection writes; empty if there is no history. */
    public Optional<HistoryTarget> target() {
        return type == Type.NONE
                ? Optional.empty()
                : Optional.of(
                        new HistoryTarget(url, org, database, orNull(token), orNull(user), orNull(password), writeApi));
    }

    /** Where dispatch reads; empty if there is no history. InfluxQL takes a token as the password of any user. */
    public Optional<HistoryConfig> source() {
        if (type == Type.NONE) {
            return Optional.empty();
        }
        boolean byToken = !token.isEmpty();
        return Optional.of(new HistoryConfig(
                type == Type.QUESTDB ? HistoryConfig.Type.QUESTDB : HistoryConfig.Type.INFLUXQL,
                url,
                database,
                byToken ? "token" : orNull(user),
                byToken ? token : orNull(password)));
    }

    /** The QuestDB whose tables must be made; empty if it is no QuestDB. */
    public Optional<URI> questUrl() {
        return type == Type.QUESTDB ? Optional.of(URI.create(url)) : Optional.empty();
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /** Never the secrets. */
    @Override
    public String toString() {
        return "HistoryStore[" + type + " " + url + "]";
    }
}
