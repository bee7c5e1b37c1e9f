package io.citywatch.alerts.registry;

import io.citywatch.alerts.store.Transaction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What else must change in the transaction in which a thing does. */
public interface Consequences<T> {
    /** A thing before and after. */
    record Replaced<T>(T before, T after) {}

    /** Things were replaced; their rows are locked. */
    void ofReplacing(Transaction transaction, List<Replaced<T>> replaced);

    /** Why the thing must stay for now, in words for who wants to remove it; null if it may go. */
    @Nullable
    String reasonToKeep(Transaction transaction, T thing);

    /** Of a thing that nothing else depends on. */
    static <T> Consequences<T> none() {
        return new Consequences<>() {
            @Override
            public void ofReplacing(Transaction transaction, List<Replaced<T>> replaced) {}

            @Override
            public @Nullable String reasonToKeep(Transaction transaction, T thing) {
                return null;
            }
        };
    }
}
