package io.citywatch.streaming.rules.ride;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.ride.Pair.Member;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairsInStepTest {
    private final PairsInStep pairs = new PairsInStep(List.of());

    @Test
    void ofTwoTagsTheNewestCountsWhicheverIsNamedFirst() {
        pairs.add(pair("a", "b", 10), 0);
        Pair newer = pair("b", "a", 20);
        pairs.add(newer, 0);

        assertThat(pairs.of("a")).containsExactly(newer);
        assertThat(pairs.of("b")).containsExactly(newer);
    }

    @Test
    void whatIsOverIsForgottenButNotTheNewerOfTheSameTwo() {
        pairs.add(pair("a", "b", 10), 0);
        pairs.add(pair("a", "c", 10), 0);
        Pair newer = pair("a", "b", 20);
        pairs.add(newer, 0);
        Pair last = pair("d", "e", 30);
        pairs.add(last, 15);

        assertThat(pairs.of("a")).containsExactly(newer);
        assertThat(pairs.of("c")).isEmpty();
        assertThat(pairs.remember()).containsExactly(newer, last);
    }

    @Test
    void isMadeAgainOfWhatIsRemembered() {
        pairs.add(pair("a", "b", 10), 0);
        Pair newer = pair("a", "b", 20);
        pairs.add(newer, 0);
        List<Pair> remembered = pairs.remember();
        pairs.add(pair("x", "y", 30), 0);

        assertThat(remembered).as("not changed by what came later").hasSize(2);
        assertThat(new PairsInStep(remembered).of("b")).containsExactly(newer);
        assertThat(pairs.isAsRemembered(remembered)).isTrue();
        assertThat(pairs.isAsRemembered(pairs.remember())).isTrue();
        assertThat(pairs.isAsRemembered(remembered)).isFalse();
    }

    private static Pair pair(String one, String other, long receivedAt) {
        return new Pair(
                new Member(one, one, 0),
                new Member(other, other, 0),
                new String[] {"r-1", "r-2"},
                new long[] {receivedAt - 5, receivedAt},
                null,
                null,
                1,
                false,
                new MessageStamp("gw", "id", receivedAt, receivedAt, receivedAt));
    }
}
