package io.citywatch.alerts.http;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import io.citywatch.model.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a call was refused (RFC 9457).
 *
 * @param what the field, parameter, path or right that it is about
 * @param value what was given
 * @param expectation what would be taken
 */
record Problem(HttpStatus status, String what, String value, String expectation) {
    static final MediaType MEDIA_TYPE = MediaType.parse("application/problem+json");

    /** The platform's messages: {@code what: value (expected: expectation)}. */
    private static final Pattern MESSAGE =
            Pattern.compile("([^:]{1,64}): (.*?)(?: \\(expected: (.*)\\))?", Pattern.DOTALL);

    private static final int LONGEST_VALUE = 200;

    Problem {
        value = value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) + "..." : value;
    }

    static Problem badRequest(String what, String value, String expectation) {
        return new Problem(HttpStatus.BAD_REQUEST, what, value, expectation);
    }

    static Problem notFound(String what, String id) {
        return new Problem(HttpStatus.NOT_FOUND, what, id, "the id of a " + what + " that exists");
    }

    static Problem unauthorized() {
        return new Problem(
                HttpStatus.UNAUTHORIZED, "authorization", "none that is valid", "a bearer token or a session's cookie");
    }

    static Problem forbidden(String what, String value, String expectation) {
        return new Problem(HttpStatus.FORBIDDEN, what, value, expectation);
    }

    static Problem conflict(String what, String value, String expectation) {
        return new Problem(HttpStatus.CONFLICT, what, value, expectation);
    }

    /** Takes a message of the platform apart. */
    static Problem ofMessage(HttpStatus status, String message) {
        Matcher matcher = MESSAGE.matcher(message);
        if (!matcher.matches()) {
            return new Problem(status, "request", message, "what the description of the API says");
        }
        String expectation = matcher.group(3);
        return new Problem(
                status, matcher.group(1), matcher.group(2), expectation == null ? "a valid value" : expectation);
    }

    HttpData json() {
        return HttpData.wrap(Json.write(document()));
    }

    /** The members of the document, to which others may be added. */
    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", "about:blank");
        document.put("title", status.reasonPhrase());
        document.put("status", status.code());
        document.put("detail", what + ": " + value + " (expected: " + expectation + ")");
        document.put("what", what);
        document.put("value", value);
        document.put("expectation", expectation);
        return document;
    }
}
