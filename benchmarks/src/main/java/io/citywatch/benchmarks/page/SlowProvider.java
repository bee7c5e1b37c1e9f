package io.citywatch.benchmarks.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A provider on the loopback that takes each message after the same time, however many come at once. */
final class SlowProvider implements AutoCloseable {
    private static final int ACCEPTED = 202;
    private static final int BACKLOG = 1_024;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final ScheduledExecutorService later = Executors.newScheduledThreadPool(1);
    private final Set<String> taken = ConcurrentHashMap.newKeySet();
    private final long latencyMillis;

    private SlowProvider(HttpServer server, long latencyMillis) {
        this.server = server;
        this.latencyMillis = latencyMillis;
    }

    static SlowProvider start(long latencyMillis) throws IOException {
        SlowProvider provider = new SlowProvider(
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG), latencyMillis);
        provider.server.setExecutor(provider.threads);
        provider.server.createContext("/", provider::take);
        provider.server.start();
        return provider;
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        if (body.length == 0 || key == null) {
            throw new IOException("a message without body or key");
        }
        var unused = later.schedule(() -> answer(exchange, key), latencyMillis, TimeUnit.MILLISECONDS);
    }

    private void answer(HttpExchange exchange, String key) {
        try {
            taken.add(key);
            exchange.sendResponseHeaders(ACCEPTED, -1);
        } catch (IOException e) {
            // Whoever asked is gone; the measurement sees that the message is missing.
        } finally {
            exchange.close();
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** How many different messages it took. */
    int taken() {
        return taken.size();
    }

    void forget() {
        taken.clear();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        later.shutdownNow();
    }
}
