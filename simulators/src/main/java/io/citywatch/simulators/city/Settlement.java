package io.citywatch.simulators.city;

import io.citywatch.model.Position;
import io.citywatch.model.registry.Device;
import io.citywatch.model.registry.Elder;
import io.citywatch.model.registry.Responder;
import io.citywatch.model.registry.Responder.Mode;
import io.citywatch.model.registry.Responder.Role;
import io.citywatch.model.telemetry.DeviceKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where people live. Responders live in neighbourhoods of six; two homes of three stand in one of these, so near to
 * its middle that a volunteer is always within 300 m, and the others anywhere on a side street.
 */
record Settlement(List<Home> homes, List<Responder> responders, List<Device> devices, List<Point> middles) {
    static final int RESPONDERS_EACH = 6;
    /** The others are community workers, so that a wave of three finds three of each nearby. */
    private static final int VOLUNTEERS_EACH = 3;

    private static final double RESPONDERS_WITHIN_METERS = 120;
    private static final double HOMES_WITHIN_METERS = 150;
    private static final double BETWEEN_NEIGHBOURHOODS_METERS = 620;
    private static final int QUARTER_NEIGHBOURHOODS = 9;
    private static final double QUARTER_NEAREST_METERS = 470;
    private static final double QUARTER_FARTHEST_METERS = 570;
    private static final int MOST_BEGINNINGS = 40;
    private static final int MOST_TRIES = 5_000;
    /** No home or responder is nearer to the cape's road than this, and no way passes it. */
    static final double EAST_END = 3700;

    /** Beside an officer in each neighbourhood. */
    private static final List<Role> SPECIALISTS = List.of(Role.FIRE, Role.MAINTENANCE, Role.MEDICAL, Role.OFFICER);

    private static final List<String> SKILLS = List.of("first-aid");

    static Settlement settle(long seed, CitySize size, Coast coast, StreetGraph graph, List<Area> units) {
        RandomGenerator random = Seeds.of(seed, "settlement");
        List<Integer> sideStreets = sideStreets(graph);
        int simulated = size.responders() - CitySize.RESERVED_RESPONDERS;
        List<Point> middles = middles(graph, sideStreets, Math.max(1, simulated / RESPONDERS_EACH), random);
        List<Responder> responders = responders(seed, simulated, graph, sideStreets, middles, units);
        List<Home> homes = homes(seed, size, coast, graph, sideStreets, middles);
        return new Settlement(homes, responders, devices(size, homes), List.copyOf(middles));
    }

    /** Where people live and park, by the numbers of the edges. */
    static List<Integer> sideStreets(StreetGraph graph) {
        return IntStream.range(0, graph.edges().size())
                .filter(i -> graph.edges().get(i).kind() == Street.Kind.SIDE && graph.metersOf(i) > 70)
                .filter(i -> isSettled(middleOf(graph, i)))
                .boxed()
                .toList();
    }

    /** The id of the smallest unit that a place is in; the nearest one's, if it is in none. */
    static String unitOf(List<Area> units, Point at) {
        return units.stream()
                .filter(unit -> unit.contains(at))
                .findFirst()
                .or(() -> units.stream()
                        .min(Comparator.comparingDouble(
                                unit -> unit.rings().get(0).get(0).metersTo(at))))
                .map(Area::id)
                .orElseThrow();
    }

    static boolean isSettled(Point point) {
        return !City.isCape(point) && !(point.y() < 0 && point.x() > EAST_END);
    }

    private static Point middleOf(StreetGraph graph, int edge) {
        return graph.pointOf(new StreetGraph.Spot(edge, 0.5));
    }

    /**
     * Neighbourhoods on both shores. Most of a pilot's lie side by side on the north shore, one quarter of the city;
     * the others are apart from each other, nearer together if the city gets crowded.
     */
    private static List<Point> middles(
            StreetGraph graph, List<Integer> sideStreets, int count, RandomGenerator random) {
        List<Point> central = sideStreets.stream()
                .map(edge -> middleOf(graph, edge))
                .filter(middle -> Math.abs(middle.y()) < 2900 && near(graph, sideStreets, middle) >= 4)
                .toList();
        List<Point> middles =
                new ArrayList<>(quarter(central, Math.min(QUARTER_NEIGHBOURHOODS, count * 2 / 3), random));
        // A city with more people than streets has several sixes in one neighbourhood.
        int most = Math.min(count, Math.max(1, central.size() / 3));
        for (double apart = BETWEEN_NEIGHBOURHOODS_METERS; middles.size() < most; apart *= 0.998) {
            Point middle = central.get(random.nextInt(central.size()));
            double least = apart;
            if (middles.stream().allMatch(other -> other.metersTo(middle) >= least)) {
                middles.add(middle);
            }
        }
        return middles;
    }

