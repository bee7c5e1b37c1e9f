package io.citywatch.simulators.truth.story;

import io.citywatch.simulators.city.Point;
import io.citywatch.simulators.city.ReaderSite;
import io.citywatch.simulators.truth.script.Calendar;
import io.citywatch.simulators.truth.script.Label;
import io.citywatch.simulators.truth.script.Script;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where stolen motorcycles fell silent, over all stories: three within a week at readers within 150 m of each other are
 * a den, whoever meant it; two are none.
 */
final class Dens {
    private static final double TOGETHER_METERS = 150;
    /** A reader's place stands for everything around it that it is the last to see. */
    private static final double AROUND_METERS = 400;

    private static final long WEEK = 7 * Calendar.DAY;
    private static final int TAGS = 3;
    /** Who was read a moment ago has not fallen silent: most rides go from reader to reader in less than that. */
    private static final long SILENCE = Calendar.DAY / 24;

    private Dens() {}

    static void label(Script script, List<Script.LastRead> lastReads) {
        List<Script.LastRead> inOrder = new ArrayList<>(lastReads);
        inOrder.sort(Comparator.comparingLong(Script.LastRead::at));
        for (ReaderSite site : script.city().readers()) {
            List<Script.LastRead> here = inOrder.stream()
                    .filter(read -> placeOf(script, read).metersTo(site.at()) <= TOGETHER_METERS)
                    .toList();
            boolean isDen = false;
            for (int i = TAGS - 1; i < here.size() && !isDen; i++) {
                List<Script.LastRead> week = here.subList(0, i + 1);
                long at = here.get(i).at();
                Set<String> tags = new HashSet<>();
                week.stream().filter(read -> read.at() > at - WEEK).forEach(read -> tags.add(read.tag()));
                if (tags.size() >= TAGS) {
                    isDen = true;
                    long end = script.calendar().end() + Calendar.DAY;
                    Set<String> names = Set.of(site.id());
                    if (!site.exit()) { // who falls silent at a way out has left by it
                        script.label(Label.truth("R14", "a den", names, at, at + SILENCE, end)
                                .in(site.at().position(), AROUND_METERS));
                    }
                    script.label(Label.open("R14", "a den", names, at, end)
                            .in(site.at().position(), AROUND_METERS));
                }
            }
            if (!isDen && !here.isEmpty()) {
                script.label(Label.nearMiss(
                                "R14",
                                "too few for a den",
                                Set.of(site.id()),
                                script.calendar().start(),
                                script.calendar().end())
                        .in(site.at().position(), TOGETHER_METERS));
            }
        }
    }

    private static Point placeOf(Script script, Script.LastRead read) {
        return script.city().readers().get(read.reader()).at();
    }
}
