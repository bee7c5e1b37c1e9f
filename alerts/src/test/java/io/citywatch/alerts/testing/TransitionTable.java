package io.citywatch.alerts.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/** Compares a machine's transitions with a table written out in the test, over all pairs. */
public final class TransitionTable {
    private TransitionTable() {}

    /** @param table for each state the names it may become, separated by spaces */
    public static <S extends Enum<S>> void check(S[] states, BiPredicate<S, S> mayBecome, Map<S, String> table) {
        assertThat(table).containsOnlyKeys(states);
        for (S from : states) {
            List<String> allowed = Arrays.stream(table.get(from).split(" "))
                    .filter(name -> !name.isEmpty())
                    .toList();
            for (S to : states) {
                assertThat(mayBecome.test(from, to)).as("%s to %s", from, to).isEqualTo(allowed.contains(to.name()));
            }
        }
    }
}
