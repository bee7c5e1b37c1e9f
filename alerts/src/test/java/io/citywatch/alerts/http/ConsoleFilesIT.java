package io.citywatch.alerts.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console's pages as a class path would hold them. */
class ConsoleFilesIT {
    @TempDir
    private Path folder;

    private URLClassLoader loader;
    private Server server;

    @BeforeEach
    void start() throws IOException {
        Path assets = Files.createDirectories(folder.resolve("console/assets"));
        Files.writeString(folder.resolve("console/index.html"), "<title>operator</title>");
        Files.writeString(folder.resolve("console/responder.html"), "<title>phone</title>");
        Files.writeString(folder.resolve("console/icon.svg"), "<svg/>");
        Files.writeString(folder.resolve("secret.txt"), "secret");
        Files.writeString(assets.resolve("main-1a2b.js"), "export {}");
        Path map = Files.writeString(folder.resolve("city.geojson"), "{}");
        loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null);
        ServerBuilder builder = Server.builder().http(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        new ConsoleFiles(loader, map).addTo(builder);
        server = builder.build();
        server.start().join();
    }

    @AfterEach
    void stop() throws IOException {
        server.stop().join();
        loader.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.activeLocalPort() + path))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    void servesThePagesProtectedAndAlwaysFresh() throws Exception {
        HttpResponse<String> operator = get("/");
        HttpResponse<String> phone = get("/responder");

        assertThat(operator.body()).contains("operator");
        assertThat(phone.body()).contains("phone");
        assertThat(header(operator, "content-type")).startsWith("text/html");
        assertThat(header(operator, "cache-control")).isEqualTo("no-cache");
        assertThat(header(phone, "content-security-policy"))
                .contains("worker-src 'self' blob:", "img-src 'self' data: blob:", "style-src 'self' 'unsafe-inline'");
        assertThat(header(phone, "x-content-type-options")).isEqualTo("nosniff");
    }

    @Test
    void letsHashedFilesBeKeptForEver() throws Exception {
        HttpResponse<String> script = get("/assets/main-1a2b.js");
        HttpResponse<String> icon = get("/icon.svg");

        assertThat(script.statusCode()).isEqualTo(200);
        assertThat(header(script, "content-type")).contains("javascript");
        assertThat(header(script, "cache-control")).contains("immutable");
        assertThat(icon.statusCode()).isEqualTo(200);
        assertThat(header(icon, "cache-control")).isEqualTo("no-cache");
    }

    @Test
    void servesTheMap() throws Exception {
        HttpResponse<String> map = get("/map/city.geojson");

        assertThat(map.statusCode()).isEqualTo(200);
        assertThat(header(map, "content-type")).isEqualTo("application/geo+json");
    }

    @Test
    void servesNothingOutsideItsFolder() throws Exception {
        for (String path :
                new String[] {"/../secret.txt", "/..%2fsecret.txt", "/assets/../../secret.txt", "/secret.txt"}) {
            assertThat(get(path).body()).as(path).doesNotContain("secret\n").isNotEqualTo("secret");
        }
    }
}
