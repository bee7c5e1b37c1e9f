package io.citywatch.standalone.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Fills a configuration record: its component {@code mapFile} at the level {@code dispatch} is the key {@code
 * dispatch.map-file}, and a component that is itself a record is a level of its own. Defaults come from an instance,
 * checks from the records.
 */
final class RecordBinder {
    private RecordBinder() {}

    /**
     * The keys of a record, in its order.
     *
     * @param level the level's name; empty at the top
     * @param standard the defaults
     * @param except keys that are not for operators, and levels of such
     */
    static List<Key> keys(String level, Record standard, Set<String> except) {
        List<Key> keys = new ArrayList<>();
        for (RecordComponent component : standard.getClass().getRecordComponents()) {
            String name = name(level, component);
            if (except.contains(name)) {
                continue;
            }
            @Nullable Object value = read(component, standard);
            if (value instanceof Record nested) {
                keys.addAll(keys(name, nested, except));
            } else if (ValueText.isValue(component.getType())) {
                keys.add(new Key(name, component.getType(), value, standard.getClass(), component.getName()));
            } else {
                throw new IllegalStateException(name + ": " + component.getType() + " cannot be set by a text");
            }
        }
        return keys;
    }

    /**
     * A copy of the defaults with what is set.
     *
     * @throws StartFailure naming the key, its value and the expectation
     */
    static <R extends Record> R bind(
            String level, R standard, Set<String> except, Function<String, Optional<String>> settings) {
        RecordComponent[] components = standard.getClass().getRecordComponents();
        @Nullable Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            @Nullable Object value = read(components[i], standard);
            String name = name(level, components[i]);
            values[i] = except.contains(name) ? value : bound(name, components[i].getType(), value, except, settings);
        }
        return create(level, standard, components, values);
    }

    private static @Nullable Object bound(
            String name,
            Class<?> type,
            @Nullable Object standard,
            Set<String> except,
            Function<String, Optional<String>> settings) {
        if (standard instanceof Record nested) {
            return bind(name, nested, except, settings);
        }
        Optional<String> text = settings.apply(name);
        if (text.isEmpty()) {
            return standard;
        }
        try {
            return ValueText.parse(type, text.get().strip());
        } catch (IllegalArgumentException e) {
            throw new StartFailure(
                    "citywatch." + name + ": '" + text.get() + "' (expected: " + ValueText.expected(type) + ")", e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <R extends Record> R create(
            String level, R standard, RecordComponent[] components, @Nullable Object[] values) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = standard.getClass().getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return (R) constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new StartFailure(
                    "citywatch." + (level.isEmpty() ? "" : level + ".") + ValueText.reason(e), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(standard.getClass() + " is no configuration record", e);
        }
    }

    private static String name(String level, RecordComponent component) {
        String dashed = component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        return level.isEmpty() ? dashed : level + "." + dashed;
    }

    private static @Nullable Object read(RecordComponent component, Record record) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " cannot be read", e);
        }
    }
}
