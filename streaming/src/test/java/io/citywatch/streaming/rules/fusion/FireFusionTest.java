package io.citywatch.streaming.rules.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.streaming.rules.Cells;
import io.citywatch.streaming.rules.FusionParameters;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.fusion.FireEvidence.Sort;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FireFusionTest {
    private static final long T = 1_790_000_000_000L;
    private static final double LAT = 23.4;
    private static final double LON = 116.7;
    /** Degrees a metre, north. */
    private static final double METER = 1 / 111_195.0;

    private final FireFusion rule = new FireFusion(FusionParameters.DEFAULTS);
    private final Cells cells = new Cells(FusionParameters.DEFAULTS.nearMeters());
    private final Map<Long, CellEvidence> state = new HashMap<>();
    private final List<Detection> said = new ArrayList<>();

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "SMOKE,                             none",
        "HOT_SPOT,                          none",
        "SMOKE MAINS_LOST,                  none",
        "SMOKE PRESS,                       none",
        "SMOKE HEAT,                        0.5",
        "SMOKE PRESS MAINS_LOST,            0.5",
        "SMOKE HOT_SPOT,                    1.5",
        "HEAT HOT_SPOT,                     1.0",
        "SMOKE SECOND_DETECTOR,             2.0",
        "SMOKE HEAT HOT_SPOT,               3.0",
        "NUISANCE SMOKE HEAT,               none",
        "NUISANCE SMOKE HOT_SPOT,           0.5",
        "PRESS MAINS_LOST,                  none"
    })
    void addsUpWhatTheCatalogueSays(String sorts, String logOdds) {
        int seconds = 0;
        for (String sort : sorts.trim().split(" ")) {
            Sort one = Sort.valueOf(sort);
            say(one, one == Sort.NUISANCE ? "SMOKE" : sort, LAT, LON, seconds++);
        }

        if (logOdds.equals("none")) {
            assertThat(said).isEmpty();
            return;
        }
        Detection last = said.get(said.size() - 1);
        double odds = Double.parseDouble(logOdds);
        assertThat((Double) last.evidence().get("probability")).isCloseTo(1 / (1 + Math.exp(-odds)), within(0.001));
        assertThat(last.evidence()).containsEntry("confirmed", odds >= 2);
        assertThat(said.get(0).phase()).isEqualTo(Phase.RAISED);
    }

    @Test
    void namesEachPartItsCausesAndItsDevices() {
        say(Sort.SMOKE, "sm-1", LAT, LON, 0);
        say(Sort.HOT_SPOT, "cam-1", LAT + 100 * METER, LON, 60);
        say(Sort.MAINS_LOST, "ct-1", LAT, LON, 61);

        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.UPDATED);
        Detection fire = said.get(1);
        assertThat(fire.evidence().get("parts"))
                .isEqualTo(List.of("prior -3.0", "smoke +2.0", "hotSpot +2.5", "mainsLost +0.5"));
        assertThat(fire.causes()).containsExactlyInAnyOrder(idOf(Sort.SMOKE, "sm-1"), idOf(Sort.HOT_SPOT, "cam-1"));
        assertThat(fire.devices()).extracting(Object::toString).containsExactlyInAnyOrder("sm-1", "cam-1", "ct-1");
        assertThat(fire.id()).isEqualTo(said.get(0).id());
        assertThat(fire.revision()).isGreaterThan(said.get(0).revision());
    }

    @ParameterizedTest
    @CsvSource({"140, 0, true", "170, 0, false", "0, 120, true", "0, 121, false", "90, -90, true"})
    void takesTogetherWhatIsNearInPlaceAndTime(double meters, int seconds, boolean together) {
        say(Sort.SMOKE, "sm-1", LAT, LON, 200);
        say(Sort.HOT_SPOT, "cam-1", LAT, LON + meters * METER / Math.cos(Math.toRadians(LAT)), 200 + seconds);

        assertThat(said).hasSize(together ? 1 : 0);
    }

    /** Wherever the borders of cells lie, and in whatever order its evidence comes, a fire is one. */
    @Test
    void isOneFireWhereverTheBordersLieAndWhateverComesFirst() {
        Random random = new Random(20_261_122);
        for (int round = 0; round < 500; round++) {
            state.clear();
            said.clear();
            double lat = LAT + random.nextInt(400) * METER;
            double lon = LON + random.nextInt(400) * METER;
            List<Sort> sorts = new ArrayList<>(List.of(Sort.SMOKE, Sort.HOT_SPOT, Sort.HEAT, Sort.PRESS));
            Collections.shuffle(sorts, random);
            int seconds = 0;
            for (Sort sort : sorts) {
                say(sort, sort.name(), lat + random.nextInt(60) * METER, lon + random.nextInt(60) * METER, seconds);
                seconds += random.nextInt(30);
            }

            assertThat(said.stream().map(Detection::id).distinct())
                    .as("round %d", round)
                    .hasSize(1);
        }
    }

    @Test
    void countsEachSortOnceAndWhatIsSaidAgainNotTwice() {
        say(Sort.SMOKE, "sm-1", LAT, LON, 0);
        say(Sort.SMOKE, "sm-1", LAT, LON, 10);
        say(Sort.SMOKE, "sm-2", LAT, LON, 20);
        say(Sort.SMOKE, "sm-3", LAT, LON, 30);

        assertThat(said).isEmpty();
    }

    @Test
    void aNuisanceOfAnotherDetectorSaysNothing() {
        say(Sort.NUISANCE, "sm-9", LAT, LON, 0);
        say(Sort.SMOKE, "sm-1", LAT, LON, 10);
        say(Sort.HEAT, "sm-1", LAT, LON, 11);

        assertThat(said).hasSize(1);
    }

    @Test
    void neverFallsWhileItGoesOnAndEndsWhenAllIsQuiet() {
        say(Sort.SMOKE, "sm-1", LAT, LON, 0);
        say(Sort.HOT_SPOT, "cam-1", LAT, LON, 1);
        pass(200);
        say(Sort.HOT_SPOT, "cam-1", LAT, LON, 300);
        say(Sort.HEAT, "sm-1", LAT, LON, 301);
        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.UPDATED);
        assertThat(said.get(1).evidence().get("probability"))
                .isEqualTo(said.get(0).evidence().get("probability"));

        pass(301 + 599);
        assertThat(said).hasSize(2);
        pass(301 + 600);

        assertThat(said.get(2).phase()).isEqualTo(Phase.CLEARED);
        assertThat(said.get(2).id()).isEqualTo(said.get(0).id());
        assertThat(state).isEmpty();
    }

    @Test
    void whatIsOverFoundsNothing() {
        say(Sort.HOT_SPOT, "cam-1", LAT, LON, 0);
        give(new Saying(Sort.HOT_SPOT, "cam-1", LAT, LON, 5), List.of(), true);
        say(Sort.SMOKE, "sm-1", LAT, LON, 10);

        assertThat(said).isEmpty();
    }

    @Test
    void remembersNothingWhenItsTimeIsOver() {
        say(Sort.SMOKE, "sm-1", LAT, LON, 0);
        assertThat(state).isNotEmpty();

        pass(121);

        assertThat(state).isEmpty();
        assertThat(said).isEmpty();
    }

    /** The alarm and what it confirmed reach this rule by different ways. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void saysAConfirmedFireOnceWhicheverComesFirst(boolean confirmationFirst) {
        String first = idOf(Sort.SMOKE, "sm-1");
        String second = idOf(Sort.SMOKE, "sm-2");
        Runnable alarm = () -> say(Sort.SMOKE, "sm-2", LAT, LON, 20);
        Runnable confirmation =
                () -> give(new Saying(Sort.SECOND_DETECTOR, "sm-2", LAT, LON, 20), List.of(first, second), false);
        say(Sort.SMOKE, "sm-1", LAT, LON, 0);

        (confirmationFirst ? confirmation : alarm).run();
        (confirmationFirst ? alarm : confirmation).run();

        assertThat(said)
                .singleElement()
                .satisfies(fire -> assertThat(fire.causes())
                        .containsExactlyInAnyOrder(first, second, idOf(Sort.SECOND_DETECTOR, "sm-2")));
    }

    /** Evidence of several devices arrives out of order when a job catches up. */
    @Test
    void isTheSameEpisodeInWhateverOrderItsEvidenceArrives() {
        Saying smoke = new Saying(Sort.SMOKE, "sm-1", LAT, LON, 0);
        Saying camera = new Saying(Sort.HOT_SPOT, "cam-1", LAT, LON, 30);

        give(smoke, List.of(), false);
        give(camera, List.of(), false);
        state.clear();
        give(camera, List.of(), false);
        give(smoke, List.of(), false);

        assertThat(said)
                .extracting(Detection::id)
                .hasSize(2)
                .containsOnly(said.get(0).id());
        assertThat(said).extracting(Detection::at).containsOnly(Instant.ofEpochMilli(T + 30_000));
    }

    private record Saying(Sort sort, String device, double lat, double lon, int seconds) {}

    private void say(Sort sort, String device, double lat, double lon, int seconds) {
        give(new Saying(sort, device, lat, lon, seconds), List.of(), false);
    }

    private void give(Saying saying, List<String> restsOn, boolean over) {
        long at = T + saying.seconds() * 1_000L;
        String detection = saying.sort() == Sort.MAINS_LOST ? "" : idOf(saying.sort(), saying.device());
        FireEvidence evidence = new FireEvidence(
                saying.sort(),
                detection,
                restsOn,
                saying.lat(),
                saying.lon(),
                new MessageStamp(saying.device(), saying.seconds() + "@" + saying.device(), at, at + 3, at));
        long own = cells.cellOf(saying.lat(), saying.lon());
        for (long cell : Cells.around(own)) {
            keep(
                    cell,
                    rule.take(
                            state.getOrDefault(cell, CellEvidence.NONE),
                            new PlacedEvidence(cell, cell == own, over, evidence),
                            Instant.EPOCH));
        }
    }

    private void pass(int seconds) {
        for (long cell : List.copyOf(state.keySet())) {
            if (state.get(cell).wakesAt() <= T + seconds * 1_000L) {
                keep(cell, rule.atEventTime(state.get(cell), cell, T + seconds * 1_000L, Instant.EPOCH));
            }
        }
    }

    private void keep(long cell, Judged<CellEvidence> judged) {
        said.addAll(judged.detections());
        if (judged.state() == null) {
            state.remove(cell);
        } else {
            state.put(cell, judged.state());
        }
    }

    private static String idOf(Sort sort, String device) {
        return String.format("%032x", (sort + device).hashCode() & 0xffff_ffffL);
    }
}
