package io.citywatch.streaming.rules;

import static io.citywatch.streaming.rules.Calls.cancel;
import static io.citywatch.streaming.rules.Calls.fall;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.telemetry.CallEvent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FallWindowTest {
    private static final long T = 1_000_000_000_000L;
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;

    private final FallWindow rule = new FallWindow(FallParameters.DEFAULTS);

    @Test
    void aFallStandsTwentySecondsAfterItsReceiptAndNotBefore() {
        TerminalFalls state = after(fall("1@a", T));

        assertThat(identities(rule.atEventTime(state, T + 20 * SECOND - 1))).isEmpty();
        assertThat(identities(rule.atEventTime(state, T + 20 * SECOND))).containsExactly("1@a");
    }

    @ParameterizedTest(name = "cancel received after {0} ms: stands {1}")
    @CsvSource({"-2000, false", "0, false", "1, false", "19999, false", "20000, false", "20001, true", "600000, true"})
    void aCancelActsOnAFallOfTheLastTwentySeconds(long after, boolean stands) {
        TerminalFalls state = after(fall("1@a", T), cancel("2@a", T + after));

        assertThat(identities(rule.atEventTime(state, T + 20 * SECOND)).contains("1@a"))
                .isEqualTo(stands);
    }

    @Test
    void aCancelActsOnEveryFallOfTheLastTwentySecondsAndOnNoOlderOne() {
        TerminalFalls state = after(
                fall("1@a", T),
                fall("2@a", T + 10 * SECOND),
                fall("3@a", T + 12 * SECOND),
                cancel("4@a", T + 25 * SECOND));

        assertThat(identities(rule.atEventTime(state, T + MINUTE))).containsExactly("1@a");
    }

    @Test
    void eachFallHasAWindowOfItsOwnAndExtendsNoOther() {
        TerminalFalls state = after(fall("1@a", T), fall("2@a", T + 15 * SECOND));

        FallWindow.Step first = rule.atEventTime(state, T + 20 * SECOND);
        FallWindow.Step second = rule.atEventTime(first.state(), T + 35 * SECOND);

        assertThat(identities(first)).containsExactly("1@a");
        assertThat(identities(second)).containsExactly("2@a");
    }

    @Test
    void aCancelBeforeAnyFallDoesNothingToALaterFall() {
        TerminalFalls state = after(cancel("1@a", T), fall("2@a", T + SECOND));

        assertThat(identities(rule.atEventTime(state, T + MINUTE))).containsExactly("2@a");
    }

    @ParameterizedTest(name = "the same again after {0} ms: counted {1} times")
    @CsvSource({"1, 1", "599999, 1", "-599999, 1", "600000, 2"})
    void theSameMessageWithinTenMinutesOfReceiptCountsOnce(long after, int counted) {
        TerminalFalls state = after(fall("1@a", T), fall("1@a", T + after));

        assertThat(state.pending()).hasSize(counted);
    }

    @Test
    void aRepeatOfACancelledFallDoesNotStand() {
        TerminalFalls state = after(fall("1@a", T), cancel("2@a", T + SECOND), fall("1@a", T + 2 * SECOND));

        assertThat(identities(rule.atEventTime(state, T + MINUTE))).isEmpty();
    }

    @Test
    void aRepeatOfACancelDoesNotCancelALaterFall() {
        TerminalFalls state = after(
                fall("1@a", T), cancel("2@a", T + SECOND), fall("3@a", T + 2 * SECOND), cancel("2@a", T + 3 * SECOND));

        assertThat(identities(rule.atEventTime(state, T + MINUTE))).containsExactly("3@a");
    }

    @ParameterizedTest
    @EnumSource(
            value = CallEvent.Event.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"FALL", "CANCEL"})
    void otherEventsChangeNothing(CallEvent.Event event) {
        TerminalFalls state = after(fall("1@a", T));

        assertThat(rule.take(state, Calls.call(Calls.TERMINAL, event, "2@a", T + 1), T + 1))
                .isSameAs(state);
    }

    @ParameterizedTest(name = "read {0} ms after receipt: ends by the clock after {1} ms")
    @CsvSource({"0, 25000", "3, 25000", "19000, 25000", "20000, 25000", "3600000, 3605000", "-3600000, -3575000"})
    void theClockEndsTheWindowFiveSecondsLaterButNeverBeforeACancelCouldBeRead(long readAfter, long endsAfter) {
        TerminalFalls state = rule.take(TerminalFalls.NONE, fall("1@a", T), T + readAfter);

        assertThat(state.clockTimes()).containsExactly(T + endsAfter);
    }

    @Test
    void theClockEndsAWindowThatEventTimeDoesNotReach() {
        TerminalFalls state = after(fall("1@a", T));

        assertThat(identities(rule.atClock(state, T + 25 * SECOND - 1, T - MINUTE)))
                .isEmpty();
        assertThat(identities(rule.atClock(state, T + 25 * SECOND, T - MINUTE))).containsExactly("1@a");
    }

    @Test
    void afterARestartTheClockFirstLetsTheLogBeRead() {
        TerminalFalls state = after(fall("1@a", T));
        long restarted = T + MINUTE;

        FallWindow.Step atOnce = rule.atClock(state, restarted, restarted);
        FallWindow.Step later = rule.atClock(atOnce.state(), restarted + 5 * SECOND, restarted);

        assertThat(identities(atOnce)).isEmpty();
        assertThat(atOnce.state().clockTimes()).containsExactly(restarted + 5 * SECOND);
        assertThat(identities(later)).containsExactly("1@a");
        assertThat(later.standing().get(0).endsAt()).isEqualTo(T + 20 * SECOND);
    }

    @Test
    void nothingIsRememberedOnceARepeatCannotComeAnyMore() {
        TerminalFalls state = after(fall("1@a", T), cancel("2@a", T + SECOND));

        assertThat(rule.atEventTime(state, T + 10 * MINUTE).state().isNothing()).isFalse();
        assertThat(rule.atEventTime(state, T + 10 * MINUTE + SECOND).state().isNothing())
                .isTrue();
    }

    private TerminalFalls after(Call... calls) {
        TerminalFalls state = TerminalFalls.NONE;
        for (Call call : calls) {
            state = rule.take(state, call, call.receivedAt() + 5);
        }
        return state;
    }

    private static List<String> identities(FallWindow.Step step) {
        return step.standing().stream().map(fall -> fall.fall().identity()).toList();
    }
}
