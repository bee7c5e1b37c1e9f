package io.citywatch.simulators.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.citywatch.model.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Calls the HTTP API with a bearer token. Thread-safe; connections are kept. */
public final class PlatformApi {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration UPLOAD_PATIENCE = Duration.ofMinutes(5);
    private static final int MOST_WORDS = 200;

    private final HttpClient client;
    private final String base;
    private final String token;

    /** @param url of the server, without a path */
    public PlatformApi(URI url, String token) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build();
        this.base = url.resolve("/api/v1").toString();
        this.token = token;
    }

    /** A status and its body; an empty object where there is none, its beginning as a text where it is no JSON. */
    public record Answer(int status, JsonNode body) {
        public boolean isGood() {
            return status / 100 == 2;
        }
    }

    /** @throws PlatformUnreachable if there is no answer at all */
    public Answer get(String path) {
        return call("GET", path, null);
    }

    /** @throws PlatformUnreachable if there is no answer at all */
    public Answer post(String path, @Nullable Object body) {
        return call("POST", path, body);
    }

    /** @throws PlatformUnreachable if there is no answer at all */
    public Answer delete(String path) {
        return call("DELETE", path, null);
    }

    /** A path segment or a query value. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * Posts a file of many lines, which may take its time.
     *
     * @throws PlatformUnreachable if there is no answer at all
     */
    public Answer upload(String path, String contentType, byte[] file) {
        return call("POST", path, contentType, HttpRequest.BodyPublishers.ofByteArray(file), UPLOAD_PATIENCE);
    }

    private Answer call(String method, String path, @Nullable Object body) {
        return call(
                method,
                path,
                "application/json",
                body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofByteArray(Json.write(body)),
                PATIENCE);
    }

    private Answer call(
            String method, String path, String contentType, HttpRequest.BodyPublisher body, Duration patience) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(patience)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", contentType)
                .method(method, body)
                .build();
        try {
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), body(response.body()));
        } catch (IOException e) {
            throw new PlatformUnreachable(method + " " + base + path + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformUnreachable(method + " " + base + path + ": interrupted", e);
        }
    }

    /** A proxy or a server that is starting may answer in words: its status still tells. */
    private static JsonNode body(byte[] bytes) throws IOException {
        if (bytes.length == 0) {
            return Json.mapper().createObjectNode();
        }
        try {
            return Json.mapper().readTree(bytes);
        } catch (JsonProcessingException e) {
            String text = new String(bytes, StandardCharsets.UTF_8);
            return TextNode.valueOf(text.substring(0, Math.min(text.length(), MOST_WORDS)));
        }
    }
}
