package io.citywatch.alerts.imports;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a file holds, one thing after the other. Used by one thread. */
interface Lines<T> {
    /** A thing, or what is wrong with it: exactly one of the two is there. */
    record Line<T>(int number, @Nullable T body, @Nullable BadLine bad) {
        static <T> Line<T> good(int number, T body) {
            return new Line<>(number, body, null);
        }

        static <T> Line<T> bad(BadLine bad) {
            return new Line<>(bad.line(), null, bad);
        }
    }

    /**
     * The next; null at the end.
     *
     * @throws IOException if the file breaks off
     */
    @Nullable
    Line<T> next() throws IOException;

    /** Columns that mean nothing here. */
    List<String> ignoredColumns();
}
