package io.citywatch.alerts.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Walks the sealed rows in the order of their numbers and tells what was changed, cut out or put in. Not thread-safe.
 *
 * <p>A changed row is told once: the rows behind it are judged by the seal that it carries.
 */
public final class ChainCheck {
    private static final int MOST_PROBLEMS = 100;

    /** A sealed row as it is found. */
    public record Row(Seal seal, Seal.Content content) {}

    /** Where the chain says that it begins and ends. */
    public record Ends(Seal start, Seal head) {}

    /**
     * What came of it.
     *
     * @param rows sealed rows read
     * @param start behind which the chain begins: {@link Seal#NONE}, or the last row that retention deleted
     * @param head the last row's seal
     * @param unsealed rows not sealed yet
     * @param oldestUnsealed when the first of them was written, or null
     * @param problems at most 100, in words
     * @param moreProblems how many there were besides
     */
    public record Result(
            long rows,
            Seal start,
            Seal head,
            long unsealed,
            @Nullable Instant oldestUnsealed,
            List<String> problems,
            long moreProblems) {
        public Result {
            problems = List.copyOf(problems);
        }

        /** Whether nothing is wrong. */
        public boolean holds() {
            return problems.isEmpty();
        }
    }

    private final Ends ends;
    private final Map<Long, Seal> known = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private Seal last;
    private long rows;
    private long moreProblems;

    /** @param known seals that were noted down elsewhere: the chain must go through each */
    public ChainCheck(Ends ends, List<Seal> known) {
        this.ends = ends;
        this.last = ends.start();
        known.forEach(seal -> this.known.put(seal.number(), seal));
        for (Seal seal : known) {
            if (seal.number() < ends.start().number()) {
                problem("row " + seal.number() + ", which was noted down, is no longer kept: the chain begins behind "
                        + ends.start().number());
            } else if (seal.number() > ends.head().number()) {
                problem("row " + seal.number() + ", which was noted down, is not there: the chain ends with "
                        + ends.head().number());
            }
        }
        compareWithKnown(last);
    }

    /** Takes the next row, in the order of numbers. */
    public void take(Row row) {
        rows++;
        long number = row.seal().number();
        if (number > last.number() + 1) {
            problem(gap(last.number() + 1, number - 1));
        }
        if (!last.next(row.content(), number).equals(row.seal()) && number == last.number() + 1) {
            AuditEntry entry = row.content().entry();
            problem("row " + number + " (id " + row.content().id() + ", " + entry.at() + ", " + entry.action() + " by "
                    + entry.actor() + "): its content is not what was sealed");
        }
        compareWithKnown(row.seal());
        last = row.seal();
    }

    /** Ends the walk. */
    public Result result(long unsealed, @Nullable Instant oldestUnsealed) {
        if (last.number() < ends.head().number()) {
            problem(gap(last.number() + 1, ends.head().number()));
        } else if (!last.equals(ends.head())) {
            problem("the chain ends with " + last + ", its head says " + ends.head());
        }
        return new Result(rows, ends.start(), last, unsealed, oldestUnsealed, problems, moreProblems);
    }

    private void compareWithKnown(Seal seal) {
        Seal noted = known.get(seal.number());
        if (noted != null && !noted.equals(seal)) {
            problem("row " + seal.number()
                    + ": its seal is not the one that was noted down: rows up to it were made anew");
        }
    }

    private static String gap(long from, long to) {
        return from == to ? "row " + from + " was cut out" : "rows " + from + " to " + to + " were cut out";
    }

    private void problem(String text) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(text);
        } else {
            moreProblems++;
        }
    }
}
