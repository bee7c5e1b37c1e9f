package io.citywatch.streaming.replay;

import java.io.Serializable;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** An object of this JVM that a step holds by name, since Flink serialises its steps, within one JVM too. */
final class Held<T> implements Serializable, AutoCloseable {
    private static final long serialVersionUID = 1;
    private static final Map<String, Object> OBJECTS = new ConcurrentHashMap<>();

    private final String id = UUID.randomUUID().toString();

    Held(T object) {
        OBJECTS.put(id, object);
    }

    /** @throws IllegalStateException if it was let go */
    @SuppressWarnings("unchecked") // what the constructor put there
    T get() {
        Object object = OBJECTS.get(id);
        if (object == null) {
            throw new IllegalStateException("let go (expected: a replay that runs)");
        }
        return (T) object;
    }

    /** Lets it go. */
    @Override
    public void close() {
        OBJECTS.remove(id);
    }
}
