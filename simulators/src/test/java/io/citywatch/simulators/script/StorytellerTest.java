package io.citywatch.simulators.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import io.citywatch.simulators.FakeTimer;
import io.citywatch.simulators.FakeWorld;
import io.citywatch.simulators.city.City;
import io.citywatch.simulators.city.CitySize;
import io.citywatch.simulators.city.Home;
import io.citywatch.simulators.city.Seeds;
import io.citywatch.simulators.device.RecordedDevice.Sent;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorytellerTest {
    private static final City CITY = City.generate(7, CitySize.pilot());
    private static final double ALARM_LEVEL = 10;

    private final FakeTimer timer = new FakeTimer();
    private final FakeWorld world = new FakeWorld(CITY, timer);
    private final List<Sent> log = world.log();
    private final Storyteller storyteller = storyteller(7, timer, world);

    private static Storyteller storyteller(long seed, FakeTimer timer, FakeWorld world) {
        return new Storyteller(CITY, world, timer, timer.clock(), Seeds.of(seed, "stories"), null);
    }

    private List<Sent> of(Scene scene) {
        String device = storyteller.happened().stream()
                .filter(happening -> happening.scene() == scene)
                .findFirst()
                .orElseThrow()
                .device();
        return log.stream().filter(sent -> sent.device().equals(device)).toList();
    }

    private void tellOneStory() {
        storyteller.start();
        timer.passSeconds(59);
    }

    @Test
    void theFirstMessageOfAllIsTheSos() {
        storyteller.start();
        timer.passSeconds(0);

        assertThat(log).singleElement().satisfies(sent -> {
            assertThat(sent.kind()).isEqualTo(TelemetryKind.CALL);
            assertThat(sent.lane()).isEqualTo(Lane.EMERGENCY);
            assertThat(sent.field("event")).isEqualTo("sos");
        });
    }

    @Test
    void aPressIsOneSos() {
        tellOneStory();

        assertThat(of(Scene.PRESS)).hasSize(1);
    }

    @Test
    void aFallIsOneFallThatNobodyCancels() {
        tellOneStory();

        assertThat(of(Scene.FALL)).singleElement().satisfies(sent -> {
            assertThat(sent.lane()).isEqualTo(Lane.EMERGENCY);
            assertThat(sent.field("event")).isEqualTo("fall");
        });
    }

    @Test
    void aCancelledFallIsCancelledWithin20Seconds() {
        tellOneStory();

        List<Sent> sent = of(Scene.CANCELLED_FALL);
        assertThat(sent).extracting(one -> one.field("event")).containsExactly("fall", "cancel");
        assertThat(sent).allMatch(one -> one.lane() == Lane.EMERGENCY && one.kind() == TelemetryKind.CALL);
        assertThat(Duration.between(sent.get(0).at(), sent.get(1).at()))
                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(19));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void kitchenSmokeStaysBelowTheAlarmLevelAndOffTheEmergencyLane(long seed) {
        List<Sent> sent = world.log();
        Storyteller teller = storyteller(seed, timer, world);
        teller.start();
        timer.passSeconds(600);
        Set<String> kitchens = new TreeSet<>();
        teller.happened().stream()
                .filter(happening -> happening.scene() == Scene.KITCHEN_SMOKE)
                .forEach(happening -> kitchens.add(happening.device()));

        assertThat(kitchens).hasSize(10);
        assertThat(sent)
                .filteredOn(one -> kitchens.contains(one.device()))
                .hasSizeGreaterThan(80)
                .allSatisfy(one -> {
                    assertThat(one.lane()).isEqualTo(Lane.BULK);
                    assertThat(one.kind()).isEqualTo(TelemetryKind.SMOKE);
                    assertThat((Double) one.field("obscuration")).isLessThan(ALARM_LEVEL / 2);
                    assertThat(one.fields().containsKey("alarm")).isFalse();
                });
    }

    @Test
    void kitchenSmokeRisesAndClears() {
        tellOneStory();

        List<Double> obscuration = of(Scene.KITCHEN_SMOKE).stream()
                .map(sent -> (Double) sent.field("obscuration"))
                .toList();
        assertThat(obscuration).hasSize(9);
        assertThat(obscuration.get(7)).isGreaterThan(3).isGreaterThan(obscuration.get(2));
        assertThat(obscuration.get(8)).isLessThan(1);
    }

    @Test
    void aDetectorAlarmRisesSoundsAndFallsSilent() {
        tellOneStory();

        List<Sent> sent = of(Scene.DETECTOR_ALARM);
        assertThat(sent).allMatch(one -> one.kind() == TelemetryKind.SMOKE);
        assertThat(sent)
                .filteredOn(one -> one.lane() == Lane.EMERGENCY)
                .extracting(one -> one.field("alarm"))
                .containsExactly(true, false);
        Sent sounding = sent.stream()
                .filter(one -> one.lane() == Lane.EMERGENCY)
                .findFirst()
                .orElseThrow();
        assertThat((Double) sounding.field("obscuration")).isGreaterThan(ALARM_LEVEL);
        assertThat(sent.indexOf(sounding)).isEqualTo(4);
    }

    @Test
    void theTruthIsNotedWithItsMomentBeforeTheMessage() {
        tellOneStory();

        assertThat(storyteller.happened())
                .extracting(Happening::scene)
                .containsExactlyInAnyOrder(
                        Scene.PRESS, Scene.FALL, Scene.KITCHEN_SMOKE, Scene.CANCELLED_FALL, Scene.DETECTOR_ALARM);
        assertThat(storyteller.happened())
                .allSatisfy(happening -> assertThat(log)
                        .filteredOn(sent -> sent.device().equals(happening.device()))
                        .anyMatch(sent -> !sent.at().isBefore(happening.at())));
        Happening alarm = storyteller.happened().stream()
                .filter(happening -> happening.scene() == Scene.DETECTOR_ALARM)
                .findFirst()
                .orElseThrow();
        assertThat(alarm.at()).isEqualTo(FakeTimer.START.plusSeconds(12));
    }

    @Test
    void eachSceneIsInAnotherHomeAndEachStoryToo() {
        storyteller.start();
        timer.passSeconds(10 * 60 - 1);

        List<String> homes = storyteller.happened().stream()
                .map(happening -> happening.device().substring(3))
                .toList();
        assertThat(homes).hasSize(50).doesNotHaveDuplicates();
    }

    @Test
    void storiesArePlayedOnlyWhereRespondersLive() {
        storyteller.start();
        timer.passSeconds(60 * 60);
        Set<String> scripted = new TreeSet<>();
        CITY.homes().stream()
                .filter(Home::isScripted)
                .forEach(home -> scripted.add(home.id().substring(5)));

        assertThat(log).allMatch(sent -> scripted.contains(sent.device().substring(3)));
    }

    @Test
    void theFirstDevicesAreThoseOfTheFirstStory() {
        List<String> first = storyteller.firstDevices();
        tellOneStory();

        assertThat(storyteller.happened()).extracting(Happening::device).containsExactlyInAnyOrderElementsOf(first);
    }

    @Test
    void theSameSeedTellsTheSameStoriesAndAnotherSeedOthers() {
        FakeTimer other = new FakeTimer();
        FakeWorld same = new FakeWorld(CITY, other);
        storyteller(7, other, same).start();
        FakeTimer third = new FakeTimer();
        FakeWorld different = new FakeWorld(CITY, third);
        storyteller(8, third, different).start();
        storyteller.start();

        timer.passSeconds(300);
        other.passSeconds(300);
        third.passSeconds(300);

        assertThat(same.log()).isEqualTo(log);
        assertThat(different.log()).isNotEqualTo(log);
    }

    @Test
    void stopBeginsNoNewSceneAndPlaysThoseUnderWayToTheirEnd() {
        storyteller.start();
        timer.passSeconds(5);
        storyteller.stop();
        timer.passSeconds(600);

        assertThat(storyteller.happened()).hasSize(4);
        assertThat(of(Scene.DETECTOR_ALARM))
                .extracting(sent -> sent.field("alarm"))
                .endsWith(false);
    }

    @Test
    void isQuietOnlyWhenStoppedAndPlayedOut() {
        tellOneStory();
        assertThat(storyteller.isQuiet()).isFalse();
        storyteller.stop();
        assertThat(storyteller.isQuiet()).isTrue();
    }

    @Test
    void isNotQuietWhileASceneIsUnderWay() {
        storyteller.start();
        timer.passSeconds(30);
        storyteller.stop();
        assertThat(storyteller.isQuiet()).isFalse();

        timer.passSeconds(20);
        assertThat(storyteller.isQuiet()).isTrue();
        timer.passSeconds(100);
        assertThat(log.get(log.size() - 1).at()).isBefore(FakeTimer.START.plusSeconds(55));
    }

    @Test
    void aDeviceThatIsMissingSpoilsItsSceneAndNoOther() {
        world.lose(storyteller.firstDevices().get(0));
        storyteller.start();
        timer.passSeconds(119);

        assertThat(storyteller.happened()).hasSize(9);
    }

    @Test
    void aCityWithTooFewHomesIsRefused() {
        City hamlet = City.generate(7, new CitySize(9, 9, 9, 1, 1, 1, 2));
        List<Home> few = hamlet.homes().subList(0, 3);
        City tiny = new City(
                hamlet.seed(),
                hamlet.size(),
                hamlet.streets(),
                hamlet.graph(),
                few,
                hamlet.responders(),
                hamlet.devices(),
                hamlet.vehicles(),
                hamlet.bikes(),
                hamlet.destinations(),
                hamlet.readers(),
                hamlet.cameras(),
                hamlet.areas(),
                hamlet.reserved(),
                hamlet.landscape());

        assertThatThrownBy(() -> new Storyteller(tiny, world, timer, timer.clock(), Seeds.of(7, "stories"), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("homes: 2")
                .hasMessageContaining("expected: at least 5");
    }
}
