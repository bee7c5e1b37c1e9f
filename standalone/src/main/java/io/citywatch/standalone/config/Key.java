package io.citywatch.standalone.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can be set.
 *
 * @param name dashed, dotted, below {@code citywatch.}
 * @param type of its value
 * @param standard what holds where nothing is set; null if there is nothing
 * @param owner the record that has it as a component
 * @param component its name there
 */
public record Key(String name, Class<?> type, @Nullable Object standard, Class<?> owner, String component) {
    /** The default as one would write it in a file; empty if there is none. */
    public String standardText() {
        return standard == null ? "" : ValueText.of(standard);
    }

    /** The variable that sets it from the environment. */
    public String variable() {
        return "CITYWATCH_" + name.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
    }
}
