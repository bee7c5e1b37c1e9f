package io.citywatch.streaming.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.streaming.io.LogEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PulsedLaneTest {
    @Test
    void pulsesEachSecondAndAtTheVeryEnd() {
        assertThat(times(10_000, 12_300)).containsExactly(10_000L, 11_000L, 12_000L, 12_300L);
    }

    @Test
    void endsWithOnePulseWhereTheEndIsAWholeSecond() {
        assertThat(times(10_000, 12_000)).containsExactly(10_000L, 11_000L, 12_000L);
    }

    @Test
    void letsNoPulseVouchForAMessageThatComesAfterIt() {
        List<LogEvent> lane = events(10_000, 12_000, 10_000, 10_999, 11_000, 11_500);

        assertThat(lane).extracting(LogEvent::loggedAt).isSorted();
        assertThat(lane)
                .extracting(LogEvent::type)
                .containsExactly(
                        LogEvent.Type.PULSE,
                        LogEvent.Type.UNREADABLE,
                        LogEvent.Type.UNREADABLE,
                        LogEvent.Type.PULSE,
                        LogEvent.Type.UNREADABLE,
                        LogEvent.Type.UNREADABLE,
                        LogEvent.Type.PULSE);
    }

    private static long[] times(long start, long end) {
        return events(start, end).stream().mapToLong(LogEvent::loggedAt).toArray();
    }

    private static List<LogEvent> events(long start, long end, long... messages) {
        List<LogEvent> found = new ArrayList<>();
        new PulsedLane(
                        LongStream.of(messages)
                                .mapToObj(at -> LogEvent.unreadable("d", "a test's", at, null))
                                .iterator(),
                        start,
                        start,
                        end)
                .forEachRemaining(found::add);
        return found;
    }
}
