package io.citywatch.streaming.rules.ride;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two tags that passed readers in a row at the same time, and as far apart at each: what rides in one van keeps its
 * distance, and two that happen to ride the same way do not. Between two readers each may have been missed at one, or
 * read where it was not.
 *
 * @param readers at which both were read, oldest first
 * @param times when the first of them was
 */
@SuppressWarnings("ArrayRecordComponent") // made and looked at, never compared
record InStep(String[] readers, long[] times) {
    /** Where a trail and another agree: the places of one reader in both. */
    private record Match(int one, int other) {}

    /** At how many readers of the row each was not read, though the other was. */
    private record Missed(int byOne, int byOther) {
        Missed and(Match near, Match far) {
            return new Missed(byOne + far.other() - near.other() - 1, byOther + far.one() - near.one() - 1);
        }

        boolean isAllowed(int row, RideParameters numbers) {
            int most = numbers.convoyMissed() * Math.max(1, row - 1);
            return byOne <= most && byOther <= most;
        }
    }

    /** Null if they were not at the one trail's reader together. */
    static @Nullable InStep of(Trail one, Trail other, RideParameters numbers) {
        long within = numbers.convoyWithin().toMillis();
        List<Match> matches = matches(one, other, within);
        int here = -1;
        for (int i = 0; i < matches.size(); i++) {
            int place = matches.get(i).one();
            if (one.readers()[place].equals(one.reader()) && one.times()[place] == one.at()) {
                here = i;
            }
        }
        if (here < 0) {
            return null;
        }
        Match now = matches.get(here);
        long drift = numbers.convoyDrift().toMillis();
        matches.removeIf(match -> Math.abs(apart(one, other, match) - apart(one, other, now)) > drift);
        here = matches.indexOf(now);
        int from = here;
        int to = here;
        Missed missed = new Missed(0, 0);
        while (from > 0) {
            Missed next = missed.and(matches.get(from - 1), matches.get(from));
            if (!next.isAllowed(to - from + 2, numbers)) {
                break;
            }
            missed = next;
            from--;
        }
        while (to < matches.size() - 1) {
            Missed next = missed.and(matches.get(to), matches.get(to + 1));
            if (!next.isAllowed(to - from + 2, numbers)) {
                break;
            }
            missed = next;
            to++;
        }
        return of(one, matches.subList(from, to + 1));
    }

    /** How long after the one the other passed a reader. */
    private static long apart(Trail one, Trail other, Match match) {
        return other.times()[match.other()] - one.times()[match.one()];
    }

    int length() {
        return readers.length;
    }

    private static InStep of(Trail one, List<Match> row) {
        String[] readers = new String[row.size()];
        long[] times = new long[row.size()];
        for (int i = 0; i < readers.length; i++) {
            readers[i] = one.readers()[row.get(i).one()];
            times[i] = one.times()[row.get(i).one()];
        }
        return new InStep(readers, times);
    }

    private static List<Match> matches(Trail one, Trail other, long within) {
        List<Match> matches = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < one.readers().length; i++) {
            for (int j = next; j < other.readers().length; j++) {
                // Times lie side by side, names all over the memory: hardly any pair must be asked for both.
                if (Math.abs(one.times()[i] - other.times()[j]) <= within
                        && one.readers()[i].equals(other.readers()[j])) {
                    matches.add(new Match(i, j));
                    next = j + 1;
                    break;
                }
            }
        }
        return matches;
    }
}
