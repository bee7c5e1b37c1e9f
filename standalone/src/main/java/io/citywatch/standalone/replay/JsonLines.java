package io.citywatch.standalone.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.model.Decoded;
import io.citywatch.model.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a file of one JSON document a line. Empty lines count, and are passed over. */
final class JsonLines implements AutoCloseable {
    private final BufferedReader reader;
    private long number;

    /**
     * One line.
     *
     * @param number from 1
     * @param content what stands there, or why it is no JSON
     */
    record Line(long number, Decoded<JsonNode> content) {}

    private JsonLines(BufferedReader reader) {
        this.reader = reader;
    }

    static JsonLines open(Path file) throws IOException {
        return new JsonLines(Files.newBufferedReader(file, StandardCharsets.UTF_8));
    }

    /** The next line that has anything on it; empty at the end. */
    Optional<Line> next() throws IOException {
        for (String text = reader.readLine(); text != null; text = reader.readLine()) {
            number++;
            if (!text.isBlank()) {
                return Optional.of(new Line(number, Json.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class)));
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
