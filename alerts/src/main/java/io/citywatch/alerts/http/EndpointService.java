package io.citywatch.alerts.http;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.citywatch.alerts.access.Role;
import io.citywatch.alerts.store.Outages;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers one endpoint: who calls, may they, the handler, the answer. All of it off the event loop. */
final class EndpointService implements HttpService {
    private static final Logger LOG = LoggerFactory.getLogger(EndpointService.class);

    private final Endpoint endpoint;
    private final Authentication authentication;

    EndpointService(Endpoint endpoint, Authentication authentication) {
        this.endpoint = endpoint;
        this.authentication = authentication;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        return HttpResponse.of(request.aggregate()
                .thenApplyAsync(
                        aggregated -> ProblemResponses.guard(context.path(), () -> answer(context, aggregated)),
                        context.blockingTaskExecutor()));
    }

    private HttpResponse answer(ServiceRequestContext context, AggregatedHttpRequest request) {
        Caller caller = endpoint.isOpen()
                ? nobody(request.headers())
                : admit(authentication, request.headers(), endpoint.roles());
        Call call = new Call(
                caller,
                context.pathParams(),
                context.queryParams(),
                request.content().array());
        return endpoint.handler().answer(call).response();
    }

    /** Nobody needs to be signed in, but another site's page must not sign a browser in as somebody else. */
    private static @Nullable Caller nobody(RequestHeaders headers) {
        if (Authentication.isFromElsewhere(headers)) {
            throw new RefusedCall(Problem.forbidden("origin", "another site's page", "our own page"));
        }
        return null;
    }

    /** Who calls, if a role that may. */
    static Caller admit(Authentication authentication, RequestHeaders headers, Set<Role> roles) {
        Caller caller = authentication.callerOf(headers).orElseThrow(() -> new RefusedCall(Problem.unauthorized()));
        if (caller.session() != null && !Authentication.isFromOurPages(headers)) {
            throw new RefusedCall(Problem.forbidden(
                    "X-Requested-With", "none", "citywatch, or the browser's word that our own page asks"));
        }
        if (!roles.contains(caller.person().role())) {
            throw new RefusedCall(Problem.forbidden(
                    "role",
                    caller.person().role().text(),
                    roles.stream().map(Role::text).sorted().collect(Collectors.joining(" or "))));
        }
        return caller;
    }

    /** Renders what went wrong. */
    static final class ProblemResponses {
        private ProblemResponses() {}

        /** An answer that may be refused. */
        @FunctionalInterface
        interface Work {
            HttpResponse get();
        }

        static HttpResponse guard(String path, Work work) {
            try {
                return work.get();
            } catch (RefusedCall e) {
                return response(e.problem());
            } catch (RuntimeException e) {
                return response(unexpected(path, e));
            }
        }

        static Problem unexpected(String path, Throwable failure) {
            if (Outages.isOutage(failure)) {
                LOG.warn("{}: the records cannot be reached: {}", path, failure.toString());
                return new Problem(HttpStatus.SERVICE_UNAVAILABLE, "records", "unreachable", "another try in a moment");
            }
            LOG.error("{}: failed", path, failure);
            return new Problem(HttpStatus.INTERNAL_SERVER_ERROR, "server", "failed", "an answer");
        }

        static HttpResponse response(Problem problem) {
            return HttpResponse.of(headers(problem, null), problem.json());
        }

        static ResponseHeaders headers(Problem problem, @Nullable String allow) {
            ResponseHeadersBuilder headers = ResponseHeaders.builder(problem.status())
                    .contentType(Problem.MEDIA_TYPE)
                    .set(HttpHeaderNames.CACHE_CONTROL, "no-store");
            if (problem.status().equals(HttpStatus.UNAUTHORIZED)) {
                headers.set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
            }
            if (problem.status().equals(HttpStatus.SERVICE_UNAVAILABLE)) {
                headers.set(HttpHeaderNames.RETRY_AFTER, "1");
            }
            if (allow != null) {
                headers.set(HttpHeaderNames.ALLOW, allow);
            }
            return headers.build();
        }
    }
}
