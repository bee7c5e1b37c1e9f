package io.citywatch.model.history;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The history's tables as QuestDB wants them: made before the first point comes, since a table that it makes itself by
 * a first point keeps repeats of a point and no nanoseconds. A BOOL is an INT of 1 or 0, because QuestDB's own BOOLEAN
 * reads false where nothing was said. Pure text; whoever owns the server runs it. Names are quoted, because some of
 * them may be words of SQL.
 */
public final class QuestTables {
    /** The column of a point's time. */
    public static final String TIMESTAMP = "timestamp";

    private QuestTables() {}

    /** One statement a measurement; harmless where the table stands. */
    public static List<String> createAll() {
        return Arrays.stream(Measurement.values()).map(QuestTables::create).toList();
    }

    /** Makes the table of one measurement, a day a partition, one row a point. */
    public static String create(Measurement measurement) {
        String columns = measurement.fields().stream()
                .map(field -> ", " + quoted(field.name()) + " " + columnType(field.type()))
                .collect(Collectors.joining());
        return "CREATE TABLE IF NOT EXISTS " + quoted(measurement.table()) + " (" + quoted(TIMESTAMP)
                + " TIMESTAMP_NS, "
                + quoted(measurement.tag()) + " SYMBOL" + columns + ") TIMESTAMP(" + quoted(TIMESTAMP)
                + ") PARTITION BY DAY WAL DEDUP UPSERT KEYS(" + quoted(TIMESTAMP) + ", " + quoted(measurement.tag())
                + ")";
    }

    /**
     * Lets the table drop whole days by itself once they are older.
     *
     * @param days more than 0
     */
    public static String keep(Measurement measurement, int days) {
        if (days < 1) {
            throw new IllegalArgumentException("days: " + days + " (expected: 1 or more)");
        }
        return "ALTER TABLE " + quoted(measurement.table()) + " SET TTL " + days + " DAYS";
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }

    private static String columnType(Measurement.Type type) {
        return switch (type) {
            case NUMBER -> "DOUBLE";
            case WHOLE -> "LONG";
            case BOOL -> "INT";
            case TEXT, LIST -> "VARCHAR";
        };
    }
}
