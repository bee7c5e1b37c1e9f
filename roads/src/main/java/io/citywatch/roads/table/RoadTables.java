package io.citywatch.roads.table;

import io.citywatch.model.Position;
import io.citywatch.model.registry.Responder.Mode;
import io.citywatch.roads.RoadGraph;
import io.citywatch.roads.RoadGraphBuilder;
import io.citywatch.roads.RoadsException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a graph from two tables with a heading line each, separated by commas, packed or not: {@code *nodes.csv} with
 * {@code node} (any text), {@code lat} and {@code lon}, and {@code *arcs.csv} with {@code from} and {@code to}, each the
 * one way only, and optionally {@code meters} and {@code foot_s}, {@code e-bike_s} and {@code car_s}, the seconds of each
 * mode. Without {@code car_s}, {@code seconds} or {@code normal_s} are those of cars. Where a mode has no seconds they
 * come of the length and its usual speed, and who walks goes either way. Places are taken as the nearest node.
 */
public final class RoadTables {
    private static final String ARCS = "arcs.csv";
    private static final String NODES = "nodes.csv";
    private static final String PACKED = ".gz";

    private final Path file;
    private final Map<String, Integer> columns = new HashMap<>();
    private long line = 1;

    private RoadTables(Path file) {
        this.file = file;
    }

    private interface Row {
        void take(String[] cells);
    }

    /**
     * @param arcs a file whose name ends in {@code arcs.csv} or {@code arcs.csv.gz}; the nodes are looked for beside it
     * @throws RoadsException naming file, line and what is wrong
     */
    public static RoadGraph read(Path arcs) {
        RoadGraphBuilder roads = new RoadGraphBuilder().placesAreCrossings();
        Map<String, Integer> numbers = new HashMap<>();
        Map<Integer, Position> places = new HashMap<>();
        RoadTables nodes = new RoadTables(nodesOf(arcs));
        nodes.each(List.of("node", "lat", "lon"), cells -> {
            Position place = nodes.position(cells);
            String id = nodes.text(cells, "node");
            if (numbers.containsKey(id)) {
                throw nodes.wrong("node", id, "each once");
            }
            int number = roads.node(place);
            numbers.put(id, number);
            places.put(number, place);
        });
        RoadTables table = new RoadTables(arcs);
        table.each(List.of("from", "to"), cells -> table.arc(cells, roads, numbers, places));
        return roads.build();
    }

    private static Path nodesOf(Path arcs) {
        String name = String.valueOf(arcs.getFileName());
        String plain = name.endsWith(PACKED) ? name.substring(0, name.length() - PACKED.length()) : name;
        if (!plain.endsWith(ARCS)) {
            throw new RoadsException(arcs + ": (expected: a name that ends in " + ARCS + " or " + ARCS + PACKED + ")");
        }
        Path nodes = arcs.resolveSibling(plain.substring(0, plain.length() - ARCS.length()) + NODES);
        return Files.exists(nodes) ? nodes : nodes.resolveSibling(nodes.getFileName() + PACKED);
    }

    private void arc(
            String[] cells, RoadGraphBuilder roads, Map<String, Integer> numbers, Map<Integer, Position> places) {
        int from = node(cells, "from", numbers);
        int to = node(cells, "to", numbers);
        double straight = at(places, from).metersTo(at(places, to));
        double meters = number(cells, "meters").orElse(straight);
        RoadGraphBuilder.Stretch stretch = roads.stretch(from, to).meters(meters);
        for (Mode mode : Mode.values()) {
            OptionalDouble given = number(cells, mode.text() + "_s");
            if (given.isEmpty() && mode == Mode.CAR) {
                given = number(cells, "seconds");
                given = given.isPresent() ? given : number(cells, "normal_s");
            }
            stretch.along(mode, given.orElse(meters / mode.metersPerSecond()));
            if (mode == Mode.FOOT && given.isEmpty()) {
                stretch.against(mode, meters / mode.metersPerSecond());
            }
        }
    }

    private static Position at(Map<Integer, Position> places, int node) {
        Position place = places.get(node);
        if (place == null) {
            throw new IllegalStateException("node " + node + " has no place");
        }
        return place;
    }

    private int node(String[] cells, String column, Map<String, Integer> numbers) {
        String id = text(cells, column);
        Integer number = numbers.get(id);
        if (number == null) {
            throw wrong(column, id, "a node");
        }
        return number;
    }

    private void each(List<String> wanted, Row row) {
        try (BufferedReader reader = open()) {
            String heading = reader.readLine();
            String[] names = heading == null ? new String[0] : heading.strip().split(",", -1);
            for (int i = 0; i < names.length; i++) {
                columns.put(names[i].strip(), i);
            }
            for (String name : wanted) {
                if (!columns.containsKey(name)) {
                    throw new RoadsException(
                            file + ": columns " + Arrays.toString(names) + " (expected: " + name + " among them)");
                }
            }
            String text = reader.readLine();
            while (text != null) {
                line++;
                if (!text.isBlank()) {
                    row.take(text.split(",", -1));
                }
                text = reader.readLine();
            }
        } catch (IOException e) {
            throw new RoadsException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private BufferedReader open() throws IOException {
        InputStream bytes = Files.newInputStream(file);
        try {
            return new BufferedReader(new InputStreamReader(
                    String.valueOf(file.getFileName()).endsWith(PACKED) ? new GZIPInputStream(bytes) : bytes,
                    StandardCharsets.UTF_8));
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    private Position position(String[] cells) {
        double lat = required(cells, "lat");
        double lon = required(cells, "lon");
        if (lat < -90 || lat > 90) {
            throw wrong("lat", text(cells, "lat"), "-90 to 90 degrees");
        }
        if (lon < -180 || lon > 180) {
            throw wrong("lon", text(cells, "lon"), "-180 to 180 degrees");
        }
        return new Position(lat, lon);
    }

    private double required(String[] cells, String column) {
        return number(cells, column).orElseThrow(() -> wrong(column, text(cells, column), "a number"));
    }

    /** Empty where there is no such column, or nothing in it. */
    private OptionalDouble number(String[] cells, String column) {
        String text = text(cells, column);
        if (text == null || text.isEmpty()) {
            return OptionalDouble.empty();
        }
        try {
            double number = Double.parseDouble(text);
            if (!Double.isFinite(number)) {
                throw wrong(column, text, "a number");
            }
            if (column.equals("meters") || column.endsWith("_s") || column.equals("seconds")) {
                if (number < 0) {
                    throw wrong(column, text, "0 or more");
                }
            }
            return OptionalDouble.of(number);
        } catch (NumberFormatException e) {
            throw wrong(column, text, "a number");
        }
    }

    private @Nullable String text(String[] cells, String column) {
        Integer place = columns.get(column);
        return place == null || place >= cells.length ? null : cells[place].strip();
    }

    private RoadsException wrong(String column, @Nullable String value, String expected) {
        return new RoadsException(
                file + ", line " + line + ": " + column + ": " + value + " (expected: " + expected + ")");
    }
}
