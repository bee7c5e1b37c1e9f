package io.citywatch.alerts.http;

import com.linecorp.armeria.common.HttpStatus;
import io.citywatch.alerts.history.History;
import io.citywatch.alerts.history.HistoryUnavailable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the history, and tells who asked if there is none: silence must never look like an empty one. */
final class HistoryQuestion {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryQuestion.class);

    private final @Nullable History history;

    /** @param history null if none is configured */
    HistoryQuestion(@Nullable History history) {
        this.history = history;
    }

    <T> T ask(Function<History, T> question) {
        if (history == null) {
            throw new RefusedCall(unavailable("none is configured"));
        }
        try {
            return question.apply(history);
        } catch (HistoryUnavailable e) {
            LOG.warn("{}", e.getMessage());
            throw new RefusedCall(unavailable("unreachable"));
        }
    }

    private static Problem unavailable(String why) {
        return new Problem(HttpStatus.SERVICE_UNAVAILABLE, "history", why, "another try in a moment");
    }
}
