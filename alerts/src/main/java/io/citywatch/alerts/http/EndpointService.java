package io.citywatch.alerts.http;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.citywatch.alerts.access.Role;
import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers one endpoint: who calls, may they, the handler, the answer. All of it off the event loop. */
final class EndpointService implements HttpService {
    private final Endpoint endpoint;
    private final Authentication authentication;
    private final Refusals refusals;

    EndpointService(Endpoint endpoint, Authentication authentication, Refusals refusals) {
        this.endpoint = endpoint;
        this.authentication = authentication;
        this.refusals = refusals;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        if (endpoint.isStreamed()) {
            return stream(context, request);
        }
        return HttpResponse.of(request.aggregate()
                .thenApplyAsync(
                        aggregated -> ProblemResponses.guard(context.path(), () -> answer(context, aggregated)),
                        context.blockingTaskExecutor()));
    }

    private HttpResponse answer(ServiceRequestContext context, AggregatedHttpRequest request) {
        Caller caller = endpoint.isOpen() ? nobody(context, request.headers()) : admit(context, request.headers());
        Call call = new Call(
                caller,
                context.pathParams(),
                context.queryParams(),
                request.headers(),
                request.content().array());
        return answer(context, call);
    }

    /** What a handler refuses is audited as what is refused here; who fails to sign in is counted where that happens. */
    private HttpResponse answer(ServiceRequestContext context, Call call) {
        try {
            return endpoint.handler().answer(call).response();
        } catch (RefusedCall e) {
            HttpStatus status = e.problem().status();
            boolean forged =
                    status.equals(HttpStatus.UNAUTHORIZED) && !endpoint.path().equals("/session");
            if (status.equals(HttpStatus.FORBIDDEN) || forged) {
                Caller caller = call.caller();
                refusals.refused(
                        caller == null ? null : caller.person().name(), attempt(context, endpoint.path()), e.problem());
            }
            throw e;
        }
    }

    private Caller admit(ServiceRequestContext context, RequestHeaders headers) {
        return admit(authentication, refusals, context, headers, endpoint.path(), endpoint.roles());
    }

    /** Who calls is asked before the first byte is read; back-pressure reaches the caller through the stream. */
    private HttpResponse stream(ServiceRequestContext context, HttpRequest request) {
        context.clearRequestTimeout();
        InputStream body = request.toInputStream(part -> part instanceof HttpData data ? data : HttpData.empty());
        return HttpResponse.of(CompletableFuture.supplyAsync(
                () -> ProblemResponses.guard(context.path(), () -> {
                    Caller caller = admit(context, request.headers());
                    Call call = new Call(
                            caller, context.pathParams(), context.queryParams(), request.headers(), new byte[0], body);
                    return answer(context, call);
                }),
                context.blockingTaskExecutor()));
    }

    /** Nobody needs to be signed in, but another site's page must not sign a browser in as somebody else. */
    private @Nullable Caller nobody(ServiceRequestContext context, RequestHeaders headers) {
        if (Authentication.isFromElsewhere(headers)) {
            Problem problem = Problem.forbidden("origin", "another site's page", "our own page");
            refusals.refused(null, attempt(context, endpoint.path()), problem);
            throw new RefusedCall(problem);
        }
        return null;
    }

    /** Who calls, if a role that may. Who may not is audited. */
    static Caller admit(
            Authentication authentication,
            Refusals refusals,
            ServiceRequestContext context,
            RequestHeaders headers,
            String path,
            Set<Role> roles) {
        Caller caller = authentication.callerOf(headers).orElse(null);
        Problem problem = problemOf(caller, headers, roles);
        if (caller == null || problem != null) {
            Problem refusal = problem == null ? Problem.unauthorized() : problem;
            refusals.refused(caller == null ? null : caller.person().name(), attempt(context, path), refusal);
            throw new RefusedCall(refusal);
        }
        return caller;
    }

    private static @Nullable Problem problemOf(@Nullable Caller caller, RequestHeaders headers, Set<Role> roles) {
        if (caller == null) {
            return Problem.unauthorized();
        }
        if (caller.session() != null && !Authentication.isFromOurPages(headers)) {
            return Problem.forbidden(
                    "X-Requested-With", "none", "citywatch, or the browser's word that our own page asks");
        }
        if (!roles.contains(caller.person().role())) {
            return Problem.forbidden(
                    "role",
                    caller.person().role().text(),
                    roles.stream().map(Role::text).sorted().collect(Collectors.joining(" or ")));
        }
        return null;
    }

    private static Refusals.Attempt attempt(ServiceRequestContext context, String path) {
        String remote = context.remoteAddress().getAddress() == null
                ? "unknown"
                : context.remoteAddress().getAddress().getHostAddress();
        return new Refusals.Attempt(context.method().name(), Endpoint.PREFIX + path, context.path(), remote);
    }
}