    /** Neighbourhoods side by side; from another beginning where one leads into a corner. */
    private static List<Point> quarter(List<Point> central, int count, RandomGenerator random) {
        List<Point> best = List.of();
        for (int beginning = 0; beginning < MOST_BEGINNINGS && best.size() < count; beginning++) {
            List<Point> quarter = new ArrayList<>();
            for (int tries = 0; quarter.size() < count && tries < MOST_TRIES; tries++) {
                Point middle = central.get(random.nextInt(central.size()));
                double nearest = quarter.stream()
                        .mapToDouble(other -> other.metersTo(middle))
                        .min()
                        .orElse(QUARTER_NEAREST_METERS);
                if (middle.y() > 0 && nearest >= QUARTER_NEAREST_METERS && nearest <= QUARTER_FARTHEST_METERS) {
                    quarter.add(middle);
                }
            }
            best = quarter.size() > best.size() ? quarter : best;
        }
        return best;
    }

    private static long near(StreetGraph graph, List<Integer> sideStreets, Point middle) {
        return sideStreets.stream()
                .filter(edge -> middleOf(graph, edge).metersTo(middle) <= 170)
                .count();
    }

    private static List<Responder> responders(
            long seed, int count, StreetGraph graph, List<Integer> sideStreets, List<Point> middles, List<Area> units) {
        RandomGenerator random = Seeds.of(seed, "responders");
        List<List<Integer>> streets = middles.stream()
                .map(middle -> streetsNear(graph, sideStreets, middle, RESPONDERS_WITHIN_METERS))
                .toList();
        List<Responder> responders = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int neighbourhood = (i / RESPONDERS_EACH) % middles.size();
            Position place = around(
                            graph,
                            streets.get(neighbourhood),
                            middles.get(neighbourhood),
                            RESPONDERS_WITHIN_METERS,
                            random)
                    .position();
            int member = i % RESPONDERS_EACH;
            responders.add(new Responder(
                    String.format(Locale.ROOT, "r-%03d", i + 1),
                    PersonNames.responder(random),
                    roles(neighbourhood, member),
                    SKILLS,
                    member == RESPONDERS_EACH - 1 ? Mode.CAR : Mode.E_BIKE,
                    place.lat(),
                    place.lon(),
                    unitOf(units, Point.of(place)),
                    PersonNames.phone(random),
                    null));
        }
        return List.copyOf(responders);
    }

    private static List<Role> roles(int neighbourhood, int member) {
        if (member < VOLUNTEERS_EACH) {
            return List.of(Role.VOLUNTEER);
        }
        if (member == VOLUNTEERS_EACH) {
            return List.of(Role.COMMUNITY_WORKER);
        }
        return List.of(
                Role.COMMUNITY_WORKER,
                member == VOLUNTEERS_EACH + 1 ? Role.OFFICER : SPECIALISTS.get(neighbourhood % SPECIALISTS.size()));
    }

    /** Side streets near a middle, by their numbers. */
    private static List<Integer> streetsNear(
            StreetGraph graph, List<Integer> sideStreets, Point middle, double meters) {
        return sideStreets.stream()
                .filter(edge ->
                        graph.crossings().get(graph.edges().get(edge).from()).metersTo(middle) < meters + 130
                                || middleOf(graph, edge).metersTo(middle) < meters)
                .toList();
    }

    /** A place on one of these streets within so many metres. */
    private static Point around(
            StreetGraph graph, List<Integer> near, Point middle, double meters, RandomGenerator random) {
        while (true) {
            Point place =
                    graph.pointOf(new StreetGraph.Spot(near.get(random.nextInt(near.size())), random.nextDouble()));
            if (place.metersTo(middle) <= meters) {
                return place;
            }
        }
    }

    private static List<Home> homes(
            long seed, CitySize size, Coast coast, StreetGraph graph, List<Integer> sideStreets, List<Point> middles) {
        RandomGenerator random = Seeds.of(seed, "homes");
        int elders = size.elders() - 1;
        int sensors = size.smokeSensors() - 1;
        List<Home> homes = new ArrayList<>();
        List<List<Integer>> streets = middles.stream()
                .map(middle -> streetsNear(graph, sideStreets, middle, HOMES_WITHIN_METERS - 25))
                .toList();
        Home[] last = new Home[middles.size()];
        for (int i = 0; i < Math.max(elders, sensors); i++) {
            boolean scripted = i % 3 != 2;
            int neighbourhood = scripted ? (i - i / 3) % middles.size() : -1;
            boolean flat = scripted && (i - i / 3) / middles.size() % 3 == 1;
            Home next = flat ? last[neighbourhood] : null;
            Point at;
            StreetGraph.Spot spot;
            do {
                Point near = scripted
                        ? around(
                                graph,
                                streets.get(neighbourhood),
                                middles.get(neighbourhood),
                                HOMES_WITHIN_METERS - 25,
                                random)
                        : graph.pointOf(new StreetGraph.Spot(
                                sideStreets.get(random.nextInt(sideStreets.size())), random.nextDouble()));
                spot = graph.nearest(next == null ? near : next.at());
                at = next == null ? beside(graph, spot, random) : next.at();
            } while (!isHomely(coast, at)
                    || (scripted && at.metersTo(middles.get(neighbourhood)) > HOMES_WITHIN_METERS));
            StreetGraph.Edge street = graph.edges().get(spot.edge());
            Home home = home(i, at, street, spot, i < elders, i < sensors, neighbourhood, next, random);
            if (scripted) {
                last[neighbourhood] = home;
            }
            homes.add(home);
        }
        return List.copyOf(homes);
    }

    private static boolean isHomely(Coast coast, Point at) {
        return coast.isLand(at) && coast.metersToShore(at) > 15 && isSettled(at) && !coast.isGreen(at);
    }

    /** A door some steps from the street. */
    private static Point beside(StreetGraph graph, StreetGraph.Spot spot, RandomGenerator random) {
        StreetGraph.Edge edge = graph.edges().get(spot.edge());
        Point a = graph.crossings().get(edge.from());
        Point b = graph.crossings().get(edge.to());
        double length = a.metersTo(b);
        double off = random.nextDouble(9, 22) * (random.nextBoolean() ? 1 : -1);
        Point on = graph.pointOf(spot);
        return new Point(on.x() - (b.y() - a.y()) / length * off, on.y() + (b.x() - a.x()) / length * off);
    }

    private static Home home(
            int index,
            Point at,
            StreetGraph.Edge street,
            StreetGraph.Spot spot,
            boolean hasTerminal,
            boolean hasSensor,
            int neighbourhood,
            @Nullable Home next,
            RandomGenerator random) {
        String number = String.format(Locale.ROOT, "%04d", index + 1);
        int door = 1 + 2 * (int) (spot.share() * 60) + random.nextInt(2);
        String address = "汕头市" + Gazetteer.district(at).zh() + street.street().zh() + door + "号" + random.nextInt(1, 8)
                + "0" + random.nextInt(1, 5) + "室";
        String terminal = hasTerminal ? "ct-" + number : null;
        Position place = at.position();
        Elder elder = hasTerminal
                ? new Elder(
                        "elder-" + number,
                        PersonNames.elder(random),
                        place.lat(),
                        place.lon(),
                        address,
                        terminal,
                        null,
                        null,
                        null,
                        PersonFiles.of(random))
                : null;
        return new Home(
                "home-" + number,
                at,
                address,
                next == null ? "home-" + number : next.premises(),
                elder,
                terminal,
                hasSensor ? "ss-" + number : null,
                neighbourhood);
    }

    private static List<Device> devices(CitySize size, List<Home> homes) {
        List<Device> devices = new ArrayList<>();
        for (Home home : homes) {
            Elder elder = home.elder();
            home.terminalIfAny()
                    .ifPresent(id -> devices.add(device(
                            id,
                            DeviceKind.CALL_TERMINAL,
                            home.at(),
                            home.address(),
                            home.premises(),
                            null,
                            size.heartbeatSeconds(DeviceKind.CALL_TERMINAL),
                            elder == null ? null : elder.id())));
            home.sensorIfAny()
                    .ifPresent(id -> devices.add(device(
                            id,
                            DeviceKind.SMOKE_SENSOR,
                            home.at(),
                            home.address(),
                            home.premises(),
                            10.0,
                            size.heartbeatSeconds(DeviceKind.SMOKE_SENSOR),
                            null)));
        }
        return List.copyOf(devices);
    }

    static Device device(
            String id,
            DeviceKind kind,
            Point at,
            String name,
            @Nullable String premises,
            @Nullable Double alarmLevel,
            int intervalSeconds,
            @Nullable String elder) {
        Position place = at.position();
        return new Device(
                id,
                kind,
                place.lat(),
                place.lon(),
                name,
                premises,
                alarmLevel,
                intervalSeconds,
                elder,
                null,
                null,
                null);
    }
}
