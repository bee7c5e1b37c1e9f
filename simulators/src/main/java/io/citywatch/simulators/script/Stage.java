package io.citywatch.simulators.script;

import io.citywatch.model.registry.Device;
import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.simulators.city.Bike;
import io.citywatch.simulators.city.CameraPost;
import io.citywatch.simulators.city.City;
import io.citywatch.simulators.city.Home;
import io.citywatch.simulators.city.Point;
import io.citywatch.simulators.city.ReaderSite;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Where scenes are played: each takes another home, reader or motorcycle, in a seeded order, so that one scene's truth
 * is not disturbed by another's. Not thread-safe.
 */
final class Stage {
    /** Scenes of absence stay so far from the power cut and from each other: together they would be an outage. */
    private static final double APART_METERS = 1_200;

    private static final double FROM_CUT_METERS = 700;

    private final City city;
    private final RandomGenerator random;
    private final List<Home> homes;
    private final List<Bike> parked;
    private final List<Bike> guarded;
    private final List<Device> surroundings;
    private final Map<String, Integer> premises = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final List<Point> silent = new ArrayList<>();
    private final Set<String> failing = new HashSet<>();
    private final Set<String> onRides = new HashSet<>();
    private final PowerCut cut;
    private int nextSurroundings;

    Stage(City city, RandomGenerator random) {
        this.city = city;
        this.random = random;
        city.homes().stream()
                .filter(home -> home.sensor() != null)
                .forEach(home -> premises.merge(home.premises(), 1, Integer::sum));
        this.homes = shuffled(city.homes().stream()
                .filter(Home::isScripted)
                .filter(home -> home.terminal() != null && home.sensor() != null)
                .toList());
        this.parked = shuffled(bikes(Bike.Use.AT_HOME));
        this.guarded = shuffled(bikes(Bike.Use.GUARDED));
        this.surroundings = shuffled(city.devices().stream()
                .filter(device -> device.kind() == DeviceKind.ENVIRONMENT_SENSOR)
                .toList());
        this.cut = PowerCut.in(city);
        int wanted = Cue.STORY.size();
        if (homes.size() < wanted) {
            throw new IllegalArgumentException("homes: " + homes.size()
                    + " with responders, terminal and sensor (expected: at least " + wanted
                    + ", another for each scene)");
        }
    }

    private List<Bike> bikes(Bike.Use use) {
        return city.bikes().stream().filter(bike -> bike.use() == use).toList();
    }

