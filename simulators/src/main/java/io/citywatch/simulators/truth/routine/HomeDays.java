package io.citywatch.simulators.truth.routine;

import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import io.citywatch.simulators.city.City;
import io.citywatch.simulators.city.Home;
import io.citywatch.simulators.city.Point;
import io.citywatch.simulators.city.Seeds;
import io.citywatch.simulators.truth.script.Calendar;
import io.citywatch.simulators.truth.script.Message;
import io.citywatch.simulators.truth.script.Script;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Elders' days: each sleeps, moves, naps and goes out after a rhythm of its own, which the base hears as motion every
 * ten minutes. In days that only teach, nothing but that is said.
 */
public final class HomeDays {
    private static final long ACTIVITY = 600_000;
    private static final long VITALS = 6 * 3_600_000L;
    private static final long FIX = 1_800_000;
    private static final double FIX_NOISE_METERS = 12;

    private final Script script;
    private final City city;

    public HomeDays(Script script) {
        this.script = script;
        this.city = script.city();
    }

    /** All that bases say of their people that day. */
    public void of(int day, Consumer<Message> out) {
        for (int i = 0; i < city.homes().size(); i++) {
            Home home = city.homes().get(i);
            String terminal = home.terminal();
            if (terminal != null) {
                RandomGenerator random = Seeds.of(city.seed(), "elder " + i, day);
                move(i, terminal, day, random, out);
                if (!script.calendar().isWarmUp(day)) {
                    measure(terminal, day, random, out);
                    locate(home, terminal, day, random, out);
                }
            }
        }
    }

    private void move(int number, String terminal, int day, RandomGenerator random, Consumer<Message> out) {
        Calendar calendar = script.calendar();
        RandomGenerator always = Seeds.of(city.seed(), "rhythm", number);
        double wakes = 6 + 0.6 * always.nextGaussian() + 0.3 * random.nextGaussian();
        double sleeps = 21.6 + 0.6 * always.nextGaussian() + 0.3 * random.nextGaussian();
        double nap = 13 + 0.4 * always.nextGaussian();
        double restless = always.nextDouble(0.02, 0.08);
        double lively = always.nextDouble(0.5, 0.9);
        boolean isOut = always.nextDouble() < 0.6 && random.nextDouble() < 0.6;
        double leaves = random.nextDouble(8, 15);
        double returns = leaves + random.nextDouble(0.7, 2.2);
        long phase = always.nextLong(ACTIVITY);
        for (long at = calendar.midnight(day) + phase; at < calendar.midnight(day + 1); at += ACTIVITY) {
            double hour = (at - calendar.midnight(day)) / 3_600_000.0;
            boolean isAwake = hour > wakes && hour < sleeps && !(hour > nap && hour < nap + 1);
            boolean isHome = !(isOut && hour > leaves && hour < returns);
            double moves = isAwake ? isHome ? lively : 0 : restless;
            if (script.isAway(quietIdOf(terminal), at - ACTIVITY, at)) {
                moves *= 0.15;
            }
            boolean hasMoved = random.nextDouble() < moves && !script.isAway(terminal, at - ACTIVITY, at);
            int motion = hasMoved ? 1 + random.nextInt(isAwake ? 14 : 4) : 0;
            say(terminal, TelemetryKind.ACTIVITY, at, "\"motion\":" + motion, random, out);
        }
    }

    /** Under which name the script knows that somebody has a quiet day. */
    public static String quietIdOf(String terminal) {
        return "quiet " + terminal;
    }

    private void measure(String terminal, int day, RandomGenerator random, Consumer<Message> out) {
        long end = script.calendar().midnight(day + 1);
        for (long at = script.calendar().midnight(day) + random.nextLong(VITALS); at < end; at += VITALS) {
            if (!script.isAway(terminal, at, at + 1) && !script.isAway(measuresIdOf(terminal), at, at + 1)) {
                String fields = "\"heartRate\":" + (62 + random.nextInt(24)) + ",\"spo2\":" + (94 + random.nextInt(5))
                        + ",\"systolic\":" + (115 + random.nextInt(35)) + ",\"diastolic\":"
                        + (70 + random.nextInt(18));
                say(terminal, TelemetryKind.VITALS, at, fields, random, out);
            }
        }
    }

    private void locate(Home home, String terminal, int day, RandomGenerator random, Consumer<Message> out) {
        long end = script.calendar().midnight(day + 1);
        for (long at = script.calendar().midnight(day) + random.nextLong(FIX); at < end; at += FIX) {
            if (!script.isAway(pendantIdOf(terminal), at, at + 1)) {
                Point place = new Point(
                        home.at().x() + random.nextGaussian() * FIX_NOISE_METERS,
                        home.at().y() + random.nextGaussian() * FIX_NOISE_METERS);
                say(terminal, TelemetryKind.FIX, at, fix(place, 15), random, out);
            }
        }
    }

    /** Under which name the script knows that somebody measures at another time than every day. */
    public static String measuresIdOf(String terminal) {
        return "measures " + terminal;
    }

    /** Under which name the script knows that a pendant is not where it is every day. */
    public static String pendantIdOf(String terminal) {
        return "pendant " + terminal;
    }

    private static String fix(Point place, int accuracy) {
        var position = place.position();
        return String.format(
                Locale.ROOT, "\"lat\":%.6f,\"lon\":%.6f,\"accuracy\":%d", position.lat(), position.lon(), accuracy);
    }

    private void say(
            String terminal,
            TelemetryKind kind,
            long at,
            String fields,
            RandomGenerator random,
            Consumer<Message> out) {
        script.ether().send(terminal, kind, Lane.BULK, at, fields, random).ifPresent(out);
    }
}
