package io.citywatch.alerts.http;

import io.citywatch.alerts.access.Person;
import org.jspecify.annotations.Nullable;

/**
 * Who calls and how this was shown.
 *
 * @param session the cookie's token; null if a bearer token was shown
 */
record Caller(Person person, @Nullable String session) {
    /** Never the secret. */
    @Override
    public String toString() {
        return "Caller[" + person + "]";
    }
}
