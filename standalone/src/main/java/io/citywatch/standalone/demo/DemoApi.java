package io.citywatch.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.model.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Reads the platform's HTTP API as any program with a token does. */
final class DemoApi {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI base;
    private final String token;

    DemoApi(String consoleUrl, String token) {
        this.base = URI.create(consoleUrl);
        this.token = token;
    }

    /** @throws UncheckedIOException if the API does not answer, or not with 200 */
    JsonNode get(String path) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve("/api/v1" + path))
                .header("Authorization", "Bearer " + token)
                .timeout(PATIENCE)
                .build();
        try {
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IOException("GET " + path + ": " + response.statusCode());
            }
            return Json.mapper().readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted", e));
        }
    }
}
