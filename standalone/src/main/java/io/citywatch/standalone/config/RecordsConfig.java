package io.citywatch.standalone.config;

import java.util.Objects;

/**
 * The records, when they are not in the platform's own PostgreSQL.
 *
 * @param url {@code jdbc:postgresql://host:port/database}; the database must exist, its tables are made and migrated
 * @param user who owns that database
 * @param password the user's; better in the variable than in the file
 */
public record RecordsConfig(String url, String user, String password) {
    public static final RecordsConfig DEFAULTS =
            new RecordsConfig("jdbc:postgresql://127.0.0.1:5432/citywatch", "citywatch", "");

    /** @throws IllegalArgumentException naming the setting, its value and the expectation */
    public RecordsConfig {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("url: '" + url + "' (expected: jdbc:postgresql://host:port/database)");
        }
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
    }

    /** Never the password. */
    @Override
    public String toString() {
        return "RecordsConfig[" + url + ", user " + user + "]";
    }
}
