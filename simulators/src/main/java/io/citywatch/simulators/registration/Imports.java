package io.citywatch.simulators.registration;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.model.json.Json;
import io.citywatch.simulators.SimulationFailure;
import io.citywatch.simulators.city.Area;
import io.citywatch.simulators.platform.PlatformApi;
import java.util.List;
import java.util.Map;

/** Sends many records of one kind at a time; a line that the platform does not take is a failure. */
final class Imports {
    private static final int LINES_A_FILE = 20_000;
    private static final int AREAS_A_FILE = 2_000;

    private final PlatformApi admin;

    Imports(PlatformApi admin) {
        this.admin = admin;
    }

    /** @param tokens takes those of clients that are new */
    void importAll(String kind, List<?> records, Map<String, String> tokens) {
        for (int from = 0; from < records.size(); from += LINES_A_FILE) {
            List<?> part = records.subList(from, Math.min(records.size(), from + LINES_A_FILE));
            PlatformApi.Answer answer = admin.upload("/imports/" + kind, "text/csv; charset=utf-8", Csv.of(part));
            requireAll(kind, answer);
            for (JsonNode token : answer.body().path("tokens")) {
                tokens.put(token.path("id").asText(), token.path("token").asText());
            }
        }
    }

    /** Parents come before their parts, so files may end anywhere. */
    void importAreas(List<Area> areas) {
        for (int from = 0; from < areas.size(); from += AREAS_A_FILE) {
            List<Map<String, Object>> features =
                    areas.subList(from, Math.min(areas.size(), from + AREAS_A_FILE)).stream()
                            .map(Area::feature)
                            .toList();
            requireAll(
                    "areas",
                    admin.upload(
                            "/imports/areas",
                            "application/json",
                            Json.write(Map.of("type", "FeatureCollection", "features", features))));
        }
    }

    private static void requireAll(String kind, PlatformApi.Answer answer) {
        if (!answer.isGood() || !answer.body().path("errors").isEmpty()) {
            throw new SimulationFailure("POST /imports/" + kind + ": " + answer.status() + " "
                    + (answer.isGood() ? "errors " + answer.body().path("errors") : answer.body()));
        }
    }
}
