package io.citywatch.streaming.rules.thermal;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.Severity;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.ClockParameters;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.SpotParameters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StaleFeedTest {
    private final StaleFeed rule = new StaleFeed(SpotParameters.DEFAULTS, ClockParameters.DEFAULTS);
    private final List<Detection> said = new ArrayList<>();
    private @Nullable OpenFeed feed;

    @Test
    void theSameFrameForHalfAMinuteIsAStaleFeed() {
        take(0, 0, 1);
        for (int i = 1; i < 30; i++) {
            take(i, i, 1);
        }
        assertThat(said).isEmpty();

        take(30, 30, 1);

        Detection raised = said.get(0);
        assertThat(said).hasSize(1);
        assertThat(raised.severity()).isEqualTo(Severity.P3);
        assertThat(raised.subject()).isEqualTo(Subject.device("cam-1"));
        assertThat(raised.at()).isEqualTo(Instant.ofEpochMilli(Frames.T + 30_000));
        assertThat(raised.evidence()).containsEntry("reason", "same-frame").containsEntry("frames", 30);
    }

    @Test
    void timesThatStandStillAreStaleTooWhateverTheFramesShow() {
        for (int i = 0; i <= 30; i++) {
            take(i, 0, i);
        }

        assertThat(said).hasSize(1);
        assertThat(said.get(0).evidence()).containsEntry("reason", "old-timestamps");
    }

    @Test
    void aRecordingOfAnHourAgoIsStale() {
        take(-1, -1, 99);
        for (int i = 0; i <= 30; i++) {
            take(i, i - 3_600, i);
        }

        assertThat(said).hasSize(1);
    }

    @Test
    void oneFreshFrameEndsIt() {
        for (int i = 0; i <= 40; i++) {
            take(i, i, 1);
        }
        take(41, 41, 2);

        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.CLEARED);
        assertThat(said.get(1).id()).isEqualTo(said.get(0).id());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 60, 600})
    void aFeedWhoseFramesDifferIsFreshHoweverRare(int interval) {
        for (int i = 0; i < 40; i++) {
            take((long) i * interval, (long) i * interval, i);
        }

        assertThat(said).isEmpty();
    }

    @Test
    void aFrameThatComesLateBreaksNoRow() {
        for (int i = 0; i <= 30; i++) {
            take(i, i, 1);
            if (i % 10 == 5) {
                take(i, i - 8, 70 + i);
            }
        }

        assertThat(said).hasSize(1);
        assertThat(said.get(0).at()).isEqualTo(Instant.ofEpochMilli(Frames.T + 30_000));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 29, 60})
    void aClockThatWasSetBackOnceGoesOn(int seconds) {
        for (int i = 0; i < 150; i++) {
            take(i, i < 50 ? i : i - seconds, i);
        }

        assertThat(said).isEmpty();
    }

    @Test
    void aMessageThatComesTwiceAfterAMinuteIsNoStaleFeed() {
        take(0, 0, 1);
        take(60, 60, 2);
        take(121, 60, 2);
        take(122, 121, 3);

        assertThat(said).isEmpty();
    }

    @Test
    void framesThatWereOvertakenAreNoStaleFeedThoughTheNextIsAMinuteAway() {
        take(0, 0, 1);
        take(12, -5, 2);
        take(20, -3, 3);
        take(33, -1, 4);
        take(60, 60, 5);

        assertThat(said).isEmpty();
    }

    @Test
    void aFrameOfBeforeThatComesOnceMoreMakesNoOldFeedFresh() {
        take(-1, -1, 98);
        take(0, 0, 99);
        for (int i = 1; i <= 31; i++) {
            if (i == 9) {
                take(i, -1, 98);
            }
            take(i, i - 1_200, i);
        }
        assertThat(said).hasSize(1);

        take(32, 0, 99);
        assertThat(said).as("no end of it").hasSize(1);
        take(33, 33, 33);
        assertThat(said).extracting(Detection::phase).endsWith(Phase.CLEARED);
    }

    @Test
    void aFilmThatRunsRoundAndRoundIsStale() {
        for (int i = 0; i <= 90; i++) {
            take(i, i % 20, i % 20);
        }

        assertThat(said).hasSize(1);
    }

    private void take(long received, long measured, int pixels) {
        long at = Frames.T + received * 1_000;
        MessageStamp origin = new MessageStamp("cam-1", received + "@a", at, at + 3, Frames.T + measured * 1_000);
        Judged<OpenFeed> judged = rule.take(feed, new FeedFrame(origin, pixels), Instant.EPOCH);
        said.addAll(judged.detections());
        feed = judged.state();
    }
}
