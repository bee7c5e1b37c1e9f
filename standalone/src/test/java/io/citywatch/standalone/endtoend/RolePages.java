package io.citywatch.standalone.endtoend;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** What a role's process says of itself by HTTP: its health and its metrics. */
public final class RolePages {
    private final HttpClient http = HttpClient.newHttpClient();
    private final Duration timeout;

    /** @param timeout of one request */
    public RolePages(Duration timeout) {
        this.timeout = timeout;
    }

    /** The body of a page; while nobody listens there, why. */
    public String body(int port, String path) {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .timeout(timeout)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
