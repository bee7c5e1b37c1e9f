package io.citywatch.simulators.thermal;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.simulators.FakeTimer;
import io.citywatch.simulators.FakeWorld;
import io.citywatch.simulators.city.CameraPost;
import io.citywatch.simulators.city.City;
import io.citywatch.simulators.city.CitySize;
import io.citywatch.simulators.city.Point;
import io.citywatch.simulators.device.RecordedDevice.Sent;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SkyTest {
    private static final City CITY = City.generate(7, CitySize.small());

    private final FakeTimer timer = new FakeTimer();
    private final FakeWorld world = new FakeWorld(CITY, timer);

    private static CameraPost post(boolean drone) {
        return CITY.cameras().stream()
                .filter(post -> post.drone() == drone)
                .findFirst()
                .orElseThrow();
    }

    /** Celsius of all pixels of a frame. */
    private static double[] celsius(Sent frame) {
        byte[] bytes = Base64.getDecoder().decode(String.valueOf(frame.field("pixels")));
        double[] celsius = new double[bytes.length / 2];
        for (int i = 0; i < celsius.length; i++) {
            celsius[i] = ((bytes[2 * i] & 0xFF) | (bytes[2 * i + 1] & 0xFF) << 8) * 0.01 - 273.15;
        }
        return celsius;
    }

    private static long hotter(Sent frame, double limit) {
        return Arrays.stream(celsius(frame)).filter(one -> one > limit).count();
    }

    private List<Sent> framesOf(CameraPost post) {
        return world.log().stream()
                .filter(sent -> sent.device().equals(post.id()))
                .toList();
    }

    @Test
    void aFrameEachTenSecondsWhileNothingIsNearAndEachSecondWhileSomethingIs() {
        world.openSky();
        timer.passSeconds(60);
        assertThat(framesOf(post(true))).hasSize(6);

        world.sky().warm(new Heat(post(true).target(), 300, 5));
        timer.passSeconds(60);

        assertThat(framesOf(post(true))).hasSize(66);
    }

    @Test
    void onAQuietDayNothingIsFifteenKelvinAboveAndNothingHot() {
        world.openSky();
        timer.pass(Duration.ofMinutes(5));

        assertThat(world.log())
                .hasSize(90)
                .allMatch(frame -> Arrays.stream(celsius(frame)).allMatch(one -> one > 20 && one < 45));
    }

    @Test
    void aFireUnderADroneIsSeenInEveryFrameOnceItIsThere() {
        world.openSky();
        Heat fire = new Heat(
                new Point(post(true).target().x() + 90, post(true).target().y()), 330, 5);
        world.sky().warm(fire);
        world.sky().call(post(true).id(), fire.at());
        timer.passSeconds(40);

        List<Sent> frames = framesOf(post(true));
        assertThat(frames.subList(15, 40)).allMatch(frame -> hotter(frame, 150) >= 4);
        world.sky().cool(fire);
        timer.passSeconds(10);
        assertThat(hotter(world.log().get(world.log().size() - 1), 60)).isZero();
    }

    @Test
    void aTowerThatTurnsSeesAHeapBelowItThreeTimesInARow() {
        world.openSky();
        world.sky().warm(new Heat(post(false).target(), 85, 6));
        timer.passSeconds(60);

        int run = 0;
        int longest = 0;
        for (Sent frame : framesOf(post(false))) {
            run = hotter(frame, 60) >= 4 ? run + 1 : 0;
            longest = Math.max(longest, run);
            assertThat(hotter(frame, 100)).isZero();
        }
        assertThat(longest).isGreaterThanOrEqualTo(5);
    }

    @Test
    void theMiddleOfALensThatLooksDownIsTheGroundBelowIt() {
        Lens down = new Lens(new Point(10, 20), 100, 30, -90, 0, 50, 40, 81, 61);

        Point middle = down.ground()[30 * 81 + 40];

        assertThat(middle).isNotNull();
        assertThat(middle.metersTo(new Point(10, 20))).isLessThan(0.01);
    }

    @Test
    void aLensThatLooksNorthSeesTheEastOnItsRightAndTheSkyAboveTheHorizon() {
        Lens level = new Lens(new Point(0, 0), 50, 0, 0, 0, 60, 40, 61, 41);
        Point right = level.ground()[40 * 61 + 60];

        assertThat(level.ground()[0]).isNull();
        assertThat(right).isNotNull();
        assertThat(right.x()).isPositive();
        assertThat(right.y()).isPositive();
        // The lower edge looks 20 degrees down, near enough: the middle of its lowest pixel.
        assertThat(50 / right.y()).isCloseTo(Math.tan(Math.toRadians(20)), Offset.offset(0.02));
    }

    @Test
    void aRollWithTheRightSideDownLowersTheRightSide() {
        Lens rolled = new Lens(new Point(0, 0), 50, 0, -30, 10, 60, 40, 61, 41);
        Point left = rolled.ground()[20 * 61];
        Point right = rolled.ground()[20 * 61 + 60];

        assertThat(left).isNotNull();
        assertThat(right).isNotNull();
        assertThat(right.metersTo(new Point(0, 0))).isLessThan(left.metersTo(new Point(0, 0)));
    }

    @Test
    void aHeatFadesTowardsItsEdge() {
        Heat fire = new Heat(new Point(0, 0), 300, 10);

        assertThat(fire.celsiusAt(new Point(3, 0), 30)).isEqualTo(300);
        assertThat(fire.celsiusAt(new Point(8, 0), 30)).isBetween(100.0, 250.0);
        assertThat(fire.celsiusAt(new Point(11, 0), 30)).isEqualTo(30);
    }
}
