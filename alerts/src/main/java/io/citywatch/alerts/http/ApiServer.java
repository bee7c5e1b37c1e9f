package io.citywatch.alerts.http;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.metric.MeterIdPrefixFunction;
import com.linecorp.armeria.server.GracefulShutdown;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceBindingBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.metric.MetricCollectingService;
import io.citywatch.model.json.Json;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** The HTTP server: endpoints, events, health and the console's files on one port. */
public final class ApiServer implements AutoCloseable {
    private static final MediaType METRICS_TEXT = MediaType.parse("text/plain; version=0.0.4; charset=utf-8");
    private static final long LARGEST_BODY = 1 << 20;
    private static final Duration IDLE = Duration.ofSeconds(60);
    /** Fewer than the database has connections, so that calls never keep the alarms from theirs. */
    private static final int BLOCKING_THREADS = 12;

    private final Server server;
    private final EventStream events;
    private final Refusals refusals;

    private ApiServer(Server server, EventStream events, Refusals refusals) {
        this.server = server;
        this.events = events;
        this.refusals = refusals;
    }

    /** Binds and answers at once; throws if the address is taken. */
    static ApiServer start(
            InetSocketAddress address,
            List<Endpoint> endpoints,
            Authentication authentication,
            Refusals refusals,
            EventStream events,
            ConsoleFiles files,
            Supplier<List<String>> problems,
            MeterRegistry meters) {
        ServerBuilder builder = Server.builder()
                .http(address)
                .idleTimeout(IDLE)
                .maxRequestLength(LARGEST_BODY)
                .blockingTaskExecutor(BLOCKING_THREADS)
                .gracefulShutdown(GracefulShutdown.builder()
                        .quietPeriod(Duration.ZERO)
                        .timeout(Duration.ofSeconds(3))
                        .build())
                .meterRegistry(meters)
                .decorator(MetricCollectingService.newDecorator(MeterIdPrefixFunction.ofDefault("citywatch.http")))
                .errorHandler(new ProblemErrors());
        for (Endpoint endpoint : endpoints) {
            ServiceBindingBuilder route =
                    builder.route().methods(endpoint.method()).path(Endpoint.PREFIX + endpoint.path());
            if (endpoint.isStreamed()) {
                route.maxRequestLength(endpoint.mostStreamed());
            }
            route.build(new EndpointService(endpoint, authentication, refusals));
        }
        builder.route()
                .methods(HttpMethod.GET)
                .path(Endpoint.PREFIX + EventStream.PATH)
                .build(events);
        builder.serviceUnder("/api/", new UnknownCalls(endpoints));
        builder.service("/health/live", health(List::of));
        builder.service("/health/ready", health(problems));
        if (meters instanceof PrometheusMeterRegistry scraped) {
            builder.service("/metrics", metrics(scraped));
        }
        files.addTo(builder);
        Server server = builder.build();
        try {
            server.start().join();
        } catch (CompletionException e) {
            refusals.close();
            throw new IllegalStateException("http: cannot listen on " + address + " (expected: a free address)", e);
        }
        return new ApiServer(server, events, refusals);
    }

    private static HttpService metrics(PrometheusMeterRegistry meters) {
        return (context, request) -> HttpResponse.of(request.aggregate()
                .thenApplyAsync(
                        aggregated -> HttpResponse.of(HttpStatus.OK, METRICS_TEXT, HttpData.ofUtf8(meters.scrape())),
                        context.blockingTaskExecutor()));
    }

    /** 503 while there is any problem, with all of them in the body. */
    private static HttpService health(Supplier<List<String>> problems) {
        return (context, request) -> HttpResponse.of(request.aggregate()
                .thenApplyAsync(
                        aggregated -> {
                            List<String> found = problems.get();
                            return HttpResponse.of(
                                    found.isEmpty() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE,
                                    MediaType.JSON_UTF_8,
                                    HttpData.wrap(Json.write(new Health(found.isEmpty(), found))));
                        },
                        context.blockingTaskExecutor()));
    }

    /** The body of a health check. */
    private record Health(boolean healthy, List<String> problems) {}

    /** The port that it listens on. */
    public int port() {
        return server.activeLocalPort(SessionProtocol.HTTP);
    }

    /** Ends the streams, lets what is under way finish for a moment, and stops. */
    @Override
    public void close() {
        events.close();
        server.stop().join();
        refusals.close();
    }

    /** Paths below {@code /api/} that no endpoint has. */
    private record UnknownCalls(List<Endpoint> endpoints) implements HttpService {
        @Override
        public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
            return HttpResponse.of(request.aggregate().thenApply(aggregated -> {
                String path = context.path();
                String allowed = String.join(
                        ", ",
                        endpoints.stream()
                                .filter(endpoint -> path.matches(
                                        Endpoint.PREFIX + endpoint.path().replaceAll("\\{[^}]+}", "[^/]+")))
                                .map(endpoint -> endpoint.method().name())
                                .sorted()
                                .toList());
                if (allowed.isEmpty()) {
                    return ProblemResponses.response(
                            new Problem(HttpStatus.NOT_FOUND, "path", path, "a path of /api/v1/openapi.json"));
                }
                Problem problem = new Problem(
                        HttpStatus.METHOD_NOT_ALLOWED,
                        "method",
                        request.method().name(),
                        allowed);
                return HttpResponse.of(ProblemResponses.headers(problem, allowed), problem.json());
            }));
        }
    }
}
