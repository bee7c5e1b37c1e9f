package io.citywatch.simulators.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import io.citywatch.simulators.FakeTimer;
import io.citywatch.simulators.FakeWorld;
import io.citywatch.simulators.city.City;
import io.citywatch.simulators.city.CitySize;
import io.citywatch.simulators.city.Seeds;
import io.citywatch.simulators.device.RecordedDevice.Sent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundTest {
    private static final City CITY = City.generate(3, CitySize.pilot());

    private final FakeTimer timer = new FakeTimer();
    private final FakeWorld world = new FakeWorld(CITY, timer);

    private Storyteller played(long seed, @Nullable Duration planned, long seconds) {
        Storyteller storyteller =
                new Storyteller(CITY, world, timer, timer.clock(), Seeds.of(seed, "stories"), planned);
        world.openTraffic();
        storyteller.start();
        timer.passSeconds(5);
        storyteller.everybodyIsThere();
        timer.passSeconds(seconds);
        return storyteller;
    }

    private static Set<Scene> scenes(Storyteller storyteller) {
        return storyteller.happened().stream().map(Happening::scene).collect(Collectors.toSet());
    }

    private static Happening first(Storyteller storyteller, Scene scene) {
        return storyteller.happened().stream()
                .filter(happening -> happening.scene() == scene)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3, 8})
    void aRoundHoldsEveryScene(long seed) {
        assertThat(scenes(played(seed, null, 600))).containsExactlyInAnyOrder(Scene.values());
    }

    @Test
    void aPlannedRunPlaysOnlyWhatCanFinish() {
        Duration planned = Duration.ofSeconds(105);
        Storyteller storyteller = played(3, planned, 700);

        assertThat(scenes(storyteller))
                .contains(Scene.THEFT, Scene.FIRE_FROM_ABOVE, Scene.DETECTOR_ALARM, Scene.PRESS)
                .doesNotContain(Scene.MAINS_LOST, Scene.POWER_CUT, Scene.READER_FAILURE);
        assertThat(storyteller.happened())
                .allMatch(happening ->
                        Duration.between(FakeTimer.START, happening.at()).compareTo(planned) < 0);
    }

    @Test
    void aThiefIsReadBeforeAndAfterTheReportAndIsFound() {
        Storyteller storyteller = played(3, null, 110);
        Happening theft = first(storyteller, Scene.THEFT);
        String tag = theft.others().iterator().next();

        List<String> readers = world.log().stream()
                .filter(sent -> sent.kind() == TelemetryKind.TAG_SIGHTINGS
                        && sent.fields().toString().contains(tag))
                .map(Sent::device)
                .distinct()
                .toList();

        assertThat(readers).hasSizeGreaterThanOrEqualTo(2);
        assertThat(world.policeLog()).containsExactly("report " + theft.device(), "found " + theft.device());
    }

    @Test
    void aPowerCutIsSaidByAHundredBasesWithinSecondsAndIsOverLater() {
        Storyteller storyteller = played(3, null, 400);
        Set<String> dark = first(storyteller, Scene.POWER_CUT).others();

        Map<String, Long> events = world.log().stream()
                .filter(sent -> sent.lane() == Lane.EMERGENCY && dark.contains(sent.device()))
                .collect(Collectors.groupingBy(
                        sent -> String.valueOf(sent.fields().get("event")), Collectors.counting()));
        List<Sent> lost = world.log().stream()
                .filter(sent ->
                        Objects.equals(sent.fields().get("event"), "mains-lost") && dark.contains(sent.device()))
                .toList();

        assertThat(dark).hasSize(105);
        assertThat(events).containsEntry("mains-lost", 100L).containsEntry("mains-restored", 100L);
        assertThat(Duration.between(lost.get(0).at(), lost.get(99).at())).isLessThan(Duration.ofSeconds(9));
    }

    @Test
    void aFailedReaderIsSilentForMoreThanThreeIntervalsAndComesBack() {
        Storyteller storyteller = played(3, null, 200);
        String reader = first(storyteller, Scene.READER_FAILURE).device();

        List<Sent> said = world.log().stream()
                .filter(sent -> sent.device().equals(reader))
                .toList();
        Duration longest = Duration.ZERO;
        for (int i = 1; i < said.size(); i++) {
            Duration gap = Duration.between(said.get(i - 1).at(), said.get(i).at());
            longest = gap.compareTo(longest) > 0 ? gap : longest;
        }
        assertThat(longest).isBetween(Duration.ofSeconds(80), Duration.ofSeconds(100));
    }

    @Test
    void noSceneOfAbsenceIsNearTheQuarterOfThePowerCut() {
        Storyteller storyteller = played(3, null, 400);
        Set<String> dark = first(storyteller, Scene.POWER_CUT).others();

        for (Scene scene : List.of(Scene.READER_FAILURE, Scene.SENSOR_OFFLINE, Scene.BASE_OFFLINE, Scene.LATE_SENSOR)) {
            assertThat(dark).doesNotContain(first(storyteller, scene).device());
        }
    }
}
