package io.citywatch.alerts.http;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One try of an attacker.
 *
 * @param kind what is tried, for the count
 * @param caller the role whose token or cookie is shown; the rest of {@code headers} comes with it
 * @param path below the API's prefix unless it begins with two slashes
 * @param pattern the path as the description has it; null if it has none such
 * @param allowed the answers that are right
 * @param opens whether what comes back may hold secrets, since the caller has the right or gives a reason
 */
record Probe(
        String kind,
        Caller caller,
        String method,
        String path,
        @Nullable String pattern,
        @Nullable String body,
        List<String> headers,
        Set<Integer> allowed,
        boolean opens) {
    /** Any answer that is neither a success nor a failure of the server. */
    static final Set<Integer> REFUSED = IntStream.range(400, 500).boxed().collect(Collectors.toUnmodifiableSet());

    /** Any answer but a failure of the server. */
    static final Set<Integer> HARMLESS = IntStream.range(200, 500).boxed().collect(Collectors.toUnmodifiableSet());

    /** Who tries. */
    enum Caller {
        ADMIN,
        OPERATOR,
        POLICE,
        RESPONDER,
        NOBODY;

        String role() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Probe(String kind, Caller caller, Operation operation, String path, @Nullable String body, Set<Integer> allowed) {
        this(kind, caller, operation.method(), path, operation.path(), body, List.of(), allowed, false);
    }

    /** The same, of one who has the right to what comes back. */
    Probe opening() {
        return new Probe(kind, caller, method, path, pattern, body, headers, allowed, true);
    }

    /** The same with other headers. */
    Probe with(String... more) {
        return new Probe(kind, caller, method, path, pattern, body, List.of(more), allowed, opens);
    }

    /**
     * A call of the served description.
     *
     * @param roles who may; empty if everybody
     * @param parameters of the query
     */
    record Operation(String method, String path, Set<String> roles, List<String> parameters) {
        boolean isOpen() {
            return roles.isEmpty();
        }

        boolean changes() {
            return !method.equals("GET");
        }

        boolean mayBe(Caller caller) {
            return isOpen() || roles.contains(caller.role());
        }
    }
}
