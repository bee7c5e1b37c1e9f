package io.citywatch.simulators.registration;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.model.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Registry records as a CSV file for an import: a header of field names, nested ones with a dot, several values of a
 * field with {@code ;}, the parts of an object in a list with {@code /}.
 */
final class Csv {
    private Csv() {}

    static byte[] of(List<?> records) {
        List<Map<String, String>> lines = new ArrayList<>();
        Set<String> columns = new LinkedHashSet<>();
        for (Object one : records) {
            Map<String, String> line = new LinkedHashMap<>();
            flatten("", Json.mapper().valueToTree(one), line);
            columns.addAll(line.keySet());
            lines.add(line);
        }
        StringBuilder text = new StringBuilder(String.join(",", columns)).append('\n');
        for (Map<String, String> line : lines) {
            StringJoiner row = new StringJoiner(",");
            columns.forEach(column -> row.add(quoted(line.getOrDefault(column, ""))));
            text.append(row).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void flatten(String prefix, JsonNode node, Map<String, String> line) {
        node.properties().forEach(entry -> {
            String name = prefix + entry.getKey();
            JsonNode value = entry.getValue();
            if (value.isObject()) {
                flatten(name + ".", value, line);
            } else if (value.isArray()) {
                if (!value.isEmpty()) {
                    line.put(name, list(value));
                }
            } else if (!value.isNull()) {
                line.put(name, value.asText());
            }
        });
    }

    private static String list(JsonNode array) {
        StringJoiner list = new StringJoiner(";");
        for (JsonNode element : array) {
            StringJoiner parts = new StringJoiner("/");
            if (element.isObject()) {
                element.properties().forEach(part -> parts.add(part.getValue().asText()));
            } else {
                parts.add(element.asText());
            }
            list.add(parts.toString());
        }
        return list.toString();
    }

    /** RFC 4180. */
    private static String quoted(String value) {
        boolean plain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
