package io.citywatch.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.model.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The script under Node that drives a real Chromium; a JSON line each way is one step of the story. */
final class Browser implements AutoCloseable {
    private static final Path CONSOLE =
            Path.of("..", "console").toAbsolutePath().normalize();
    private static final Path STORIES = Path.of("src", "test", "browser").toAbsolutePath();
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path PICTURES =
            Path.of(System.getProperty("citywatch.pictures", "target/pictures")).toAbsolutePath();

    private final Process process;
    private final BufferedReader said;
    private final Writer told;

    /**
     * @param story the script's file
     * @param given what it needs to know of this platform
     */
    Browser(String story, String consoleUrl, Map<String, Object> given) {
        Map<String, Object> all = new LinkedHashMap<>(given);
        all.put("console", CONSOLE.toString());
        all.put("consoleUrl", consoleUrl);
        all.put("chromium", CHROMIUM.toString());
        all.put("locale", "en-GB");
        all.put("pictures", PICTURES.toString());
        try {
            Files.createDirectories(PICTURES);
            process = new ProcessBuilder("node", STORIES.resolve(story).toString(), text(all))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        said = process.inputReader(StandardCharsets.UTF_8);
        told = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** Waits for the step that must come next; a failure of the script is the test's. */
    JsonNode step(String name) {
        try {
            String line = said.readLine();
            if (line == null) {
                throw new AssertionError("the browser ended before step '" + name + "'");
            }
            JsonNode step = Json.mapper().readTree(line);
            if (!step.path("step").asText().equals(name)) {
                throw new AssertionError("expected step '" + name + "', got: " + step.toPrettyString());
            }
            return step;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The story is over, and no page has complained. */
    void end() {
        assertThat(step("end").path("faults")).as("faults in the pages").isEmpty();
    }

    void tell(Map<String, Object> facts) {
        try {
            told.write(text(facts) + "\n");
            told.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Map<String, Object> facts) {
        try {
            return Json.mapper().writeValueAsString(facts);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the browser and all its children. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
