package io.citywatch.simulators.truth.story;

import io.citywatch.model.telemetry.TelemetryKind;
import io.citywatch.simulators.city.Home;
import io.citywatch.simulators.truth.routine.HomeDays;
import io.citywatch.simulators.truth.script.Label;
import io.citywatch.simulators.truth.script.Script;
import java.util.Map;
import java.util.Set;

/** Falls, lying still, vital signs and wandering; and falls that were none, quiet days, single odd values and walks. */
final class ElderHealth implements Stories.Story {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long CANCEL_WINDOW = 20_000;
    private static final double METERS_A_DEGREE = 111_195;

    @Override
    public void write(Stories.Day day) {
        for (int i = 0; i < 5; i++) {
            fall(day);
            cancelled(day);
        }
        cancelledTooLate(day);
        cancelled(day);
        helpless(day);
        helpless(day);
        quiet(day);
        quiet(day);
        quiet(day);
        for (int i = 0; i < 4; i++) {
            vitals(day, true);
            vitals(day, false);
        }
        for (int i = 0; i < 3; i++) {
            walk(day, "lost", 900, 6, 15, true);
            walk(day, "a walk nearby", 120, 6, 15, false);
            walk(day, "one fix far off", 700, 1, 60, false);
        }
    }

    private static void fall(Stories.Day day) {
        Home home = day.cast().elder(day.random());
        long at = day.between(0, 23.5);
        long received = day.script().call(String.valueOf(home.terminal()), at, "fall", "pendant");
        label(day, home, "a fall", received);
    }

    private static void label(Stories.Day day, Home home, String story, long received) {
        long at = received + CANCEL_WINDOW;
        day.script().label(Label.truth("E2", story, Stories.Day.person(home), at, at, at + MINUTE));
    }

    private static void cancelled(Stories.Day day) {
        Home home = day.cast().elder(day.random());
        String terminal = String.valueOf(home.terminal());
        long at = day.between(0, 23.5);
        day.script().call(terminal, at, "fall", "pendant");
        day.script().call(terminal, at + day.seconds(3, 18), "cancel", "pendant");
        day.script().label(Label.nearMiss("E2", "taken back", Stories.Day.person(home), at, at + 10 * MINUTE));
    }

    private static void cancelledTooLate(Stories.Day day) {
        Home home = day.cast().elder(day.random());
        String terminal = String.valueOf(home.terminal());
        long at = day.between(0, 23.5);
        long received = day.script().call(terminal, at, "fall", "pendant");
        day.script().call(terminal, at + day.seconds(23, 60), "cancel", "pendant");
        label(day, home, "taken back too late", received);
    }

    /** Lies where nobody hears, until somebody comes. */
    private static void helpless(Stories.Day day) {
        Home home = day.cast().elder(day.random());
        String terminal = String.valueOf(home.terminal());
        long at = day.between(7, 9.5);
        long found = at + 14 * HOUR;
        day.script().away(terminal, at, found);
        // Whatever is usual for a person: nobody lies still for twelve hours from the morning on.
        day.script()
                .label(Label.truth(
                        "E3", "lies helpless", Stories.Day.person(home), at + 3 * HOUR, at + 12 * HOUR, found));
    }

    /** In bed with a cold, up now and then. */
    private static void quiet(Stories.Day day) {
        Home home = day.cast().elder(day.random());
        String terminal = String.valueOf(home.terminal());
        long from = day.between(6, 7);
        long until = from + 14 * HOUR;
        day.script().away(HomeDays.quietIdOf(terminal), from, until);
        for (long at = from; at < until; at += day.seconds(1.5 * 3_600, 3 * 3_600)) {
            day.script().tell(terminal, TelemetryKind.ACTIVITY, at, Map.of("motion", 2));
        }
        day.script().label(Label.nearMiss("E3", "a quiet day", Stories.Day.person(home), from, until));
    }

    private static void vitals(Stories.Day day, boolean isIll) {
        Home home = day.cast().elder(day.random());
        String terminal = String.valueOf(home.terminal());
        Script script = day.script();
        long at = day.between(6, 21);
        boolean isHeart = day.random().nextBoolean();
        Map<String, Integer> bad = isHeart ? Map.of("heartRate", 138) : Map.of("heartRate", 80, "spo2", 86);
        Map<String, Integer> good = isHeart ? Map.of("heartRate", 82) : Map.of("heartRate", 80, "spo2", 96);
        script.away(HomeDays.measuresIdOf(terminal), at, at + HOUR);
        var first = script.tell(terminal, TelemetryKind.VITALS, at, bad);
        var second = script.tell(terminal, TelemetryKind.VITALS, at + 5 * MINUTE, isIll ? bad : good);
        script.tell(terminal, TelemetryKind.VITALS, at + 40 * MINUTE, good);
        Set<String> names = Stories.Day.person(home);
        if (isIll && first.isPresent() && second.isPresent()) {
            long known = Math.max(first.get().receivedAt(), second.get().receivedAt());
            script.label(Label.truth("E8", "out of limits", names, known, known, known + HOUR));
        } else {
            script.label(Label.nearMiss("E8", "one odd value", names, at, at + HOUR));
        }
    }

    private static void walk(
            Stories.Day day, String story, double meters, int fixes, int accuracy, boolean isWandering) {
        Home home = day.cast().elder(day.random());
        String terminal = String.valueOf(home.terminal());
        Script script = day.script();
        long at = day.between(8, 20);
        script.away(HomeDays.pendantIdOf(terminal), at - MINUTE, at + HOUR);
        var place = home.at().position();
        double lat = place.lat() + meters / METERS_A_DEGREE;
        long known = 0;
        for (int i = 0; i < fixes; i++) {
            long received = script.tell(
                            terminal,
                            TelemetryKind.FIX,
                            at + i * MINUTE,
                            Map.of("lat", lat, "lon", place.lon(), "accuracy", accuracy))
                    .map(message -> message.receivedAt())
                    .orElse(0L);
            // Two fixes and three minutes.
            if (i == 3) {
                known = received;
            }
        }
        Set<String> names = Stories.Day.person(home);
        if (isWandering && known > 0) {
            script.label(Label.truth("E10", story, names, at, Math.max(at, known), at + HOUR));
        } else {
            script.label(Label.nearMiss("E10", story, names, at, at + HOUR));
        }
    }
}
