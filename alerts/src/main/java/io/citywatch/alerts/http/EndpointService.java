package io.citywatch.alerts.http;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
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

    EndpointService(Endpoint endpoint, Authentication authentication) {
        this.endpoint = endpoint;
        this.authentication = authentication;
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
        Caller caller = endpoint.isOpen()
                ? nobody(request.headers())
                : admit(authentication, request.headers(), endpoint.roles());
        Call call = new Call(
                caller,
                context.pathParams(),
                context.queryParams(),
                request.headers(),
                request.content().array());
        return endpoint.handler().answer(call).response();
    }

    /** Who calls is asked before the first byte is read; back-pressure reaches the caller through the stream. */
    private HttpResponse stream(ServiceRequestContext context, HttpRequest request) {
        context.clearRequestTimeout();
        InputStream body = request.toInputStream(part -> part instanceof HttpData data ? data : HttpData.empty());
        return HttpResponse.of(CompletableFuture.supplyAsync(
                () -> ProblemResponses.guard(context.path(), () -> {
                    Caller caller = admit(authentication, request.headers(), endpoint.roles());
                    Call call = new Call(
                            caller, context.pathParams(), context.queryParams(), request.headers(), new byte[0], body);
                    return endpoint.handler().answer(call).response();
                }),
                context.blockingTaskExecutor()));
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
}
