package io.citywatch.alerts.http;

import com.linecorp.armeria.common.HttpStatus;
import io.citywatch.alerts.audit.AuditEntry;
import io.citywatch.alerts.audit.AuditLog;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Audits calls that were refused for want of rights, as {@code refused.call}. The first of an actor, call, reason and
 * minute is written at once; the others are counted and added to its row a little later, so that a flood of calls is
 * no flood of writes. Thread-safe.
 */
final class Refusals implements AutoCloseable {
    static final String ACTION = "refused.call";

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private static final long SECONDS_BETWEEN_WRITES = 5;
    /** More different paths of one account in a minute are counted by the call alone. */
    static final int MOST_PATHS = 100;
    /** More rows a minute are counted in one. */
    static final int MOST_ROWS = 2_000;

    private static final int LONGEST_TARGET = 200;

    private final AuditLog audit;
    private final Clock clock;
    private final ScheduledExecutorService timer;
    private final Map<Row, Integer> unwritten = new LinkedHashMap<>();
    private final Map<Row, Boolean> rows = new HashMap<>();
    private final Map<String, Integer> paths = new HashMap<>();
    private Instant minute = Instant.MIN;

    Refusals(AuditLog audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
        timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "refusals");
            thread.setDaemon(true);
            return thread;
        });
        var unused = timer.scheduleWithFixedDelay(
                this::flush, SECONDS_BETWEEN_WRITES, SECONDS_BETWEEN_WRITES, TimeUnit.SECONDS);
    }

    /** One row of the audit. */
    private record Row(Instant minute, String actor, String target, String what, int status, String remote) {}

    /**
     * One call.
     *
     * @param method its method
     * @param pattern its path as the description has it
     * @param path its path as it came
     * @param remote the address that called
     */
    record Attempt(String method, String pattern, String path, String remote) {}

    /** @param account who called; null if nobody showed who they are */
    void refused(@Nullable String account, Attempt attempt, Problem problem) {
        Row row = count(account, attempt, problem);
        if (row != null) {
            write(row, taken(row));
        }
    }

    private synchronized int taken(Row row) {
        Integer count = unwritten.remove(row);
        return count == null ? 0 : count;
    }

    /** The row, if it is its first. */
    private synchronized @Nullable Row count(@Nullable String account, Attempt attempt, Problem problem) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        if (!now.equals(minute)) {
            minute = now;
            rows.clear();
            paths.clear();
        }
        Row row = rowOf(now, account, attempt, problem);
        if (!rows.containsKey(row) && rows.size() >= MOST_ROWS) {
            row = new Row(now, "many", "many calls", "many", HttpStatus.FORBIDDEN.code(), "many");
        }
        unwritten.merge(row, 1, Integer::sum);
        return rows.put(row, true) == null ? row : null;
    }

    private Row rowOf(Instant now, @Nullable String account, Attempt attempt, Problem problem) {
        String target = attempt.method() + " " + attempt.pattern();
        if (account != null) {
            String exact = attempt.method() + " " + clip(attempt.path());
            Row row = new Row(
                    now, account, exact, problem.what(), problem.status().code(), attempt.remote());
            if (rows.containsKey(row) || paths.merge(account, 1, Integer::sum) <= MOST_PATHS) {
                return row;
            }
        }
        String actor = account == null ? attempt.remote() : account;
        return new Row(now, actor, target, problem.what(), problem.status().code(), attempt.remote());
    }

    /** Writes what was counted. What cannot be written now is counted on. */
    void flush() {
        Map<Row, Integer> counted;
        synchronized (this) {
            counted = new LinkedHashMap<>(unwritten);
            unwritten.clear();
        }
        counted.forEach(this::write);
    }

    private void write(Row row, int more) {
        if (more == 0) {
            return;
        }
        try {
            audit.count(entryOf(row), row.toString(), more);
        } catch (RuntimeException e) {
            LOG.warn("refused calls not audited yet: {}", e.toString());
            keep(row, more);
        }
    }

    private synchronized void keep(Row row, int more) {
        if (unwritten.size() < MOST_ROWS || unwritten.containsKey(row)) {
            unwritten.merge(row, more, Integer::sum);
        } else {
            LOG.error("refused calls that the audit will never have: {} times {}", more, row);
        }
    }

    private static AuditEntry entryOf(Row row) {
        Map<String, String> detail =
                Map.of("status", String.valueOf(row.status()), "what", row.what(), "remote", row.remote());
        return new AuditEntry(row.minute(), row.actor(), ACTION, row.target(), detail);
    }

    private static String clip(String text) {
        return text.length() > LONGEST_TARGET ? text.substring(0, LONGEST_TARGET) : text;
    }

    /** Writes what is left. */
    @Override
    public void close() {
        timer.shutdown();
        flush();
    }
}
