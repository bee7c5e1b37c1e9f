package io.citywatch.alerts.history;

/** The history cannot be asked now, or refuses to answer. */
public final class HistoryUnavailable extends RuntimeException {
    public HistoryUnavailable(String message) {
        super(message);
    }

    public HistoryUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
