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
    private final Map<String, String> headers;

    Api(String consoleUrl, String token) {
        this(consoleUrl, Map.of("Authorization", "Bearer " + token));
    }

    private Api(String consoleUrl, Map<String, String> headers) {
        this.base = URI.create(consoleUrl).resolve("/api/v1").toString();
        this.headers = headers;
    }

    /** As a page does it: by name and password, from then on by the cookie. */
    static Api signedIn(String consoleUrl, String user, String password) {
        Api nobody = new Api(consoleUrl, Map.of("X-Requested-With", "citywatch"));
        HttpResponse<byte[]> response = nobody.send("POST", "/session", Map.of("user", user, "password", password));
        if (response.statusCode() != 200) {
            throw new AssertionError("the sign-in of " + user + ": " + response.statusCode());
        }
        String cookie =
                response.headers().firstValue("set-cookie").orElseThrow().replaceAll(";.*", "");
        return new Api(consoleUrl, Map.of("X-Requested-With", "citywatch", "Cookie", cookie));
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
        HttpResponse<byte[]> response = send(method, path, body);
        try {
            return new Answer(
                    response.statusCode(),
                    response.body().length == 0
                            ? Json.mapper().createObjectNode()
                            : Json.mapper().readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<byte[]> send(String method, String path, Object body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(Json.write(body)))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(20));
        headers.forEach(request::header);
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
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
