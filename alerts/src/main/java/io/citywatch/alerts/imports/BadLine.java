package io.citywatch.alerts.imports;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line that was not imported, and why.
 *
 * @param line of the file, from 1; where its record begins
 * @param field the column
 * @param value what it held
 * @param expected what would be taken
 */
public record BadLine(int line, String field, String value, String expected) {
    /** The platform's messages: {@code field: value (expected: expectation)}. */
    private static final Pattern MESSAGE = Pattern.compile("([^:]+): (.*?)(?: \\(expected: (.*)\\))?", Pattern.DOTALL);

    private static final int LONGEST = 200;

    public BadLine {
        value = value.length() > LONGEST ? value.substring(0, LONGEST) + "..." : value;
    }

    /** Takes a message of the platform apart. */
    static BadLine of(int line, String message) {
        Matcher matcher = MESSAGE.matcher(message);
        if (!matcher.matches()) {
            return new BadLine(line, "line", message, "a valid line");
        }
        String expected = matcher.group(3);
        return new BadLine(line, matcher.group(1), matcher.group(2), expected == null ? "a valid value" : expected);
    }
}
