package io.citywatch.alerts.http;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.file.FileService;
import com.linecorp.armeria.server.file.HttpFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The console's pages and the city's map. What is not there answers 404, and the API works all the same. */
final class ConsoleFiles {
    private static final String FOLDER = "console/";
    private static final String MAP_PATH = "/map/city.geojson";

    /** MapLibre's workers are blobs, its images data and blobs, and it styles its own elements. */
    private static final HttpHeaders PROTECTION = HttpHeaders.builder()
            .set(
                    HttpHeaderNames.CONTENT_SECURITY_POLICY,
                    "default-src 'self'; script-src 'self'; worker-src 'self' blob:; child-src 'self' blob:;"
                            + " img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; connect-src 'self';"
                            + " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'")
            .set(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
            .set(HttpHeaderNames.REFERRER_POLICY, "no-referrer")
            .build();

    private static final String ASK_EACH_TIME = "no-cache";
    /** Their names change with their content. */
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    private final ClassLoader loader;
    private final @Nullable Path mapFile;

    ConsoleFiles(ClassLoader loader, @Nullable Path mapFile) {
        this.loader = loader;
        this.mapFile = mapFile;
    }

    void addTo(ServerBuilder server) {
        server.service("/", page("index.html"));
        server.service("/responder", page("responder.html"));
        server.serviceUnder("/assets/", folder(FOLDER + "assets", FOR_EVER));
        server.service(MAP_PATH, map());
        server.serviceUnder("/", folder(FOLDER, ASK_EACH_TIME));
    }

    private HttpService page(String name) {
        String path = FOLDER + name;
        if (loader.getResource(path) == null) {
            return (context, request) -> HttpResponse.of(
                    HttpStatus.NOT_FOUND, MediaType.PLAIN_TEXT_UTF_8, "The console is not part of this build.\n");
        }
        return HttpFile.builder(loader, path)
                .cacheControl(ASK_EACH_TIME)
                .setHeaders(PROTECTION)
                .build()
                .asService();
    }

    private HttpService folder(String path, String cacheControl) {
        return FileService.builder(loader, path)
                .cacheControl(cacheControl)
                .setHeaders(PROTECTION)
                .build();
    }

    private HttpService map() {
        if (mapFile == null) {
            return (context, request) ->
                    HttpResponse.of(HttpStatus.NOT_FOUND, MediaType.PLAIN_TEXT_UTF_8, "No map is configured.\n");
        }
        return HttpFile.builder(mapFile)
                .contentType("application/geo+json")
                .cacheControl(ASK_EACH_TIME)
                .setHeaders(PROTECTION)
                .build()
                .asService();
    }
}
