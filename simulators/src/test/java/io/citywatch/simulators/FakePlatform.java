package io.citywatch.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.citywatch.model.json.Json;
import io.citywatch.simulators.platform.PlatformApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A real HTTP server on a free loopback port that answers as the test says, and remembers each call. */
public final class FakePlatform implements AutoCloseable {
    static {
        // Head and body leave in two packets; with Nagle's algorithm the second waits 40 ms for the first's receipt.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile Function<Call, Reply> answers;

    /** @param what method and path with its query, without /api/v1 */
    public record Call(String what, String authorization, JsonNode body, String text) {}

    /** A status and the bytes of a body, if any. */
    public record Reply(int status, String body) {}

    public FakePlatform(Function<Call, Reply> answers) {
        this.answers = answers;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public static Reply ok(String body) {
        return new Reply(200, body);
    }

    public static Reply problem(int status) {
        return new Reply(status, "{\"status\":" + status + ",\"detail\":\"as the test wants\"}");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Call call = new Call(
                    exchange.getRequestMethod() + " "
                            + exchange.getRequestURI().toString().substring("/api/v1".length()),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                    tree(body),
                    new String(body, StandardCharsets.UTF_8));
            calls.add(call);
            Reply reply = answers.apply(call);
            byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** Of a body that is no JSON, an empty object. */
    private static JsonNode tree(byte[] body) {
        try {
            return Json.mapper().readTree(body);
        } catch (IOException e) {
            return Json.mapper().createObjectNode();
        }
    }

    public void answer(Function<Call, Reply> newAnswers) {
        answers = newAnswers;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public PlatformApi api() {
        return new PlatformApi(url(), "token-of-the-test");
    }

    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** Those whose method and path begin like this. */
    public List<Call> calls(String beginning) {
        return calls.stream().filter(call -> call.what().startsWith(beginning)).toList();
    }

    public void forgetCalls() {
        calls.clear();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
