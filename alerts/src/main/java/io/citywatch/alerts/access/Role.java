package io.citywatch.alerts.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** What a person may do with the API; which calls that are stands in the list of endpoints. */
public enum Role {
    ADMIN,
    OPERATOR,
    POLICE,
    /** Somebody who can be sent; not an account's role. */
    RESPONDER;

    /** The name on the wire. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static Role of(String text) {
        return Arrays.stream(values())
                .filter(role -> role.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "role: '" + text + "' (expected: one of admin, operator, police, responder)"));
    }
}
