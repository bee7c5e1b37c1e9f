package io.citywatch.alerts.http;

import io.citywatch.alerts.audit.AuditEntry;
import io.citywatch.alerts.audit.AuditLog;
import io.citywatch.alerts.deadletter.DeadLetterStore;
import io.citywatch.alerts.elder.ElderRecord;
import io.citywatch.alerts.incident.Page;
import io.citywatch.alerts.registry.Registry;
import io.citywatch.alerts.statistics.Statistics;
import io.citywatch.model.registry.Elder;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is only read: dead letters, the audit, persons' records, the counts. */
final class RecordCalls {
    private final DeadLetterStore deadLetters;
    private final AuditLog audit;
    private final Statistics statistics;
    private final ElderRecord calls;
    private final Registry<Elder> elders;
    private final Clock clock;

    RecordCalls(
            DeadLetterStore deadLetters,
            AuditLog audit,
            Statistics statistics,
            ElderRecord calls,
            Registry<Elder> elders,
            Clock clock) {
        this.calls = calls;
        this.elders = elders;
        this.clock = clock;
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

    /** What the person's terminal said; the look is audited before it is shown. */
    Answer elderRecord(Call call) {
        String elder = call.part("id");
        if (elders.find(elder).isEmpty()) {
            throw new RefusedCall(Problem.notFound("elder", elder));
        }
        int limit = call.limit();
        Map<String, String> detail = Map.of("role", call.person().role().text());
        audit.write(new AuditEntry(clock.instant(), call.person().name(), "elder.record", elder, detail));
        List<ElderRecord.Stored> found = calls.list(elder, call.afterNumber(), limit + 1);
        return Answer.ok(page(found, limit, ElderRecord.Stored::id, ElderRecord.Stored::entry));
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
