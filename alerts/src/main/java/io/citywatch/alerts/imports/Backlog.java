package io.citywatch.alerts.imports;

/** What the log is still owed. An import waits for it, so that what is urgent never stands behind a whole city. */
@FunctionalInterface
public interface Backlog {
    /** Returns when little is owed, or when nothing moves and waiting would help nobody. */
    void awaitLittle();
}
