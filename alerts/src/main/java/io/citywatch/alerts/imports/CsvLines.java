package io.citywatch.alerts.imports;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import io.citywatch.model.PlainText;
import io.citywatch.model.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads bodies out of a CSV file with a header line. An empty cell is an absent field. */
final class CsvLines<T> implements Lines<T> {
    private static final char NOT_UTF_8 = '\uFFFD';

    private record Column(String name, Cell cell) {}

    private final CsvFactory csv = new CsvFactory();
    private final TextLines file;
    private final Class<T> type;
    /** By place in the line; null where a column is ignored. */
    private final List<@Nullable Column> columns = new ArrayList<>();

    private final List<String> ignored = new ArrayList<>();

    /**
     * Reads the header.
     *
     * @throws IllegalArgumentException if it is none, naming what is missing
     */
    CsvLines(InputStream file, Class<T> type, Columns known) throws IOException {
        this.file = new TextLines(file);
        this.type = type;
        TextLines.Text header = this.file.next();
        if (header == null) {
            throw new IllegalArgumentException(
                    "header: nothing (expected: a line with " + String.join(",", known.required()) + ", ...)");
        }
        Set<String> seen = new HashSet<>();
        for (String cell : cellsOf(header)) {
            String name = cell.strip();
            Column column = known.cell(name).map(kind -> new Column(name, kind)).orElse(null);
            columns.add(column);
            if (column == null) {
                ignored.add(PlainText.cleaned(name, 64));
            } else if (!seen.add(name)) {
                throw new IllegalArgumentException("header: " + name + " twice (expected: each column once)");
            }
        }
        for (String required : known.required()) {
            if (!seen.contains(required)) {
                throw new IllegalArgumentException("header: no column " + required + " (expected: at least "
                        + String.join(",", known.required()) + ")");
            }
        }
    }

    @Override
    public @Nullable Line<T> next() throws IOException {
        TextLines.Text text = file.next();
        if (text == null) {
            return null;
        }
        try {
            return Line.good(text.number(), Json.mapper().treeToValue(bodyOf(cellsOf(text)), type));
        } catch (JsonProcessingException e) {
            return Line.bad(BadLine.of(text.number(), Json.reason(e)));
        } catch (IllegalArgumentException e) {
            return Line.bad(BadLine.of(text.number(), String.valueOf(e.getMessage())));
        }
    }

    @Override
    public List<String> ignoredColumns() {
        return List.copyOf(ignored);
    }

    private ObjectNode bodyOf(List<String> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException(
                    "line: " + cells.size() + " cells (expected: " + columns.size() + ", as in the header)");
        }
        ObjectNode body = Json.mapper().createObjectNode();
        for (int i = 0; i < cells.size(); i++) {
            Column column = columns.get(i);
            String text = cells.get(i).strip();
            if (column == null || text.isEmpty()) {
                continue;
            }
            if (text.indexOf(NOT_UTF_8) >= 0) {
                throw new IllegalArgumentException(column.name() + ": " + text + " (expected: text in UTF-8)");
            }
            ObjectNode node = body;
            String name = column.name();
            for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.')) {
                node = node.withObjectProperty(name.substring(0, dot));
                name = name.substring(dot + 1);
            }
            node.set(name, column.cell().read(column.name(), text));
        }
        return body;
    }

    private List<String> cellsOf(TextLines.Text text) throws IOException {
        if (!text.whole()) {
            throw new IllegalArgumentException("line: " + PlainText.quoted(text.text())
                    + " (expected: at most 64 KiB, each quote closed by another)");
        }
        List<String> cells = new ArrayList<>(columns.size());
        try (JsonParser parser = csv.createParser(text.text())) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isScalarValue()) {
                    cells.add(parser.getText());
                }
            }
            return cells;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "line: " + PlainText.quoted(text.text()) + " (expected: cells as in RFC 4180)", e);
        }
    }
}
