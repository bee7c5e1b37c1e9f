package io.citywatch.simulators.truth.story;

import io.citywatch.model.registry.Elder;
import io.citywatch.model.telemetry.TelemetryKind;
import io.citywatch.simulators.city.Home;
import io.citywatch.simulators.truth.routine.HomeDays;
import io.citywatch.simulators.truth.script.Label;
import io.citywatch.simulators.truth.script.Script;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who is in hospital or with the family, and somebody said so; and who came home from there and lies helpless. */
final class Absences implements Stories.Story {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final double METERS_A_DEGREE = 111_195;
    private static final double FAMILY_METERS = 5_000;

    @Override
    public void write(Stories.Day day) {
        for (int i = 0; i < 2; i++) {
            inHospital(day);
            withTheFamily(day);
        }
        homeAgain(day);
    }

    /** The pendant stays on the table. */
    private static void inHospital(Stories.Day day) {
        Home home = day.cast().elder(day.random());
        long at = day.between(6.5, 8);
        long until = at + day.seconds(13 * 3_600, 14 * 3_600);
        leave(day, home, at, until);
        day.script().label(Label.nearMiss("E3", "in hospital", Stories.Day.person(home), at, until + HOUR));
    }

    /** The pendant goes along, far out of its zone. */
    private static void withTheFamily(Stories.Day day) {
        Home home = day.cast().elder(day.random());
        String terminal = String.valueOf(home.terminal());
        Script script = day.script();
        long at = day.between(6.5, 8);
        long until = at + day.seconds(13 * 3_600, 14 * 3_600);
        leave(day, home, at, until);
        script.away(HomeDays.pendantIdOf(terminal), at, until);
        var place = home.at().position();
        for (long fix = at + HOUR; fix < until - HOUR; fix += fix < at + HOUR + 6 * MINUTE ? MINUTE : HOUR / 2) {
            script.tell(
                    terminal,
                    TelemetryKind.FIX,
                    fix,
                    Map.of("lat", place.lat() - FAMILY_METERS / METERS_A_DEGREE, "lon", place.lon(), "accuracy", 15));
        }
        Set<String> names = Stories.Day.person(home);
        script.label(Label.nearMiss("E3", "with the family", names, at, until + HOUR));
        script.label(Label.nearMiss("E10", "with the family", names, at, until + HOUR));
    }

    private static void leave(Stories.Day day, Home home, long at, long until) {
        day.script().announce(at - day.seconds(20 * 60, 60 * 60), elder(home), until + HOUR / 2);
        day.script().away(String.valueOf(home.terminal()), at, until);
    }

    /** What was announced is over, and nobody is heard. */
    private static void homeAgain(Stories.Day day) {
        Home home = day.cast().elder(day.random());
        String terminal = String.valueOf(home.terminal());
        Script script = day.script();
        long back = day.between(7, 8);
        long over = back + HOUR / 2;
        long found = over + 14 * HOUR;
        script.announce(day.calendar().at(day.number(), 0.2), elder(home), over);
        script.away(terminal, day.calendar().at(day.number(), 0.3), found);
        for (int i = 0; i < 3; i++) {
            script.tell(terminal, TelemetryKind.ACTIVITY, back + i * MINUTE, Map.of("motion", 4));
        }
        script.label(Label.truth(
                "E3",
                "lies helpless after the hospital",
                Stories.Day.person(home),
                over + 3 * HOUR,
                over + 12 * HOUR,
                found));
    }

    private static Elder elder(Home home) {
        @Nullable Elder elder = home.elder();
        if (elder == null) {
            throw new IllegalStateException("home " + home.id() + " (expected: one of an elder)");
        }
        return elder;
    }
}
