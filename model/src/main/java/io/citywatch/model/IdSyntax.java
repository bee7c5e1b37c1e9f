package io.citywatch.model;

import java.util.regex.Pattern;

/** The syntax of an id that is also an MQTT client id (contracts, section 1). */
public final class IdSyntax {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");

    private IdSyntax() {}

    public static boolean isValid(String id) {
        return ID.matcher(id).matches();
    }

    /** @throws IllegalArgumentException naming what, the value and the expectation */
    public static void check(String what, String id) {
        if (!isValid(id)) {
            throw new IllegalArgumentException(
                    what + ": '" + id + "' (expected: 1 to 64 characters of A-Z a-z 0-9 _ . : -)");
        }
    }
}
