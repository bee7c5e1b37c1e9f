package io.citywatch.streaming.rules.vehicle;

import static io.citywatch.streaming.rules.vehicle.Roads.T;
import static io.citywatch.streaming.rules.vehicle.Roads.TAG;
import static io.citywatch.streaming.rules.vehicle.Roads.read;
import static io.citywatch.streaming.rules.vehicle.Roads.reader;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.Severity;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.ClockParameters;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.Onset;
import io.citywatch.streaming.rules.TagRead;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClonedTagTest {
    private static final Instant NOW = Instant.ofEpochMilli(T + 60_000);

    private final ClonedTag rule = new ClonedTag(VehicleParameters.DEFAULTS);
    private TagMemory memory;
    private OpenClone open;

    @ParameterizedTest
    @CsvSource({
        "1001, 10000, true",
        "1001, 0,     true",
        "1500, 30000, true",
        "2000, 40000, true",
        "990,  24000, false",
        "1000, 30000, false",
        "300,  1000,  true",
        "200,  1000,  true",
        "150,  0,     false",
        "2000, 50000, false",
        "5000, 110000, true"
    })
    void twoPlacesThatNoVehicleJoinsAreAClone(double meters, long millis, boolean raised) {
        Readers readers = Roads.readers(reader("a", 0), reader("b", meters));

        take(read("a", T, -60), "粤D12345", readers);
        List<Detection> said = take(read("b", T + millis, -60), "粤D12345", readers);

        assertThat(said).hasSize(raised ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"180000, false", "115000, false", "100000, true", "40000, true"})
    void acrossTheWaterItIsTheRoadThatCounts(long millis, boolean raised) {
        Readers readers = new Town().reader("a", 0, 600).reader("b", 0, 0).readers();

        take(read("a", T, -60), "粤D12345", readers);
        List<Detection> said = take(read("b", T + millis, -60), "粤D12345", readers);

        assertThat(said).hasSize(raised ? 1 : 0);
        said.forEach(one -> assertThat(one.evidence()).containsEntry("roadMeters", 4_600L));
    }

    @Test
    void whoRidesAgainstAOneWayStreetIsNoClone() {
        Readers readers = new Town().reader("a", 0, 980).reader("b", 0, 620).readers();

        take(read("a", T, -60), "粤D12345", readers);

        assertThat(take(read("b", T + 30_000, -60), "粤D12345", readers)).isEmpty();
    }

    @Test
    void theDetectionSaysWhichReadersAndHowFast() {
        Readers readers = Roads.readers(reader("a", 0), reader("b", 3_000));
        take(read("a", T, -60), "粤D12345", readers);

        Detection raised = take(read("b", T + 20_000, -60), "粤D12345", readers).get(0);

        assertThat(raised.phase()).isEqualTo(Phase.RAISED);
        assertThat(raised.severity()).isEqualTo(Severity.P3);
        assertThat(raised.subject()).isEqualTo(Subject.vehicle("粤D12345"));
        assertThat(raised.key()).isEqualTo(TAG);
        assertThat(raised.evidence())
                .containsEntry("speedKmh", 540L)
                .containsEntry("meters", 3_000L)
                .containsEntry("seconds", 20.0)
                .containsEntry("fromReader", "a")
                .containsEntry("toReader", "b");
        assertThat(raised.position().metersTo(new io.citywatch.model.Position(23.35, 116.68)))
                .isBetween(2_990.0, 3_010.0);
    }

    @Test
    void aReadThatArrivesLateInOrderIsComparedWithBothNeighbours() {
        Readers readers = Roads.readers(reader("a", 0), reader("b", 400), reader("far", 3_000));
        take(read("a", T, -60), null, readers);
        take(read("b", T + 40_000, -60), null, readers);

        List<Detection> said = take(read("far", T + 20_000, T + 45_000, -60), null, readers);

        assertThat(said).singleElement().extracting(Detection::subject).isEqualTo(Subject.vehicle(TAG));
        assertThat(said.get(0).evidence()).containsEntry("fromReader", "far").containsEntry("toReader", "b");
    }

    @Test
    void aReadOverheardFromAnotherStreetProvesNothing() {
        Readers readers = Roads.readers(reader("a", 0), reader("other", 1_100), reader("b", 300));
        take(read("a", T, -60), null, readers);

        assertThat(take(read("other", T + 2_000, -80), null, readers)).isEmpty();
        assertThat(take(read("a", T + 4_000, -62), null, readers)).isEmpty();
        assertThat(take(read("b", T + 40_000, -58), null, readers)).isEmpty();
    }

    @Test
    void aReaderThatOverhearsAgainAndAgainStillProvesNothing() {
        Readers readers = Roads.readers(reader("a", 0), reader("far", 3_000));
        take(read("a", T, -60), null, readers);

        for (int i = 1; i < 10; i++) {
            assertThat(take(read("far", T + i * 2_500L, -80), null, readers)).isEmpty();
            assertThat(take(read("a", T + i * 2_500L + 50, -60), null, readers)).isEmpty();
        }
    }

    @Test
    void aFaintReadThatTurnsOutToBeNearCountsFromTheFirst() {
        Readers readers = Roads.readers(reader("a", 0), reader("far", 3_000));
        take(read("a", T, -60), null, readers);
        assertThat(take(read("far", T + 5_000, -80), null, readers)).isEmpty();

        Detection raised = take(read("far", T + 6_000, -55), null, readers).get(0);

        assertThat(raised.evidence()).containsEntry("seconds", 5.0).containsEntry("pairs", 1);
    }

    @Test
    void aClockThatIsNotBelievedProvesNoSpeed() {
        Readers readers = Roads.readers(reader("a", 0), reader("b", 5_000));
        take(read("a", T, -60), null, readers);

        assertThat(take(read("b", T - 170_000, T + 3_000, -60), null, readers)).isEmpty();
    }

    @Test
    void aReaderThatNobodyRegisteredProvesNothing() {
        Readers readers = Roads.readers(reader("a", 0));
        take(read("a", T, -60), null, readers);

        assertThat(take(read("b", T + 1_000, -60), null, readers)).isEmpty();
    }

    @Test
    void furtherPairsUpdateOneEpisodeThatEndsTenMinutesLater() {
        Readers readers = Roads.readers(reader("a", 0), reader("b", 5_000));
        take(read("a", T, -60), null, readers);
        Detection raised = take(read("b", T + 10_000, -60), null, readers).get(0);
        Detection updated = take(read("a", T + 20_000, -60), null, readers).get(0);

        assertThat(updated.phase()).isEqualTo(Phase.UPDATED);
        assertThat(updated.id()).isEqualTo(raised.id());
        long end = T + 20_500 + 600_000;
        assertThat(rule.atEventTime(open, TAG, end - 1, NOW).detections()).isEmpty();
        Judged<OpenClone> cleared = rule.atEventTime(open, TAG, end, NOW);
        assertThat(cleared.state()).isNull();
        assertThat(cleared.detections()).extracting(Detection::phase).containsExactly(Phase.CLEARED);
        assertThat(cleared.detections().get(0).key()).isEqualTo(TAG);
    }

    private List<Detection> take(TagRead read, String plate, Readers readers) {
        TagMemory.Remembered remembered = TagMemory.remember(
                memory, read, read.rssi() >= -72, 12, ClockParameters.DEFAULTS, VehicleParameters.DEFAULTS);
        memory = remembered.memory();
        Judged<OpenClone> judged = rule.onRead(
                open,
                TAG,
                plate,
                memory.passages(),
                remembered.passage(),
                Onset.of(MessageStamp.of(read), Long.MIN_VALUE),
                readers,
                NOW);
        open = judged.state();
        return judged.detections();
    }
}
