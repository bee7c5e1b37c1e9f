package io.citywatch.simulators.script;

import io.citywatch.simulators.city.City;
import io.citywatch.simulators.city.Home;
import io.citywatch.simulators.city.Point;
import io.citywatch.simulators.city.ReaderSite;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A quarter that loses its power: homes that hang together, none further than a block or two from the next, as the
 * lines of one substation do, and the readers in their midst.
 *
 * @param places of the homes
 * @param terminals the bases in these homes
 * @param readers fed by the same lines
 */
record PowerCut(List<Point> places, List<String> terminals, List<String> readers) {
    private static final int TERMINALS = 100;
    private static final int READERS = 5;
    private static final double BLOCK_METERS = 480;

    /** How far a place is from the nearest home without power. */
    double metersTo(Point place) {
        return places.stream().mapToDouble(home -> home.metersTo(place)).min().orElse(Double.MAX_VALUE);
    }

    /** The most compact quarter with enough homes; the largest there is where none has. */
    static PowerCut in(City city) {
        List<Home> homes =
                city.homes().stream().filter(home -> home.terminal() != null).toList();
        int wanted = Math.min(TERMINALS, homes.size() * 2 / 5);
        List<Home> best = List.of();
        double bestReach = Double.MAX_VALUE;
        Point middle = new Point(0, 0);
        for (Home seed : homes) {
            List<Home> quarter = grown(homes, seed, wanted);
            double reach = quarter.get(quarter.size() - 1).at().metersTo(seed.at());
            if (quarter.size() > best.size() || (quarter.size() == best.size() && reach < bestReach)) {
                best = quarter;
                bestReach = reach;
                middle = seed.at();
            }
        }
        List<Home> dark = best;
        Point centre = middle;
        return new PowerCut(
                dark.stream().map(Home::at).toList(),
                dark.stream().map(home -> String.valueOf(home.terminal())).toList(),
                city.readers().stream()
                        .filter(site -> dark.stream().anyMatch(home -> home.at().metersTo(site.at()) < BLOCK_METERS))
                        .sorted(Comparator.comparingDouble(site -> site.at().metersTo(centre)))
                        .limit(Math.min(READERS, city.readers().size() / 4))
                        .map(ReaderSite::id)
                        .toList());
    }

    /** From the seed outwards, each next home being the nearest to the seed that is a block from one before. */
    private static List<Home> grown(List<Home> homes, Home seed, int wanted) {
        List<Home> left = new ArrayList<>(homes);
        left.sort(Comparator.comparingDouble(home -> home.at().metersTo(seed.at())));
        List<Home> quarter = new ArrayList<>(List.of(left.remove(0)));
        while (quarter.size() < wanted) {
            Optional<Home> next = left.stream()
                    .filter(home -> quarter.stream().anyMatch(one -> one.at().metersTo(home.at()) < BLOCK_METERS))
                    .findFirst();
            if (next.isEmpty()) {
                return quarter;
            }
            left.remove(next.get());
            quarter.add(next.get());
        }
        return quarter;
    }
}
