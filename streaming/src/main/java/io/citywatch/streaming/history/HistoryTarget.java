package io.citywatch.streaming.history;

import io.citywatch.model.history.Measurement;
import java.io.Serializable;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The server that keeps the history: InfluxDB 1.8, 2 or 3 and QuestDB by the second API, older InfluxDB by the first.
 *
 * @param url {@code http://host:port}, with a path if the server has one
 * @param org the organisation; of InfluxDB 2 alone, others ignore it
 * @param bucket the bucket, or the database; it must exist (QuestDB has but one)
 * @param token of InfluxDB 2 and 3, or of QuestDB; null for none
 * @param user for basic authentication, instead of a token; null for none
 * @param password of the user
 * @param api how points are written
 */
public record HistoryTarget(
        String url,
        String org,
        String bucket,
        @Nullable String token,
        @Nullable String user,
        @Nullable String password,
        Api api)
        implements Serializable {
    public static final String DEFAULT_ORG = "citywatch";
    public static final String DEFAULT_BUCKET = Measurement.DATABASE;

    /** How points are written. */
    public enum Api {
        /** {@code POST /write?db=}: InfluxDB before 1.8. */
        V1,
        /** {@code POST /api/v2/write?org=&bucket=}: InfluxDB from 1.8 on, and QuestDB. */
        V2
    }

    /** @throws IllegalArgumentException naming the setting, its value and the expectation; never a secret */
    public HistoryTarget {
        if (!isHttp(url)) {
            throw new IllegalArgumentException("history.url: '" + url + "' (expected: http://host:port)");
        }
        if (org.isBlank()) {
            throw new IllegalArgumentException("history.org: '' (expected: a name)");
        }
        if (bucket.isBlank()) {
            throw new IllegalArgumentException("history.bucket: '' (expected: a name)");
        }
        if ((user == null) != (password == null)) {
            throw new IllegalArgumentException("history.user: " + (user == null ? "none" : "alone")
                    + " (expected: user and password, or neither)");
        }
        if (token != null && user != null) {
            throw new IllegalArgumentException("history.token: with a user (expected: a token, or user and password)");
        }
    }

    /** A server that asks for no login, all defaults. */
    public static HistoryTarget of(String url) {
        return new HistoryTarget(url, DEFAULT_ORG, DEFAULT_BUCKET, null, null, null, Api.V2);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "HistoryTarget[url=" + url + ", org=" + org + ", bucket=" + bucket + ", token="
                + (token == null ? "none" : "***") + ", user=" + (user == null ? "none" : user) + ", api=" + api + "]";
    }

    private static boolean isHttp(String url) {
        try {
            URI parsed = URI.create(url);
            return ("http".equals(parsed.getScheme()) || "https".equals(parsed.getScheme()))
                    && parsed.getHost() != null
                    && parsed.getQuery() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
