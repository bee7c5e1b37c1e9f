package io.citywatch.simulators.truth.story;

import io.citywatch.model.Position;
import io.citywatch.simulators.city.Home;
import io.citywatch.simulators.truth.script.Conditions;
import io.citywatch.simulators.truth.script.Label;
import io.citywatch.simulators.truth.script.Script;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Blocks that lose their power together, and a few homes of one house that do. */
final class PowerCuts implements Stories.Story {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long NOTE_AFTER = 10 * MINUTE;
    private static final int BLOCK = 16;
    private static final int FLICKER = 20;
    private static final int HOUSE = 4;
    private static final int ENOUGH = 10;
    private static final double BLOCK_METERS = 450;
    private static final double AROUND_METERS = 1_500;
    private static final int TRIES = 40;

    @Override
    public void write(Stories.Day day) {
        if (day.number() % 2 == 0) {
            cut(day, BLOCK, 9, day.seconds(20 * 60, 60 * 60));
            cut(day, FLICKER, 13, day.seconds(3 * 60, 8 * 60));
        }
        cut(day, HOUSE, 16, day.seconds(3 * 60, 8 * 60));
        cut(day, HOUSE, 19, day.seconds(3 * 60, 8 * 60));
    }

    private static void cut(Stories.Day day, int homes, double hour, long lasts) {
        List<Home> dark = List.of();
        for (int tries = 0; tries < TRIES && dark.size() < homes; tries++) {
            Home middle = day.city()
                    .homes()
                    .get(day.random().nextInt(day.city().homes().size()));
            List<Home> block = day.city().homes().stream()
                    .filter(home -> home.terminal() != null && day.cast().isFree(home))
                    .filter(home -> home.at().metersTo(middle.at()) <= BLOCK_METERS)
                    .sorted(Comparator.comparingDouble(home -> home.at().metersTo(middle.at())))
                    .limit(homes)
                    .toList();
            dark = block.size() > dark.size() ? block : dark;
        }
        Position place = dark.get(0).at().position();
        dark.forEach(day.cast()::take);
        Script script = day.script();
        long at = day.calendar().at(day.number(), hour) + day.seconds(0, 1_800);
        long tenth = 0;
        for (int i = 0; i < dark.size(); i++) {
            Home home = dark.get(i);
            String terminal = String.valueOf(home.terminal());
            long lost = at + day.seconds(0, 2) + i * 300L;
            script.conditions().set(terminal, lost, lost + lasts, new Conditions.Condition(85, false, 90, List.of()));
            long received = script.call(terminal, lost, "mains-lost", "base");
            script.call(terminal, lost + lasts, "mains-restored", "base");
            long known = received + NOTE_AFTER;
            script.label(
                    lasts > NOTE_AFTER
                            ? Label.truth(
                                    "E5", "a power cut", Stories.Day.person(home), known, known, lost + lasts + MINUTE)
                            : Label.nearMiss("E5", "a short power cut", Stories.Day.person(home), lost, lost + HOUR));
            tenth = i < ENOUGH ? Math.max(tenth, received) : tenth;
        }
        Set<String> names =
                dark.stream().map(home -> String.valueOf(home.terminal())).collect(Collectors.toSet());
        if (dark.size() > HOUSE && dark.size() < BLOCK) {
            script.label(Label.open("D4", "a thin block without power", names, at, at + HOUR)
                    .in(place, AROUND_METERS));
        } else if (dark.size() >= BLOCK) {
            script.label(Label.truth("D4", "a block without power", names, at, tenth, at + HOUR)
                    .in(place, AROUND_METERS));
        } else {
            script.label(Label.nearMiss("D4", "a house without power", names, at, at + HOUR)
                    .in(place, AROUND_METERS));
        }
    }
}
