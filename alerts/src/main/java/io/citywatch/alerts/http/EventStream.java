package io.citywatch.alerts.http;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.citywatch.alerts.access.Role;
import io.citywatch.alerts.events.EventHub;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** {@code GET /events}: what changes, as server-sent events, for as long as the page stays and its rights last. */
final class EventStream implements HttpService, AutoCloseable {
    static final String PATH = "/events";
    static final Set<Role> ROLES = Set.copyOf(EnumSet.allOf(Role.class));

    private final EventHub hub;
    private final Authentication authentication;
    private final Refusals refusals;
    private final Duration comment;
    private final Clock clock;
    private final Set<EventPage> pages = ConcurrentHashMap.newKeySet();

    /** @param comment how often a silent connection gets a comment, so that nothing on the way cuts it */
    EventStream(EventHub hub, Authentication authentication, Refusals refusals, Duration comment, Clock clock) {
        this.hub = hub;
        this.authentication = authentication;
        this.refusals = refusals;
        this.comment = comment;
        this.clock = clock;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        context.clearRequestTimeout();
        RequestHeaders headers = request.headers();
        return HttpResponse.of(request.aggregate()
                .thenApplyAsync(
                        aggregated -> ProblemResponses.guard(context.path(), () -> {
                            PageRights rights = new PageRights(authentication, headers, clock);
                            Caller caller =
                                    EndpointService.admit(authentication, refusals, context, headers, PATH, ROLES);
                            return open(context, headers, caller, rights);
                        }),
                        context.blockingTaskExecutor()));
    }

    private HttpResponse open(ServiceRequestContext context, RequestHeaders headers, Caller caller, PageRights rights) {
        HttpResponseWriter writer = HttpResponse.streaming();
        writer.write(ResponseHeaders.builder(HttpStatus.OK)
                .contentType(MediaType.EVENT_STREAM)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                // Proxies that would gather the stream into blocks are told not to.
                .set("x-accel-buffering", "no")
                .build());
        EventPage page = new EventPage(
                hub,
                caller.person(),
                writer,
                context.eventLoop().withoutContext(),
                rights,
                context.blockingTaskExecutor().withoutContext());
        pages.add(page);
        var unused = writer.whenComplete().handle((done, failure) -> {
            page.stop();
            pages.remove(page);
            return null;
        });
        page.start(headers.get(HttpHeaderNames.LAST_EVENT_ID), comment);
        return writer;
    }

    /** Ends every stream, so that a stop need not wait for pages that would stay for ever. */
    @Override
    public void close() {
        pages.forEach(EventPage::end);
    }
}
