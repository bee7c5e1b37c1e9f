package io.citywatch.alerts.access;

import org.jspecify.annotations.Nullable;

/**
 * An account that the configuration names; created or brought up to date at each start.
 *
 * @param apiToken a bearer token for programs; none if null. At least 32 characters
 */
public record AccountConfig(
        String name, Role role, String password, @Nullable String apiToken) {
    private static final int SHORTEST_PASSWORD = 8;
    private static final int SHORTEST_TOKEN = 32;

    /** @throws IllegalArgumentException naming what is wrong, never a secret */
    public AccountConfig {
        if (!name.matches("[A-Za-z0-9_.:-]{1,64}")) {
            throw new IllegalArgumentException(
                    "account name: '" + name + "' (expected: 1 to 64 characters of A-Z a-z 0-9 _ . : -)");
        }
        if (role == Role.RESPONDER) {
            throw new IllegalArgumentException("role of account " + name
                    + ": responder (expected: admin, operator or police; responders are registered)");
        }
        if (password.length() < SHORTEST_PASSWORD) {
            throw new IllegalArgumentException("password of account " + name + ": " + password.length()
                    + " characters (expected: at least " + SHORTEST_PASSWORD + ")");
        }
        if (apiToken != null && apiToken.length() < SHORTEST_TOKEN) {
            throw new IllegalArgumentException("API token of account " + name + ": " + apiToken.length()
                    + " characters (expected: at least " + SHORTEST_TOKEN + ")");
        }
    }

    /** Name and role, never a secret. */
    @Override
    public String toString() {
        return "AccountConfig[" + name + ", " + role.text() + "]";
    }
}
