package io.citywatch.alerts.store;

import java.util.Objects;

/**
 * Where the records are kept.
 *
 * @param url JDBC, {@code jdbc:postgresql://...}
 * @param poolSize connections, 2 to 200
 */
public record DatabaseConfig(String url, String user, String password, int poolSize) {
    public static final int DEFAULT_POOL_SIZE = 12;

    /** @throws IllegalArgumentException naming what is wrong */
    public DatabaseConfig {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("url: '" + url + "' (expected: jdbc:postgresql://...)");
        }
        if (poolSize < 2 || poolSize > 200) {
            throw new IllegalArgumentException("poolSize: " + poolSize + " (expected: 2-200)");
        }
    }

    public DatabaseConfig(String url, String user, String password) {
        this(url, user, password, DEFAULT_POOL_SIZE);
    }

    /** The URL and user, never the password. */
    @Override
    public String toString() {
        return "DatabaseConfig[url=" + url + ", user=" + user + ", poolSize=" + poolSize + "]";
    }
}
