package io.citywatch.alerts.history;

import io.citywatch.model.history.Measurement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns what a store writes of a field, as text, into what the payload held. */
final class FieldValues {
    private FieldValues() {}

    /** @param text of a field by its name; null or empty if nothing was said */
    static Map<String, Object> of(Measurement measurement, Function<String, @Nullable String> text) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Measurement.Field field : measurement.fields()) {
            String given = text.apply(field.name());
            if (given != null && !given.isEmpty()) {
                values.put(field.name(), value(field, given));
            }
        }
        return values;
    }

    private static Object value(Measurement.Field field, String text) {
        return switch (field.type()) {
            case NUMBER -> Double.valueOf(text);
            // InfluxDB writes a whole number of a float column with its point.
            case WHOLE -> text.indexOf('.') < 0 ? Long.valueOf(text) : (Object) Math.round(Double.parseDouble(text));
            case BOOL -> text.equals("1") || text.equals("true");
            case TEXT -> text;
            case LIST -> List.of(text.split(","));
        };
    }
}
