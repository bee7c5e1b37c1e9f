package io.citywatch.simulators.truth.story;

import io.citywatch.model.Position;
import io.citywatch.simulators.city.Home;
import io.citywatch.simulators.city.ReaderSite;
import io.citywatch.simulators.truth.routine.Heartbeats;
import io.citywatch.simulators.truth.script.Conditions;
import io.citywatch.simulators.truth.script.Faults;
import io.citywatch.simulators.truth.script.Label;
import io.citywatch.simulators.truth.script.Script;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A storm before dawn: rain and wind at every sensor, and a quarter whose homes lose their power one after the other,
 * some of them their link too, and its readers with them. Around it the light only flickers. Many faults, one outage.
 */
final class Storms {
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long THREE_MINUTES = 3 * MINUTE;
    private static final long NOTE_AFTER = 10 * MINUTE;
    private static final long TERMINAL_PATIENCE = 15 * MINUTE;
    private static final long FRONT = 8 * SECOND;
    private static final int DARK = 20;
    private static final int FLICKERING = 20;
    private static final int FEWEST = 14;
    private static final int ENOUGH = 10;
    private static final int CUT_OFF = 4;
    private static final double QUARTER_METERS = 900;
    private static final double READERS_METERS = 500;
    private static final double AROUND_METERS = 1_500;

    private final Map<Integer, Storm> storms = new HashMap<>();

    private record Storm(Home middle, long at, long lasts) {
        long until() {
            return at + lasts;
        }
    }

    /** Where it strikes, and which readers fall silent: planned before anything is read. */
    void strike(Stories.Day day) {
        Home middle = day.city().homes().stream()
                .filter(home -> home.terminal() != null)
                .sorted(Comparator.comparingLong(
                        home -> -around(day, home, QUARTER_METERS / 2).size()))
                .skip(day.random().nextInt(10))
                .findFirst()
                .orElseThrow();
        Storm storm = new Storm(
                middle, day.calendar().at(day.number(), 4.5) + day.seconds(0, 900), day.seconds(25 * 60, 40 * 60));
        storms.put(day.number(), storm);
        Script script = day.script();
        script.away(Heartbeats.FAIR_WEATHER, storm.at() - HOUR, storm.until() + HOUR);
        List<ReaderSite> sites = day.city().readers().stream()
                .sorted(Comparator.comparingDouble(site -> site.at().metersTo(middle.at())))
                .toList();
        int silent = (int) sites.stream()
                .filter(site -> site.at().metersTo(middle.at()) <= READERS_METERS)
                .count();
        for (int i = 0; i < 2 * silent; i++) {
            ReaderSite site = sites.get(i);
            if (i >= silent) {
                script.faults().silence(site.id(), storm.at(), storm.at() + day.seconds(15, 50));
                script.label(Label.nearMiss(
                        "R11", "silent for a moment of a storm", Set.of(site.id()), storm.at(), storm.until()));
            } else {
                Faults.Silence silence = script.faults().silence(site.id(), storm.at(), storm.until());
                script.label(() -> Label.truth(
                        "R11",
                        "offline in a storm",
                        Set.of(site.id()),
                        silence.lastHeard() + THREE_MINUTES,
                        silence.lastHeard() + THREE_MINUTES,
                        storm.until() + MINUTE));
            }
        }
    }

    /** Whose power fails. */
    void darken(Stories.Day day) {
        Storm storm = storms.get(day.number());
        if (storm == null) {
            throw new IllegalStateException("day " + day.number() + " (expected: one whose storm has struck)");
        }
        List<Home> dark = around(day, storm.middle(), QUARTER_METERS).stream()
                .filter(day.cast()::isFree)
                .limit(DARK + FLICKERING)
                .toList();
        dark.forEach(day.cast()::take);
        List<Long> received = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < dark.size(); i++) {
            long lost = storm.at() + i * FRONT;
            received.add(
                    i < DARK
                            ? darken(day, dark.get(i), storm, lost, i % CUT_OFF == 0)
                            : flicker(day, dark.get(i), lost, i % CUT_OFF == 0));
            names.add(String.valueOf(dark.get(i).terminal()));
        }
        Position place = storm.middle().at().position();
        long over = storm.until() + HOUR;
        day.script()
                .label((dark.size() < FEWEST
                                ? Label.open("D4", "a storm over few homes", names, storm.at(), over)
                                : Label.truth(
                                        "D4",
                                        "a quarter in a storm",
                                        names,
                                        storm.at(),
                                        received.stream().sorted().toList().get(ENOUGH - 1),
                                        over))
                        .in(place, AROUND_METERS));
    }

    private static long darken(Stories.Day day, Home home, Storm storm, long lost, boolean isCutOff) {
        Script script = day.script();
        String terminal = String.valueOf(home.terminal());
        Set<String> names = Stories.Day.person(home);
        long back = lost + storm.lasts();
        script.conditions().set(terminal, lost, back, new Conditions.Condition(85, false, 90, List.of()));
        long received = script.call(terminal, lost, "mains-lost", "base");
        if (isCutOff) {
            Faults.Silence silence = script.faults().silence(terminal, lost + MINUTE, back - SECOND);
            script.label(() -> Label.truth(
                    "E7",
                    "silent in a storm",
                    names,
                    silence.lastHeard() + TERMINAL_PATIENCE,
                    silence.lastHeard() + TERMINAL_PATIENCE,
                    back + TERMINAL_PATIENCE));
        }
        script.call(terminal, back, "mains-restored", "base");
        long known = received + NOTE_AFTER;
        script.label(Label.truth("E5", "no mains in a storm", names, known, known, back + MINUTE));
        return received;
    }

    /** For minutes; some of them miss a heartbeat. */
    private static long flicker(Stories.Day day, Home home, long lost, boolean isLate) {
        Script script = day.script();
        String terminal = String.valueOf(home.terminal());
        Set<String> names = Stories.Day.person(home);
        long back = lost + day.seconds(5 * 60, 8 * 60);
        script.conditions().set(terminal, lost, back, new Conditions.Condition(90, false, 90, List.of()));
        long received = script.call(terminal, lost, "mains-lost", "base");
        if (isLate) {
            script.faults().silence(terminal, lost + MINUTE, lost + MINUTE + day.seconds(60, 200));
            script.label(Label.nearMiss("E7", "late in a storm", names, lost, lost + HOUR));
        }
        script.call(terminal, back, "mains-restored", "base");
        script.label(Label.nearMiss("E5", "flickers in a storm", names, lost, lost + HOUR));
        return received;
    }

    private static List<Home> around(Stories.Day day, Home middle, double meters) {
        return day.city().homes().stream()
                .filter(home -> home.terminal() != null && home.at().metersTo(middle.at()) <= meters)
                .sorted(Comparator.comparingDouble(home -> home.at().metersTo(middle.at())))
                .toList();
    }
}
