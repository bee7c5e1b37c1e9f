package io.citywatch.streaming.rules.fire;

import static io.citywatch.streaming.rules.fire.SmokeSamples.battery;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.Severity;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.streaming.rules.ClockParameters;
import io.citywatch.streaming.rules.FireParameters;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.SmokeSample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LowBatteryTest {
    private final LowBattery rule = new LowBattery(FireParameters.DEFAULTS, ClockParameters.DEFAULTS);
    private final List<Detection> said = new ArrayList<>();
    private OpenLowBattery open;

    @Test
    void theFaultRaisesAtOnceWhateverTheBatterySays() {
        take(battery(0, 80, "low-battery"));

        assertThat(said).hasSize(1);
        assertThat(said.get(0).phase()).isEqualTo(Phase.RAISED);
        assertThat(said.get(0).severity()).isEqualTo(Severity.P3);
        assertThat(said.get(0).evidence())
                .containsEntry("battery", 80.0)
                .containsEntry("faults", List.of("low-battery"))
                .containsEntry("replaceWithinDays", 7L);
    }

    @Test
    void belowTwentyPercentIsLowAndTwentyIsNot() {
        take(battery(0, 20));
        assertThat(said).isEmpty();

        take(battery(600, 19.9));

        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED);
    }

    @Test
    void itIsNotRepeatedWhileItStands() {
        for (int i = 0; i < 20; i++) {
            take(battery(600.0 * i, 15, "low-battery"));
        }

        assertThat(said).hasSize(1);
    }

    @Test
    void itIsSaidAgainAfterAMute() {
        take(battery(0, 15, "low-battery"));
        take(battery(600, 15, "low-battery", "mute"));
        assertThat(said).hasSize(1);

        take(battery(1_200, 15, "low-battery"));
        take(battery(1_800, 15, "low-battery"));

        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.UPDATED);
        assertThat(said.get(1).evidence()).containsEntry("afterMute", true);
        assertThat(said.get(1).id()).isEqualTo(said.get(0).id());
    }

    @Test
    void onlyAGoodBatteryEndsIt() {
        take(battery(0, 15));
        take(battery(600, 24));
        take(battery(1_200, 90, "low-battery"));
        assertThat(said).hasSize(1);

        take(battery(1_800, 25));

        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.CLEARED);
    }

    @Test
    void aReportThatTheGoodOneOvertookBeginsNothing() {
        take(battery(0, 12));
        take(battery(600, 90));

        take(SmokeSamples.heartbeat(590, 12.0));
        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.CLEARED);

        take(SmokeSamples.heartbeat(630, 12.0));
        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.CLEARED, Phase.RAISED);
        assertThat(said.get(2).id()).isNotEqualTo(said.get(0).id());
    }

    @Test
    void theEndIsForgottenOnceNothingOfBeforeCounts() {
        take(battery(0, 12));
        take(battery(600, 90));
        take(battery(630, 90));
        assertThat(open).isNotNull();

        take(battery(2 * 86_400, 90));

        assertThat(open).isNull();
    }

    @Test
    void aHeartbeatCountsAsAReadingDoes() {
        take(SmokeSamples.heartbeat(0, 9.0, "low-battery"));
        take(battery(30, 9, "low-battery"));
        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED);

        take(SmokeSamples.heartbeat(60, null));
        assertThat(said).hasSize(1);
        take(SmokeSamples.heartbeat(90, 95.0));

        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.CLEARED);
    }

    private void take(SmokeSample sample) {
        take(BatteryReport.of(sample));
    }

    private void take(BatteryReport report) {
        Judged<OpenLowBattery> judged = rule.take(open, report, Instant.EPOCH);
        said.addAll(judged.detections());
        open = judged.state();
    }
}
