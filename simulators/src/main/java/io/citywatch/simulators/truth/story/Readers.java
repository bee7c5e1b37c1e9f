package io.citywatch.simulators.truth.story;

import io.citywatch.simulators.city.ReaderSite;
import io.citywatch.simulators.truth.script.Faults;
import io.citywatch.simulators.truth.script.Label;
import io.citywatch.simulators.truth.script.Script;
import java.util.Set;

/** Readers that fail, go deaf, lose their link with a buffer, or have a wrong clock; and those that only stutter. */
final class Readers implements Stories.Story {
    private static final long MINUTE = 60_000;
    private static final long THREE_MINUTES = 3 * MINUTE;

    @Override
    public void write(Stories.Day day) {
        offline(day);
        offline(day);
        deaf(day);
        deaf(day);
        stutters(day);
        stutters(day);
        stutters(day);
        buffers(day);
        wrongClock(day, 3 * 60 * MINUTE);
        wrongClock(day, 73L * 365 * 24 * 60 * MINUTE);
    }

    private static ReaderSite any(Stories.Day day) {
        return day.cast().any(day.random(), day.city().readers(), ReaderSite::id);
    }

    private static void offline(Stories.Day day) {
        String reader = any(day).id();
        long from = day.between(1, 22);
        long until = from + day.seconds(600, 3_600);
        Script script = day.script();
        Faults.Silence silence = script.faults().silence(reader, from, until);
        script.label(() -> Label.truth(
                "R11",
                "offline",
                Set.of(reader),
                silence.lastHeard() + THREE_MINUTES,
                silence.lastHeard() + THREE_MINUTES,
                until + MINUTE));
    }

    /** Water in the antenna's plug: it lives, and hears next to nothing while the city is awake. */
    private static void deaf(Stories.Day day) {
        // Of a reader that nobody passes it cannot be said: one of those that many pass.
        ReaderSite site = day.cast()
                .any(
                        day.random(),
                        day.city().readers().subList(0, day.city().readers().size() / 2),
                        ReaderSite::id);
        long from = day.between(7, 15);
        long until = from + day.seconds(2.5 * 3_600, 4 * 3_600);
        day.script().faults().deafen(site.id(), from, until, 0.03);
        day.script().label(Label.open("R11", "deaf", Set.of(site.id()), from, until + 15 * MINUTE));
    }

    /** Silent for less than three minutes. */
    private static void stutters(Stories.Day day) {
        String reader = any(day).id();
        long from = day.between(1, 22);
        day.script().faults().silence(reader, from, from + day.seconds(15, 50));
        day.script().label(Label.nearMiss("R11", "silent for a moment", Set.of(reader), from, from + 10 * MINUTE));
    }

    /** Cut off for half an hour, and all it had to say afterwards; it is offline, and what it says is old. */
    private static void buffers(Stories.Day day) {
        String reader = any(day).id();
        long from = day.between(8, 20);
        long until = from + day.seconds(1_500, 2_700);
        day.script().faults().cutOff(reader, from, until);
        day.script()
                .label(Label.truth(
                        "R11",
                        "cut off with a buffer",
                        Set.of(reader),
                        from + MINUTE,
                        from + THREE_MINUTES + MINUTE / 2,
                        until + MINUTE));
    }

    private static void wrongClock(Stories.Day day, long aheadMillis) {
        String reader = any(day).id();
        long from = day.between(6, 18);
        long until = from + day.seconds(3_600, 3 * 3_600);
        day.script().faults().misset(reader, from, until, aheadMillis);
        day.script().label(Label.nearMiss("R11", "a wrong clock", Set.of(reader), from, until));
    }
}
