package io.citywatch.model;

/** The syntax of an id that is also an MQTT client id (contracts, section 1). */
public final class IdSyntax {
    static final String EXPECTED = "1 to 64 characters of A-Z a-z 0-9 _ . : -";
    private static final int LONGEST = 64;

    private IdSyntax() {}

    /** Scanned by hand: it runs several times a message, and a regular expression costs four times as much. */
    public static boolean isValid(String id) {
        int length = id.length();
        if (length < 1 || length > LONGEST) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (!isIdCharacter(id.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** @throws IllegalArgumentException naming what, the value and the expectation */
    public static void check(String what, String id) {
        if (!isValid(id)) {
            throw new IllegalArgumentException(what + ": " + PlainText.quoted(id) + " (expected: " + EXPECTED + ")");
        }
    }

    private static boolean isIdCharacter(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '_'
                || c == '.'
                || c == ':'
                || c == '-';
    }
}
