package io.citywatch.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.benchmarks.detect.FullCity;
import io.citywatch.model.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;

/** Fills a platform's registry with the full city through the CSV import, as those who deploy one do. */
final class FullRegistry {
    private static final double SOUTH = 23.20;
    private static final double WEST = 116.40;
    private static final double STEP_DEGREES = 0.000_5;
    private static final int COLUMNS = 600;
    private static final int GOOD = 200;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI url;
    private final String token;

    FullRegistry(URI url, String token) {
        this.url = url;
        this.token = token;
    }

    /** Imports everything; returns the seconds that each kind took. */
    Map<String, Double> load(Path folder) {
        Map<String, Double> seconds = new LinkedHashMap<>();
        seconds.put(
                "vehicles",
                load(
                        folder,
                        "vehicles",
                        "plate,tag,household,homeReader",
                        FullCity.VEHICLES,
                        i -> String.format(
                                Locale.ROOT,
                                "粤D%06d,E2003412%08X,household-%d,full-reader-%d",
                                i,
                                i,
                                i / 2,
                                i % FullCity.READERS)));
        seconds.put(
                "elders",
                load(
                        folder,
                        "elders",
                        "id,name,lat,lon,address,terminal",
                        FullCity.ELDERS,
                        i -> String.format(
                                Locale.ROOT, "full-elder-%d,长者%d,%s,龙湖区 %d 号,full-terminal-%d", i, i, place(i), i, i)));
        seconds.put(
                "devices",
                load(
                        folder,
                        "devices",
                        "id,kind,lat,lon,premises,intervalSeconds",
                        FullCity.SENSORS + FullCity.READERS,
                        i -> i < FullCity.SENSORS
                                ? String.format(
                                        Locale.ROOT,
                                        "full-sensor-%d,smoke-sensor,%s,building-%d,600",
                                        i,
                                        place(i),
                                        i / 4)
                                : String.format(
                                        Locale.ROOT,
                                        "full-reader-%d,tag-reader,%s,,60",
                                        i - FullCity.SENSORS,
                                        place(i - FullCity.SENSORS))));
        return seconds;
    }

    private static String place(int i) {
        return String.format(
                Locale.ROOT,
                "%.5f,%.5f",
                SOUTH + Math.floorDiv(i, COLUMNS) * STEP_DEGREES,
                WEST + (i % COLUMNS) * STEP_DEGREES);
    }

    private double load(Path folder, String kind, String header, int rows, IntFunction<String> row) {
        Path file = folder.resolve(kind + ".csv");
        try {
            write(file, header, rows, row);
            long before = System.nanoTime();
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(url.resolve("api/v1/imports/" + kind))
                            .header("Authorization", "Bearer " + token)
                            .header("Content-Type", "text/csv; charset=utf-8")
                            .timeout(Duration.ofMinutes(10))
                            .POST(HttpRequest.BodyPublishers.ofFile(file))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            double seconds = (System.nanoTime() - before) / 1e9;
            requireAll(kind, rows, answer);
            Files.delete(file);
            return Math.rint(seconds * 10) / 10;
        } catch (IOException e) {
            throw new UncheckedIOException("import of " + kind, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in the import of " + kind, e);
        }
    }

    private static void write(Path file, String header, int rows, IntFunction<String> row) throws IOException {
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            out.write(header);
            out.write('\n');
            for (int i = 0; i < rows; i++) {
                out.write(row.apply(i));
                out.write('\n');
            }
        }
    }

    private static void requireAll(String kind, int rows, HttpResponse<String> answer) throws IOException {
        String start = answer.body().substring(0, Math.min(500, answer.body().length()));
        if (answer.statusCode() != GOOD) {
            throw new IllegalStateException("import of " + kind + ": " + answer.statusCode() + " " + start);
        }
        JsonNode report = Json.mapper().readTree(answer.body());
        if (report.path("created").asInt() != rows) {
            throw new IllegalStateException("import of " + kind + ": " + start + " (expected: " + rows + " created)");
        }
    }
}
