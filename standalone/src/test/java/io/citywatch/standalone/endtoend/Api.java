package io.citywatch.standalone.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.model.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;

/** The HTTP API as a client with a bearer token sees it. */
final class Api {
    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;
    private final String token;

    Api(String consoleUrl, String token) {
        this.base = URI.create(consoleUrl).resolve("/api/v1").toString();
        this.token = token;
    }

    record Answer(int status, JsonNode body) {
        String text(String field) {
            return body.path(field).asText();
        }
    }

    JsonNode get(String path) {
        Answer answer = call("GET", path, null);
        if (answer.status() != 200) {
            throw new AssertionError("GET " + path + ": " + answer);
        }
        return answer.body();
    }

    Answer post(String path, Map<String, ?> body) {
        return call("POST", path, body);
    }

    Answer call(String method, String path, Object body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(Json.write(body)))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofSeconds(20))
                .build();
        try {
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(
                    response.statusCode(),
                    response.body().length == 0
                            ? Json.mapper().createObjectNode()
                            : Json.mapper().readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The body once it is as wanted; asks again until then. */
    JsonNode await(String path, Duration atMost, Predicate<JsonNode> wanted) {
        return Await.until(path, atMost, () -> get(path), wanted);
    }
}
