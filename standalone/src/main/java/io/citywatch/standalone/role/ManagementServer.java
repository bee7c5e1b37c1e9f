package io.citywatch.standalone.role;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.server.GracefulShutdown;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import io.citywatch.model.json.Json;
import io.citywatch.standalone.config.StartFailure;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** A role's own small HTTP server: {@code /metrics}, {@code /health/live}, {@code /health/ready}. */
public final class ManagementServer implements AutoCloseable {
    private static final MediaType METRICS_TEXT = MediaType.parse("text/plain; version=0.0.4; charset=utf-8");

    private final Server server;

    private ManagementServer(Server server) {
        this.server = server;
    }

    /**
     * Answers at once.
     *
     * @param port 0 takes any that is free
     * @param problems what keeps the role from its work, empty while all is well; may block
     * @throws StartFailure if the address is taken
     */
    public static ManagementServer start(
            String host, int port, PrometheusMeterRegistry meters, Supplier<List<String>> problems) {
        Server server = Server.builder()
                .http(new InetSocketAddress(host, port))
                .blockingTaskExecutor(2)
                .gracefulShutdown(GracefulShutdown.builder()
                        .quietPeriod(Duration.ZERO)
                        .timeout(Duration.ofSeconds(1))
                        .build())
                .service(
                        "/metrics",
                        answer(() -> HttpResponse.of(HttpStatus.OK, METRICS_TEXT, HttpData.ofUtf8(meters.scrape()))))
                .service("/health/live", answer(() -> health(List.of())))
                .service("/health/ready", answer(() -> health(problems.get())))
                .build();
        try {
            server.start().join();
        } catch (CompletionException e) {
            throw new StartFailure("management: cannot listen on " + host + ":" + port + " (" + e.getCause() + ")", e);
        }
        return new ManagementServer(server);
    }

    private static HttpService answer(Supplier<HttpResponse> response) {
        return (context, request) -> HttpResponse.of(
                request.aggregate().thenApplyAsync(it -> response.get(), context.blockingTaskExecutor()));
    }

    private static HttpResponse health(List<String> problems) {
        return HttpResponse.of(
                problems.isEmpty() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE,
                MediaType.JSON_UTF_8,
                HttpData.wrap(Json.write(new Health(problems.isEmpty(), problems))));
    }

    /** The body of a health check, the same as dispatch's. */
    private record Health(boolean healthy, List<String> problems) {}

    public int port() {
        return server.activeLocalPort(SessionProtocol.HTTP);
    }

    @Override
    public void close() {
        server.stop().join();
    }
}
