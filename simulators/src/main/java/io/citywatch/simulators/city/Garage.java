package io.citywatch.simulators.city;

import io.citywatch.model.registry.Vehicle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Who owns which motorcycle, where it is at home and what becomes of it. */
final class Garage {
    /** Most trips in a town end at a few places. */
    static final int DESTINATIONS = 24;

    private static final int GUARDED_ONE_IN = 100;
    private static final int AT_HOME_ONE_IN = 25;
    private static final int FIRST_PLATE = 10_000;
    private static final String[] MAKES = {
        "五羊本田 佳影125", "豪爵 UHR150", "雅马哈 巡鹰125", "大阳 ADV150", "新大洲本田 NS125", "轻骑铃木 UY125", "九号 M95C", "雅迪 冠能T5"
    };
    private static final String[] COLOURS = {"黑色", "白色", "红色", "蓝色", "银灰色", "墨绿色", "黄色"};
    /** An EPC of these makers: 24 hex digits. */
    private static final String TAG_PREFIX = "E28011";

    private Garage() {}

    /** Where bikes go: crossings of main streets all over the city. */
    static List<Integer> destinations(long seed, StreetGraph graph, List<ReaderSite> readers) {
        RandomGenerator random = Seeds.of(seed, "destinations");
        Set<Integer> watched = new HashSet<>();
        readers.forEach(site -> watched.add(site.crossing()));
        List<Integer> all = IntStream.range(0, graph.crossings().size())
                .filter(crossing -> !watched.contains(crossing) && isTown(graph, crossing))
                .boxed()
                .toList();
        List<Integer> chosen = new ArrayList<>();
        while (chosen.size() < Math.min(DESTINATIONS, all.size())) {
            int crossing = all.get(random.nextInt(all.size()));
            if (!chosen.contains(crossing)) {
                chosen.add(crossing);
            }
        }
        return List.copyOf(chosen);
    }

    private static boolean isTown(StreetGraph graph, int crossing) {
        Point at = graph.crossings().get(crossing);
        return Math.abs(at.y()) < 3000 && !City.isCape(at) && graph.edgesOf(crossing).length >= 3;
    }

    static List<Bike> fill(
            long seed,
            int count,
            StreetGraph graph,
            List<Integer> sideStreets,
            List<ReaderSite> readers,
            int destinations) {
        RandomGenerator random = Seeds.of(seed, "vehicles");
        Set<Integer> watched = new HashSet<>();
        readers.forEach(site -> watched.add(site.crossing()));
        List<Integer> quiet = sideStreets.stream()
                .map(edge -> graph.edges().get(edge).to())
                .filter(crossing -> !watched.contains(crossing))
                .distinct()
                .toList();
        List<ReaderSite> guards = readers.stream()
                .filter(site -> site.crossing() >= 0 && !isBay(graph, site))
                .toList();
        Set<String> tags = new HashSet<>();
        List<Bike> bikes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean guarded = i % GUARDED_ONE_IN == 1 && !guards.isEmpty();
            Bike.Use use = guarded ? Bike.Use.GUARDED : i % AT_HOME_ONE_IN == 0 ? Bike.Use.AT_HOME : Bike.Use.RIDDEN;
            ReaderSite home = guarded ? guards.get((i / GUARDED_ONE_IN) % guards.size()) : null;
            int crossing = home != null ? home.crossing() : quiet.get(random.nextInt(quiet.size()));
            String plate = String.format(Locale.ROOT, "粤D·%05d", FIRST_PLATE + i);
            int work = random.nextInt(destinations);
            int market = (work + 1 + random.nextInt(Math.max(1, destinations - 1))) % destinations;
            Vehicle vehicle =
                    vehicle(plate, home == null ? null : home.id(), address(graph, crossing, random), tags, random);
            bikes.add(new Bike(vehicle, crossing, use, work, market));
        }
        return List.copyOf(bikes);
    }

    private static boolean isBay(StreetGraph graph, ReaderSite site) {
        return graph.edges().get(graph.edgesOf(site.crossing())[0]).kind() != Street.Kind.MAIN
                && graph.edges().get(graph.edgesOf(site.crossing())[0]).kind() != Street.Kind.SIDE;
    }

    private static String address(StreetGraph graph, int crossing, RandomGenerator random) {
        Point at = graph.crossings().get(crossing);
        Name street = graph.edges().get(graph.edgesOf(crossing)[0]).street();
        return "汕头市" + Gazetteer.district(at).zh() + street.zh() + random.nextInt(1, 200) + "号";
    }

    /** @param homeReader beside which it stands at home, and is guarded; null for others */
    static Vehicle vehicle(
            String plate, @Nullable String homeReader, String address, Set<String> tags, RandomGenerator random) {
        String tag;
        do {
            tag = TAG_PREFIX + String.format(Locale.ROOT, "%010X", random.nextLong() & 0xFFFFFFFFFFL);
        } while (!tags.add(tag));
        return new Vehicle(
                plate,
                tag,
                "hh-" + tag.substring(TAG_PREFIX.length()),
                homeReader,
                homeReader == null ? null : true,
                MAKES[random.nextInt(MAKES.length)],
                COLOURS[random.nextInt(COLOURS.length)],
                new Vehicle.Owner(PersonNames.responder(random), PersonNames.phone(random), address));
    }
}
