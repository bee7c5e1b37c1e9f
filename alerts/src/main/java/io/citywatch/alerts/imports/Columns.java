package io.citywatch.alerts.imports;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The columns that the file of a kind may have, named as the fields of its body; a dot goes into a field.
 *
 * @param required without which no line could be good
 * @param open the beginning of columns whose end the file chooses, such as {@code limits.}
 */
record Columns(Map<String, Cell> cells, List<String> required, Map<String, Cell> open) {
    static final Columns VEHICLES = new Columns(
            cells(
                    Cell.TEXT,
                    "plate",
                    "tag",
                    "household",
                    "homeReader",
                    "make",
                    "colour",
                    "owner.name",
                    "owner.phone",
                    "owner.address",
                    Cell.BOOL,
                    "guard"),
            List.of("plate", "tag"),
            Map.of());

    static final Columns ELDERS = new Columns(
            cells(
                    Cell.TEXT,
                    "id",
                    "name",
                    "address",
                    "terminal",
                    "file.phone",
                    "file.notes",
                    Cell.NUMBER,
                    "lat",
                    "lon",
                    "safeZone.lat",
                    "safeZone.lon",
                    "safeZone.radiusMeters",
                    Cell.TIME,
                    "absentUntil",
                    Cell.CONTACTS,
                    "file.contacts",
                    Cell.LIST,
                    "file.conditions",
                    "file.medicines"),
            List.of("id", "name", "lat", "lon"),
            Map.of("limits.", Cell.LIMITS));

    static final Columns RESPONDERS = new Columns(
            cells(
                    Cell.TEXT,
                    "id",
                    "name",
                    "mode",
                    "unit",
                    "phone",
                    Cell.NUMBER,
                    "lat",
                    "lon",
                    Cell.LIST,
                    "roles",
                    "skills",
                    "channels",
                    Cell.SHIFTS,
                    "shifts"),
            List.of("id", "name", "roles", "lat", "lon"),
            Map.of());

    static final Columns DEVICES = new Columns(
            cells(
                    Cell.TEXT,
                    "id",
                    "kind",
                    "name",
                    "premises",
                    "elder",
                    "road",
                    Cell.NUMBER,
                    "lat",
                    "lon",
                    "alarmLevel",
                    Cell.WHOLE,
                    "intervalSeconds",
                    "ratePerSecond",
                    Cell.BOOL,
                    "mobile",
                    "exit",
                    "noParking"),
            List.of("id", "kind", "lat", "lon"),
            Map.of());

    /** How a column is read; empty if it means nothing here. */
    Optional<Cell> cell(String column) {
        Cell cell = cells.get(column);
        if (cell != null) {
            return Optional.of(cell);
        }
        return open.entrySet().stream()
                .filter(each -> column.startsWith(each.getKey())
                        && column.length() > each.getKey().length())
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** @param parts cells, each followed by the names that it reads */
    private static Map<String, Cell> cells(Object... parts) {
        Map<String, Cell> cells = new LinkedHashMap<>();
        Cell cell = Cell.TEXT;
        for (Object part : parts) {
            if (part instanceof Cell next) {
                cell = next;
            } else {
                cells.put((String) part, cell);
            }
        }
        return cells;
    }
}
