package io.citywatch.alerts.http;

import io.citywatch.alerts.audit.AuditEntry;
import io.citywatch.alerts.audit.AuditLog;
import io.citywatch.alerts.deadletter.DeadLetterStore;
import io.citywatch.alerts.incident.Page;
import io.citywatch.alerts.statistics.Statistics;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is only read: dead letters, the audit, the counts. */
final class RecordCalls {
    private final DeadLetterStore deadLetters;
    private final AuditLog audit;
    private final Statistics statistics;

    RecordCalls(DeadLetterStore deadLetters, AuditLog audit, Statistics statistics) {
        this.deadLetters = deadLetters;
        this.audit = audit;
        this.statistics = statistics;
    }

    Answer deadLetters(Call call) {
        int limit = call.limit();
        List<DeadLetterStore.Stored> found = deadLetters.list(call.parameter("device"), call.afterNumber(), limit + 1);
        return Answer.ok(page(found, limit, DeadLetterStore.Stored::id, DeadLetterStore.Stored::letter));
    }

    Answer audit(Call call) {
        int limit = call.limit();
        List<AuditLog.Stored> found =
                audit.list(call.parameter("actor"), call.parameter("action"), call.afterNumber(), limit + 1);
        Page<AuditEntry> page = page(found, limit, AuditLog.Stored::id, AuditLog.Stored::entry);
        return Answer.ok(page);
    }

    Answer statistics(Call call) {
        return Answer.ok(statistics.read());
    }

    /** @param found one more than the limit if there is a next part */
    private static <S, T> Page<T> page(List<S> found, int limit, Function<S, Long> id, Function<S, T> view) {
        List<S> items = found.size() > limit ? found.subList(0, limit) : found;
        @Nullable String next = found.size() > limit ? String.valueOf(id.apply(items.get(limit - 1))) : null;
        return new Page<>(items.stream().map(view).toList(), next);
    }
}
