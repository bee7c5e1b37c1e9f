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
import io.citywatch.streaming.rules.RegisteredVehicle;
import io.citywatch.streaming.rules.TagRead;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuardedMoveTest {
    private static final Instant NOW = Instant.ofEpochMilli(T + 60_000);
    private static final Readers READERS =
            Roads.readers(reader("home", 0), reader("near", 100), reader("away", 151), reader("far", 5_000));
    private static final RegisteredVehicle KEPT = new RegisteredVehicle(TAG, "粤D1", "home", true);

    private final GuardedMove rule = new GuardedMove(VehicleParameters.DEFAULTS);
    private TagMemory memory;
    private GuardMemory guard;

    @Test
    void aReaderFarEnoughFromHomeSaysSoAtOnce() {
        assertThat(take(read("home", T, -40), KEPT)).isEmpty();

        Detection raised = take(read("away", T + 60_000, -70), KEPT).get(0);

        assertThat(raised.phase()).isEqualTo(Phase.RAISED);
        assertThat(raised.severity()).isEqualTo(Severity.P1);
        assertThat(raised.subject()).isEqualTo(Subject.vehicle("粤D1"));
        assertThat(raised.key()).isEqualTo(TAG);
        assertThat(raised.evidence())
                .containsEntry("reason", "another-reader")
                .containsEntry("homeReader", "home")
                .containsEntry("reader", "away")
                .containsEntry("metersFromHome", 151L)
                .containsEntry("reads", 1);
    }

    @Test
    void aReaderThatOverhearsItFromAnotherStreetSaysNothing() {
        take(read("home", T, -50), KEPT);

        assertThat(take(read("far", T + 60_000, -80), KEPT)).isEmpty();

        assertThat(take(read("far", T + 89_000, -80), KEPT).get(0).evidence()).containsEntry("reason", "two-reads");
    }

    @Test
    void aFirstReadThatIsOverheardIsNoHome() {
        RegisteredVehicle homeless = new RegisteredVehicle(TAG, "粤D1", null, true);

        take(read("far", T, -80), homeless);
        take(read("home", T + 60_000, -60), homeless);

        assertThat(take(read("home", T + 120_000, -60), homeless)).isEmpty();
    }

    @Test
    void aNeighbourThatOverhearsAParkedVehicleSaysNothing() {
        for (int i = 0; i < 20; i++) {
            assertThat(take(read("home", T + i * 10_000L, -50), KEPT)).isEmpty();
            assertThat(take(read("near", T + i * 10_000L + 4_000, -55), KEPT)).isEmpty();
        }
    }

    @Test
    void twoReadsAtANeighbourWithTheHomeSilentAreAMove() {
        take(read("home", T, -50), KEPT);
        assertThat(take(read("near", T + 60_000, -60), KEPT)).isEmpty();

        Detection raised = take(read("near", T + 80_000, -60), KEPT).get(0);

        assertThat(raised.evidence()).containsEntry("reason", "two-reads");
    }

    @Test
    void aThirdReadDoesNotTakeTheSecondAway() {
        take(read("near", T, -80), KEPT);
        assertThat(take(read("near", T + 40_000, -80), KEPT)).isEmpty();

        assertThat(take(read("near", T + 50_000, -80), KEPT)).hasSize(1);
    }

    @Test
    void twoReadsMoreThanThirtySecondsApartAreNot() {
        take(read("near", T, -60), KEPT);

        assertThat(take(read("near", T + 30_001, -60), KEPT)).isEmpty();
    }

    @Test
    void aNeighbourThatHearsItMuchStrongerThanHomeIsAMove() {
        take(read("home", T, -60), KEPT);
        assertThat(take(read("near", T + 10_000, -54.1), KEPT)).isEmpty();

        Detection raised = take(read("near", T + 13_000, -54), KEPT).get(0);

        assertThat(raised.evidence()).containsEntry("reason", "stronger");
    }

    @Test
    void withoutARegisteredHomeItsFirstReaderIsHome() {
        RegisteredVehicle homeless = new RegisteredVehicle(TAG, "粤D1", null, true);
        assertThat(take(read("near", T, -60), homeless)).isEmpty();

        Detection raised = take(read("far", T + 600_000, -60), homeless).get(0);

        assertThat(raised.evidence()).containsEntry("homeReader", "near");
    }

    @Test
    void eachFurtherReadFollowsAndItIsOverTenMinutesAfterTheLast() {
        Detection raised = take(read("away", T, -60), KEPT).get(0);
        Detection updated = take(read("far", T + 300_000, -60), KEPT).get(0);
        assertThat(updated.phase()).isEqualTo(Phase.UPDATED);
        assertThat(updated.id()).isEqualTo(raised.id());
        assertThat(updated.evidence()).containsEntry("reads", 2);

        long end = T + 300_500 + 600_000;
        assertThat(rule.atEventTime(guard, KEPT, end - 1, NOW).detections()).isEmpty();
        Judged<GuardMemory> cleared = rule.atEventTime(guard, KEPT, end, NOW);

        assertThat(cleared.state()).isNull();
        assertThat(cleared.detections()).extracting(Detection::phase).containsExactly(Phase.CLEARED);
        assertThat(cleared.detections().get(0).key()).isEqualTo(TAG);
    }

    @Test
    void takingTheGuardOffEndsIt() {
        take(read("away", T, -60), KEPT);

        Judged<GuardMemory> off = rule.onGuardOff(guard, KEPT, T + 1_000, NOW);

        assertThat(off.detections()).extracting(Detection::phase).containsExactly(Phase.CLEARED);
        assertThat(off.state().isOpen()).isFalse();
        assertThat(rule.onGuardOff(off.state(), KEPT, T + 500 + 600_000, NOW).state())
                .isNull();
    }

    @Test
    void aGuardThatIsSetAgainAtOnceHasAnEpisodeOfItsOwn() {
        Detection first = take(read("away", T, -60), KEPT).get(0);
        guard = rule.onGuardOff(guard, KEPT, T + 1_000, NOW).state();
        Detection second = take(read("away", T + 2_000, -60), KEPT).get(0);

        assertThat(second.phase()).isEqualTo(Phase.RAISED);
        assertThat(second.id()).isNotEqualTo(first.id());
    }

    private List<Detection> take(TagRead read, RegisteredVehicle vehicle) {
        TagMemory.Remembered remembered = TagMemory.remember(
                memory, read, read.rssi() >= -72, 12, ClockParameters.DEFAULTS, VehicleParameters.DEFAULTS);
        memory = remembered.memory();
        Judged<GuardMemory> judged = rule.onRead(
                guard,
                vehicle,
                memory.passages(),
                remembered.passage(),
                Onset.of(MessageStamp.of(read), Long.MIN_VALUE),
                READERS,
                NOW);
        guard = judged.state();
        return judged.detections();
    }
}
