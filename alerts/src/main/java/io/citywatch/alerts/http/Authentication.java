package io.citywatch.alerts.http;

import com.linecorp.armeria.common.Cookie;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import io.citywatch.alerts.access.Access;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out who calls: by a bearer token, else by the session's cookie. Asks the database. */
final class Authentication {
    static final String COOKIE = "citywatch-session";
    private static final String BEARER = "bearer ";
    private static final String OUR_PAGES = "citywatch";

    private final Access access;

    Authentication(Access access) {
        this.access = access;
    }

    Optional<Caller> callerOf(RequestHeaders headers) {
        String authorization = headers.get(HttpHeaderNames.AUTHORIZATION);
        if (authorization != null) {
            if (!authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
                return Optional.empty();
            }
            String token = authorization.substring(BEARER.length()).trim();
            return access.personOfToken(token).map(person -> new Caller(person, null));
        }
        String session = sessionOf(headers);
        if (session == null) {
            return Optional.empty();
        }
        return access.personOfSession(session).map(person -> new Caller(person, session));
    }

    /** Grows with each session that ends in this process. */
    long endings() {
        return access.endings();
    }

    /**
     * Whether a request that changes something may use the session's cookie: another site's page can make a browser
     * send the cookie, but neither this header nor these values of the browser's own.
     */
    static boolean isFromOurPages(RequestHeaders headers) {
        if (isSafe(headers.method()) || OUR_PAGES.equals(headers.get(HttpHeaderNames.X_REQUESTED_WITH))) {
            return true;
        }
        String site = headers.get(HttpHeaderNames.SEC_FETCH_SITE);
        if (site != null) {
            return site.equals("same-origin");
        }
        String origin = headers.get(HttpHeaderNames.ORIGIN);
        return origin != null && isSameHost(origin, headers.authority());
    }

    /** Whether a page of another site asks, as far as the browser tells. */
    static boolean isFromElsewhere(RequestHeaders headers) {
        boolean told = headers.contains(HttpHeaderNames.SEC_FETCH_SITE) || headers.contains(HttpHeaderNames.ORIGIN);
        return told && !isFromOurPages(headers);
    }

    private static boolean isSafe(HttpMethod method) {
        return method == HttpMethod.GET || method == HttpMethod.HEAD || method == HttpMethod.OPTIONS;
    }

    private static boolean isSameHost(String origin, @Nullable String authority) {
        try {
            return authority != null
                    && authority.equalsIgnoreCase(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static @Nullable String sessionOf(RequestHeaders headers) {
        for (String line : headers.getAll(HttpHeaderNames.COOKIE)) {
            for (Cookie cookie : Cookie.fromCookieHeader(line)) {
                if (cookie.name().equals(COOKIE)) {
                    return cookie.value();
                }
            }
        }
        return null;
    }
}
