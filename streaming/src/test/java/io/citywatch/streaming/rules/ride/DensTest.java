package io.citywatch.streaming.rules.ride;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.Severity;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.MessageStamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DensTest {
    private static final long T = 1_700_000_000_000L;
    private static final long DAY = 86_400_000;
    private static final double METER = 1 / 111_195.0;

    private final Dens rule = new Dens(RideParameters.DEFAULTS);
    private final List<Detection> said = new ArrayList<>();
    private DenCity city;

    @Test
    void threeDifferentStolenVehiclesAtOnePlaceInAWeekAreADen() {
        rest("A", 0, T);
        rest("B", 100, T + 3 * DAY);
        rest("B", 100, T + 4 * DAY);
        rest("C", 400, T + 4 * DAY);
        assertThat(said).as("the third is too far").isEmpty();

        rest("D", 140, T + 5 * DAY);

        Detection raised = said.get(0);
        assertThat(raised.phase()).isEqualTo(Phase.RAISED);
        assertThat(raised.severity()).isEqualTo(Severity.P2);
        assertThat(raised.subject().type()).isEqualTo(Subject.PLACE);
        assertThat(raised.evidence().get("plates")).isEqualTo(List.of("A", "B", "D"));
        assertThat(raised.at().toEpochMilli()).isEqualTo(T + 5 * DAY);
        rest("E", 60, T + 6 * DAY);
        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.UPDATED);
        assertThat(said.get(1).id()).isEqualTo(raised.id());
    }

    @Test
    void whatIsOlderThanAWeekCountsNoMore() {
        rest("A", 0, T);
        rest("B", 0, T + DAY);
        rest("C", 0, T + 7 * DAY);

        assertThat(said).isEmpty();
    }

    @Test
    void aDenIsOverWhenTooFewOfItsRestsAreNew() {
        rest("A", 0, T);
        rest("B", 0, T + DAY);
        rest("C", 0, T + 2 * DAY);
        assertThat(city.wakesAt()).isEqualTo(T + 7 * DAY);

        pass(T + 7 * DAY - 1);
        assertThat(said).hasSize(1);
        pass(T + 7 * DAY);

        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.CLEARED);
        assertThat(city.open()).isEmpty();
        assertThat(city.wakesAt()).isEqualTo(Long.MAX_VALUE);
        pass(T + 9 * DAY);
        assertThat(city.rests()).isEmpty();
    }

    private void rest(String vehicle, double metersNorth, long at) {
        take(rule.take(
                city,
                new Rest(
                        "TAG" + vehicle,
                        vehicle,
                        "r" + Math.round(metersNorth),
                        23.35 + metersNorth * METER,
                        116.68,
                        false,
                        at - 3_600_000,
                        at,
                        new MessageStamp("r" + Math.round(metersNorth), "m" + at, at, at, at)),
                Instant.ofEpochMilli(at)));
    }

    private void pass(long time) {
        take(rule.atEventTime(city, time, Instant.ofEpochMilli(time)));
    }

    private void take(Judged<DenCity> judged) {
        city = judged.state();
        said.addAll(judged.detections());
    }
}
