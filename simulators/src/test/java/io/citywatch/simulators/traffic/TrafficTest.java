package io.citywatch.simulators.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.simulators.FakeTimer;
import io.citywatch.simulators.city.Bike;
import io.citywatch.simulators.city.City;
import io.citywatch.simulators.city.CitySize;
import io.citywatch.simulators.city.ReaderSite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrafficTest {
    private static final City CITY = City.generate(7, CitySize.pilot());

    private final FakeTimer timer = new FakeTimer();
    private final List<Seen> seen = new ArrayList<>();
    private final Traffic traffic = traffic(timer, seen);

    private record Seen(String reader, String tag, long ts, double rssi, int batch) {}

    private static Traffic traffic(FakeTimer timer, List<Seen> seen) {
        return new Traffic(
                CITY,
                (reader, sightings) -> sightings.forEach(one -> seen.add(new Seen(
                        reader,
                        String.valueOf(one.get("tag")),
                        (Long) one.get("ts"),
                        (Double) one.get("rssi"),
                        sightings.size()))),
                timer.clock());
    }

    private static Bike bike(Bike.Use use) {
        return CITY.bikes().stream().filter(one -> one.use() == use).findFirst().orElseThrow();
    }

    @Test
    void theReadersHearAboutAsMuchAsTheContractsCityScaledDown() {
        traffic.start(timer);
        timer.pass(Duration.ofMinutes(10));

        double aSecond = seen.size() / 600.0;
        assertThat(aSecond).isBetween(8.0, 45.0);
        assertThat(seen).allMatch(one -> one.batch() >= 1 && one.batch() <= 500);
        assertThat(seen).allMatch(one -> one.rssi() < -25 && one.rssi() > -80);
    }

    @Test
    void nobodyIsInTwoPlacesFasterThanAMotorcycleCouldRide() {
        traffic.start(timer);
        timer.pass(Duration.ofMinutes(20));

        Map<String, ReaderSite> sites = new HashMap<>();
        CITY.readers().forEach(site -> sites.put(site.id(), site));
        Map<String, Seen> last = new HashMap<>();
        seen.sort((a, b) -> Long.compare(a.ts(), b.ts()));
        for (Seen one : seen) {
            Seen before = last.put(one.tag(), one);
            if (before != null && !before.reader().equals(one.reader())) {
                double meters = sites.get(before.reader())
                        .at()
                        .metersTo(sites.get(one.reader()).at());
                assertThat(meters / ((one.ts() - before.ts()) / 1000.0) * 3.6)
                        .as("%s then %s", before, one)
                        .isLessThan(110);
            }
        }
        assertThat(last).hasSizeGreaterThan(500);
    }

    @Test
    void aCityThatIsStartedAgainGoesOnWhereItWas() {
        traffic.start(timer);
        timer.pass(Duration.ofMinutes(5));
        FakeTimer later = new FakeTimer();
        later.pass(Duration.ofMinutes(4));
        List<Seen> again = new ArrayList<>();
        traffic(later, again).start(later);
        later.pass(Duration.ofMinutes(1));

        Set<String> before = tagsSince(seen, FakeTimer.START.toEpochMilli() + 250_000);
        Set<String> after = tagsSince(again, FakeTimer.START.toEpochMilli() + 250_000);
        before.retainAll(after);

        assertThat((double) before.size() / after.size()).isGreaterThan(0.9);
    }

    private static Set<String> tagsSince(List<Seen> seen, long millis) {
        Set<String> tags = new java.util.HashSet<>();
        seen.stream().filter(one -> one.ts() >= millis).forEach(one -> tags.add(one.tag() + one.reader()));
        return tags;
    }

    @Test
    void aGuardedBikeIsReadAtHomeAgainAndAgainUntilItIsTaken() {
        Bike guarded = bike(Bike.Use.GUARDED);
        traffic.start(timer);
        timer.pass(Duration.ofMinutes(5));

        assertThat(readersOf(guarded))
                .containsOnly(guarded.vehicle().homeReader())
                .hasSizeBetween(6, 20);
        seen.clear();

        traffic.ride(guarded, traffic.bestRide(guarded, 2, 200, Set.of()), 20);
        timer.pass(Duration.ofSeconds(5));
        // What was worked out a moment ahead, before it was taken.
        seen.removeIf(one -> one.reader().equals(guarded.vehicle().homeReader()));
        timer.pass(Duration.ofMinutes(5));

        assertThat(readersOf(guarded))
                .isNotEmpty()
                .doesNotContain(guarded.vehicle().homeReader());
        seen.clear();
        traffic.bringHome(guarded);
        timer.pass(Duration.ofMinutes(2));
        assertThat(readersOf(guarded)).containsOnly(guarded.vehicle().homeReader());
    }

    private List<String> readersOf(Bike bike) {
        return seen.stream()
                .filter(one -> one.tag().equals(bike.vehicle().tag()))
                .map(Seen::reader)
                .toList();
    }

    @Test
    void aBikeThatStandsAtHomeIsSeenByNobody() {
        traffic.start(timer);
        timer.pass(Duration.ofMinutes(5));

        assertThat(readersOf(bike(Bike.Use.AT_HOME))).isEmpty();
    }

    @Test
    void bothBridgesAndTheTunnelHaveAReader() {
        List<String> roads =
                CITY.readers().stream().map(site -> site.road().en()).toList();

        assertThat(roads).contains("Queshi Bridge", "Shantou Bay Bridge", "Su'ai Tunnel");
    }

    @Test
    void everyCrossingCanBeRiddenToAndFromEveryDestination() {
        Roads roads = new Roads(CITY.graph(), CITY.destinations());
        for (int crossing = 0; crossing < CITY.graph().crossings().size(); crossing += 7) {
            if (crossing == CITY.destinations().get(0)) {
                continue;
            }
            List<Roads.Step> there = roads.to(0, crossing);
            List<Roads.Step> back = roads.from(0, crossing);
            assertThat(there).isNotEmpty();
            assertThat(there.get(there.size() - 1).crossing())
                    .isEqualTo(CITY.destinations().get(0));
            assertThat(back.get(back.size() - 1).crossing()).isEqualTo(crossing);
            assertThat(isLegal(there, crossing)).isTrue();
            assertThat(isLegal(back, CITY.destinations().get(0))).isTrue();
        }
    }

    private static boolean isLegal(List<Roads.Step> way, int from) {
        int at = from;
        for (Roads.Step step : way) {
            var edge = CITY.graph().edges().get(step.edge());
            if (edge.oneWay() && edge.from() != at) {
                return false;
            }
            at = step.crossing();
        }
        return true;
    }
}
