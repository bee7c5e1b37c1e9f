package io.citywatch.alerts.http;

import com.linecorp.armeria.common.HttpMethod;
import io.citywatch.alerts.access.Role;
import java.util.EnumSet;
import java.util.Set;

/**
 * One call of the API.
 *
 * @param path below {@link #PREFIX}, parts in braces
 * @param roles who may call it; nobody needs to be signed in if empty
 * @param handler runs on a thread that may block
 * @param mostStreamed bytes of a body that is handed on as it comes; 0 of the usual one, which is small
 */
record Endpoint(HttpMethod method, String path, Set<Role> roles, Handler handler, long mostStreamed) {
    static final String PREFIX = "/api/v1";

    /** Answers a call; what a role may do with its own things alone is checked here. */
    @FunctionalInterface
    interface Handler {
        Answer answer(Call call);
    }

    static Endpoint open(HttpMethod method, String path, Handler handler) {
        return new Endpoint(method, path, Set.of(), handler, 0);
    }

    static Endpoint of(HttpMethod method, String path, Role first, Role[] others, Handler handler) {
        return new Endpoint(method, path, Set.copyOf(EnumSet.of(first, others)), handler, 0);
    }

    /** The same with a body that may be large and is never here as a whole. */
    Endpoint streamed(long most) {
        return new Endpoint(method, path, roles, handler, most);
    }

    boolean isStreamed() {
        return mostStreamed > 0;
    }

    boolean isOpen() {
        return roles.isEmpty();
    }
}
