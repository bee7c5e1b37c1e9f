package io.citywatch.alerts.http;

import com.linecorp.armeria.common.Cookie;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import io.citywatch.model.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * What a call is answered with.
 *
 * @param body written as JSON; none if null
 * @param type of the body
 * @param cookie to set; none if null
 */
record Answer(
        HttpStatus status,
        @Nullable Object body,
        MediaType type,
        @Nullable Cookie cookie) {
    /** A body of JSON. */
    Answer(HttpStatus status, @Nullable Object body, @Nullable Cookie cookie) {
        this(status, body, MediaType.JSON_UTF_8, cookie);
    }

    static Answer ok(Object body) {
        return new Answer(HttpStatus.OK, body, null);
    }

    static Answer created(Object body) {
        return new Answer(HttpStatus.CREATED, body, null);
    }

    static Answer noContent() {
        return new Answer(HttpStatus.NO_CONTENT, null, null);
    }

    Answer withCookie(Cookie set) {
        return new Answer(status, body, type, set);
    }

    HttpResponse response() {
        // The answers hold people's data: nothing on the way may keep them.
        ResponseHeadersBuilder headers = ResponseHeaders.builder(status)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff");
        if (cookie != null) {
            headers.add(HttpHeaderNames.SET_COOKIE, cookie.toSetCookieHeader());
        }
        if (body == null) {
            return HttpResponse.of(headers.build());
        }
        headers.contentType(type);
        return HttpResponse.of(headers.build(), HttpData.wrap(Json.write(body)));
    }
}
