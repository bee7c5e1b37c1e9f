package io.citywatch.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;

/** The golden files: one document of each wire format, as another implementation would write it. */
public final class Golden {
    /** The {@code ts} of the golden documents. */
    public static final Instant MEASURED = Instant.ofEpochMilli(1_795_300_000_000L);

    private static final JsonMapper PLAIN = new JsonMapper();

    private Golden() {}

    public static byte[] bytes(String name) {
        try (InputStream file = Golden.class.getResourceAsStream("/golden/" + name + ".json")) {
            if (file == null) {
                throw new IllegalArgumentException("no golden file: " + name);
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The document as a tree, to take apart. */
    public static ObjectNode object(String name) {
        return (ObjectNode) tree(bytes(name));
    }

    /** The document without its white space, fields in their order. */
    public static String compact(byte[] json) {
        return tree(json).toString();
    }

    private static JsonNode tree(byte[] json) {
        try {
            return PLAIN.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