    private <T> List<T> shuffled(List<T> all) {
        List<T> shuffled = new ArrayList<>(all);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            T one = shuffled.get(i);
            shuffled.set(i, shuffled.get(other));
            shuffled.set(other, one);
        }
        return shuffled;
    }

    PowerCut powerCut() {
        return cut;
    }

    /** Any home; when all were taken, from the beginning again. */
    Home home() {
        return home(home -> true);
    }

    /** A home whose detector is the only one of its house. */
    Home lonelyHome() {
        return home(this::isLonely);
    }

    private boolean isLonely(Home home) {
        return premises.getOrDefault(home.premises(), 0) == 1;
    }

    /** Two homes in one house. */
    Optional<List<Home>> neighbours() {
        for (Home one : homes) {
            for (Home other : homes) {
                if (one.premises().equals(other.premises())
                        && !one.id().equals(other.id())
                        && !taken.contains(one.id())
                        && !taken.contains(other.id())) {
                    taken.add(one.id());
                    taken.add(other.id());
                    return Optional.of(List.of(one, other));
                }
            }
        }
        return Optional.empty();
    }

    /** A home that may fall silent: far from the power cut, and from others that do if there is such a one. */
    Home silentHome() {
        Home home = homes.stream()
                .filter(one -> !taken.contains(one.id()) && cut.metersTo(one.at()) > FROM_CUT_METERS)
                .max(Comparator.comparingDouble(one -> Math.min(APART_METERS, metersToSilent(one.at()))))
                .orElseGet(this::home);
        silent.add(home.at());
        return take(home);
    }

    private double metersToSilent(Point at) {
        return silent.stream().mapToDouble(other -> other.metersTo(at)).min().orElse(Double.MAX_VALUE);
    }

    /** A lonely home near a place. */
    Optional<Home> homeNear(Point place, double meters) {
        return homes.stream()
                .filter(home -> !taken.contains(home.id()) && isLonely(home))
                .filter(home -> home.at().metersTo(place) <= meters)
                .findFirst()
                .map(this::take);
    }

    private Home take(Home home) {
        taken.add(home.id());
        return home;
    }

    private Home home(Predicate<Home> wanted) {
        for (int round = 0; round < 2; round++) {
            for (Home home : homes) {
                if (!taken.contains(home.id()) && wanted.test(home)) {
                    return take(home);
                }
            }
            // All were on stage: the next round begins, and the wish is heard once more.
            taken.clear();
            silent.clear();
        }
        return take(homes.get(random.nextInt(homes.size())));
    }

    /** A reader that may fall silent. */
    Optional<ReaderSite> silentReader() {
        Optional<ReaderSite> found = shuffled(city.readers()).stream()
                .filter(site -> cut.metersTo(site.at()) > FROM_CUT_METERS
                        && !cut.readers().contains(site.id()))
                .max(Comparator.comparingDouble(site -> Math.min(APART_METERS, metersToSilent(site.at()))));
        found.ifPresent(site -> {
            silent.add(site.at());
            failing.add(site.id());
        });
        return found;
    }

    /** Two readers that nobody rides between in seconds. */
    Optional<List<ReaderSite>> farReaders() {
        List<ReaderSite> alive = shuffled(city.readers()).stream()
                .filter(site -> !unreliableReaders().contains(site.id()))
                .toList();
        return alive.stream()
                .flatMap(one -> alive.stream()
                        .filter(other -> one.at().metersTo(other.at()) > 3_000)
                        .map(other -> List.of(one, other)))
                .findFirst();
    }

    Optional<Bike> parkedBike() {
        return freshest(parked, bike -> true);
    }

    /** Those at home that no story has had yet; all of them, once every one has. */
    List<Bike> parkedBikes() {
        if (parked.stream().allMatch(bike -> taken.contains(bike.vehicle().tag()))) {
            parked.forEach(bike -> taken.remove(bike.vehicle().tag()));
        }
        return parked.stream()
                .filter(bike -> !taken.contains(bike.vehicle().tag()))
                .toList();
    }

    void take(Bike bike) {
        taken.add(bike.vehicle().tag());
    }

    private Optional<Bike> freshest(List<Bike> bikes, Predicate<Bike> wanted) {
        Optional<Bike> found = bikes.stream()
                .filter(wanted)
                .filter(bike -> !taken.contains(bike.vehicle().tag()))
                .findFirst()
                .or(() -> bikes.stream().filter(wanted).findFirst());
        found.ifPresent(this::take);
        return found;
    }

    /** A guarded one whose home reader is not part of the power cut. */
    Optional<Bike> guardedBike(Predicate<Bike> wanted) {
        return freshest(guarded, bike -> !cut.readers().contains(bike.vehicle().homeReader()) && wanted.test(bike));
    }

    Optional<String> surroundingsSensor() {
        return surroundings.isEmpty()
                ? Optional.empty()
                : Optional.of(surroundings
                        .get(nextSurroundings++ % surroundings.size())
                        .id());
    }

    /** A camera of the sort. */
    Optional<CameraPost> camera(boolean drone, int number) {
        List<CameraPost> all =
                city.cameras().stream().filter(post -> post.drone() == drone).toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(number % all.size()));
    }

    /** Readers that may be silent while a story needs one. */
    Set<String> unreliableReaders() {
        Set<String> unreliable = new HashSet<>(cut.readers());
        unreliable.addAll(failing);
        return unreliable;
    }

    /** A story needs these: none of them may fail. */
    void needs(List<String> readers) {
        onRides.addAll(readers);
    }
}
