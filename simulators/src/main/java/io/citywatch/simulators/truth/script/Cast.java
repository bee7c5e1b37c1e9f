package io.citywatch.simulators.truth.script;

import io.citywatch.simulators.city.Bike;
import io.citywatch.simulators.city.City;
import io.citywatch.simulators.city.Home;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Who plays in the stories of a day: nobody in two of them, so that one story's truth is not another's disturbance, and
 * nobody again before everybody has had a turn.
 */
public final class Cast {
    private final City city;
    private final Map<String, Integer> turns = new HashMap<>();
    private final Set<String> today = new HashSet<>();
    private final Map<String, Integer> detectors = new HashMap<>();

    public Cast(City city) {
        this.city = city;
        city.homes().stream()
                .filter(home -> home.sensor() != null)
                .forEach(home -> detectors.merge(home.premises(), 1, Integer::sum));
    }

    /** Everybody may play again. */
    public void newDay() {
        today.clear();
    }

    /** A home with a terminal, for a story of its elder. */
    public Home elder(RandomGenerator random) {
        return take(random, city.homes(), Home::id, home -> home.terminal() != null);
    }

    /** A home whose detector is the only one of its house. */
    public Home lonelyDetector(RandomGenerator random) {
        return take(
                random,
                city.homes(),
                Home::id,
                home -> home.sensor() != null && detectors.getOrDefault(home.premises(), 0) == 1);
    }

    /** Two homes of one house, each with a detector. */
    public List<Home> neighbours(RandomGenerator random) {
        Home one = take(
                random,
                city.homes(),
                Home::id,
                home -> home.sensor() != null && detectors.getOrDefault(home.premises(), 0) > 1);
        List<Home> all = new ArrayList<>(List.of(one));
        for (Home other : city.homes()) {
            if (other.sensor() != null && !other.equals(one) && other.premises().equals(one.premises())) {
                use(other.id());
                all.add(other);
            }
        }
        return all;
    }

    /** A motorcycle, by its number. */
    public int bike(RandomGenerator random, Predicate<Bike> who) {
        return city.bikes()
                .indexOf(take(random, city.bikes(), bike -> bike.vehicle().plate(), who));
    }

    /** A device that is no home's. */
    public <T> T any(RandomGenerator random, List<T> all, java.util.function.Function<T, String> id) {
        return take(random, all, id, one -> true);
    }

    /** Whether nobody has a story for a home today. */
    public boolean isFree(Home home) {
        return !today.contains(home.id());
    }

    /** A home is in a story today. */
    public void take(Home home) {
        use(home.id());
    }

    private void use(String id) {
        today.add(id);
        turns.merge(id, 1, Integer::sum);
    }

    private <T> T take(
            RandomGenerator random, List<T> all, java.util.function.Function<T, String> id, Predicate<T> who) {
        int fewest = Integer.MAX_VALUE;
        List<T> candidates = new ArrayList<>();
        for (T one : all) {
            if (today.contains(id.apply(one)) || !who.test(one)) {
                continue;
            }
            int turn = turns.getOrDefault(id.apply(one), 0);
            if (turn < fewest) {
                fewest = turn;
                candidates.clear();
            }
            if (turn == fewest) {
                candidates.add(one);
            }
        }
        if (candidates.isEmpty()) {
            throw new IllegalStateException("the city is too small for the stories of a day (expected: the pilot)");
        }
        T chosen = candidates.get(random.nextInt(candidates.size()));
        use(id.apply(chosen));
        return chosen;
    }
}
