package io.citywatch.alerts.history;

import io.citywatch.model.IdSyntax;
import io.citywatch.model.history.Measurement;
import java.time.Instant;
import java.util.stream.Collectors;

/** What a question to either store is written with. No id comes into one but through {@link #literal}. */
final class QueryText {
    private QueryText() {}

    /** @throws IllegalArgumentException unless it is an id, which holds nothing that could end the text */
    static String literal(String id) {
        IdSyntax.check("id", id);
        return "'" + id + "'";
    }

    /** The name of a table or column, which are ours alone. */
    static String quoted(String name) {
        return '"' + name + '"';
    }

    /** All fields of a measurement. */
    static String fields(Measurement table) {
        return table.fields().stream().map(field -> quoted(field.name())).collect(Collectors.joining(", "));
    }

    /** @return nanoseconds since the epoch */
    static long nanos(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
    }
}
