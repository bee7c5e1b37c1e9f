package io.citywatch.simulators.truth.story;

import io.citywatch.simulators.city.Bike;
import io.citywatch.simulators.city.ReaderSite;
import io.citywatch.simulators.truth.script.Faults;
import io.citywatch.simulators.truth.script.Label;
import io.citywatch.simulators.truth.script.Script;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Readers that fail, go deaf, lose their link with a buffer, or have a wrong clock; and those that only stutter. */
final class Readers implements Stories.Story {
    private static final long MINUTE = 60_000;
    private static final long THREE_MINUTES = 3 * MINUTE;
    private static final long QUARTER = 15 * MINUTE;
    /** A full city's readers have 200,000 quarters of an hour a day: ten nobody rides past by chance, twenty never. */
    private static final int MANY = 20;

    private List<ReaderSite> busiest = List.of();

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

    /**
     * Water in the antenna's plug: it lives, and hears next to nothing. Once many motorcycles have passed it unheard
     * within the catalogue's quarter of an hour it must be known; where fewer pass nobody can tell.
     */
    private void deaf(Stories.Day day) {
        ReaderSite site = day.cast().any(day.random(), busiest(day), ReaderSite::id);
        long from = day.between(6.5, 15);
        long until = from + day.seconds(2.5 * 3_600, 4 * 3_600);
        Faults.Deafness deafness = day.script().faults().deafen(site.id(), from, until, 0.03);
        day.script().label(() -> deafLabel(site.id(), deafness, from, until));
    }

    private static Label deafLabel(String reader, Faults.Deafness deafness, long from, long until) {
        OptionalLong missed = deafness.missedAt(MANY, QUARTER);
        return missed.isEmpty()
                ? Label.open("R11", "deaf beside an empty road", Set.of(reader), from, until + QUARTER)
                : Label.truth(
                        "R11",
                        "deaf",
                        Set.of(reader),
                        from,
                        Math.max(missed.getAsLong(), from + QUARTER),
                        until + QUARTER);
    }

    /** Those that most pass on their usual ways: one in four. */
    private List<ReaderSite> busiest(Stories.Day day) {
        if (busiest.isEmpty()) {
            Map<Integer, Integer> times = new HashMap<>();
            for (Bike bike : day.city().bikes()) {
                if (bike.use() == Bike.Use.RIDDEN) {
                    day.trips()
                            .to(bike.work(), bike.crossing(), 1)
                            .readers()
                            .forEach(reader -> times.merge(reader, 1, Integer::sum));
                }
            }
            List<ReaderSite> sites = day.city().readers();
            busiest = times.entrySet().stream()
                    .sorted(Map.Entry.<Integer, Integer>comparingByValue()
                            .reversed()
                            .thenComparing(Map.Entry.comparingByKey()))
                    .limit(sites.size() / 4)
                    .map(reader -> sites.get(reader.getKey()))
                    .toList();
        }
        return busiest;
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
