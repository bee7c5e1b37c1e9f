package io.citywatch.alerts.imports;

import java.util.Optional;
import java.util.function.Supplier;

/** Lets one import of a kind run at a time. Thread-safe. */
public interface ImportLock {
    /** Runs the work, unless other work under that name is running in any process: then none. */
    <T> Optional<T> alone(String name, Supplier<T> work);
}
