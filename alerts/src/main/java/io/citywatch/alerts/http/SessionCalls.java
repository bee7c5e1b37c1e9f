package io.citywatch.alerts.http;

import com.linecorp.armeria.common.Cookie;
import com.linecorp.armeria.common.HttpStatus;
import io.citywatch.alerts.access.Access;
import io.citywatch.alerts.access.Person;
import io.citywatch.alerts.access.TooManySignIns;
import io.citywatch.alerts.audit.AuditEntry;
import io.citywatch.alerts.audit.AuditLog;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Signing in and out. */
final class SessionCalls {
    private final Access access;
    private final AuditLog audit;
    private final Clock clock;
    private final boolean secureCookies;

    /** @param secureCookies whether browsers reach us by TLS alone */
    SessionCalls(Access access, AuditLog audit, Clock clock, boolean secureCookies) {
        this.access = access;
        this.audit = audit;
        this.clock = clock;
        this.secureCookies = secureCookies;
    }

    /** The body of a sign-in: an account with its password, or a responder with its token. */
    record Credentials(@Nullable String user, @Nullable String password) {}

    Answer signIn(Call call) {
        Credentials credentials = call.body(Credentials.class);
        String user = required("user", credentials.user());
        String password = required("password", credentials.password());
        Access.SignedIn signedIn = signedIn(user, password);
        if (signedIn == null) {
            audit.write(new AuditEntry(clock.instant(), clip(user), "session.refused", clip(user), Map.of()));
            throw new RefusedCall(new Problem(
                    HttpStatus.UNAUTHORIZED, "user and password", clip(user), "an account or responder that matches"));
        }
        Person person = signedIn.person();
        return Answer.ok(view(person)).withCookie(cookie(signedIn.token().secret(), Access.SESSION.toSeconds()));
    }

    private Access.@Nullable SignedIn signedIn(String user, String password) {
        try {
            return access.signIn(user, password).orElse(null);
        } catch (TooManySignIns e) {
            // Not audited: nothing was checked, and a storm must not fill the audit.
            throw new RefusedCall(new Problem(
                    HttpStatus.SERVICE_UNAVAILABLE, "sign-in", "too many at a time", "another try in a moment"));
        }
    }

    Answer who(Call call) {
        return Answer.ok(view(call.person()));
    }

    Answer signOut(Call call) {
        Person person = call.person();
        String session = call.caller() == null ? null : call.caller().session();
        if (session != null) {
            access.signOut(session, person);
        }
        return Answer.noContent().withCookie(cookie("", 0));
    }

    private static Map<String, Object> view(Person person) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("user", person.name());
        view.put("role", person.role());
        return view;
    }

    private Cookie cookie(String value, long seconds) {
        return Cookie.secureBuilder(Authentication.COOKIE, value)
                .secure(secureCookies)
                .path("/")
                .httpOnly(true)
                .sameSite("Strict")
                .maxAge(seconds)
                .build();
    }

    private static String required(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new RefusedCall(Problem.badRequest(name, "missing", "a text"));
        }
        return value;
    }

    private static String clip(String text) {
        return text.length() > 64 ? text.substring(0, 64) : text;
    }
}
