package io.citywatch.streaming.rules.ride;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.streaming.rules.ClockParameters;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.RegisteredVehicle;
import io.citywatch.streaming.rules.TagRead;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R5 in a whole city of 2,000 motorcycles and 60 readers, a day a seed, with everything between a read and a convoy. */
class ConvoyCityTest {
    /** None of those that the rule was tried on. */
    private static final List<Long> SEEDS = List.of(11L, 12L, 13L);

    private static final int BIKES = 2_000;
    private static final int VANS = 60;
    private static final int FAMILIES = 120;

    private final RideParameters numbers = RideParameters.DEFAULTS;

    @ParameterizedTest
    @CsvSource({"USUAL, 0.95", "DOUBLE, 0.85"})
    void vansAreFoundAndThoseWhoRideTogetherAreNot(String noise, double recall) {
        NoisyRides.Noise read = noise.equals("USUAL") ? NoisyRides.Noise.USUAL : NoisyRides.Noise.DOUBLE;
        int vans = 0;
        int found = 0;
        int falseOnes = 0;
        for (long seed : SEEDS) {
            Score score = day(seed, read, 4, true);
            vans += score.vans();
            found += score.found();
            falseOnes += score.falseOnes();
        }

        assertThat(found / (double) vans).as("recall, seeds %s", SEEDS).isGreaterThanOrEqualTo(recall);
        assertThat(falseOnes / (double) SEEDS.size())
                .as("false ones a day, seeds %s", SEEDS)
                .isLessThanOrEqualTo(1);
    }

    record Score(int vans, int found, int falseOnes, int reads, int pairs) {
        double recall() {
            return found / (double) vans;
        }
    }

    Score day(long seed, NoisyRides.Noise noise, int ridesADay, boolean hasLights) {
        Random random = new Random(seed);
        NoisyRides city = new NoisyRides(10, 6, noise, random);
        for (int i = 0; i < BIKES; i++) {
            city.register(i, 1 + i / 2); // two a household
            for (int ride = 0; ride < ridesADay; ride++) {
                // most at the two rush hours
                double hour = random.nextInt(4) == 0
                        ? random.nextDouble(6, 23)
                        : (random.nextBoolean() ? 7.5 : 17.5) + random.nextGaussian() * 0.75;
                int length = 4 + random.nextInt(8);
                city.ride(
                        i,
                        city.way(length),
                        city.times(
                                NoisyRides.MONDAY + Math.round(hour * 3_600_000),
                                length,
                                random.nextDouble(6, 12),
                                hasLights));
            }
        }
        int next = BIKES;
        List<Set<String>> vans = new ArrayList<>();
        for (int van = 0; van < VANS; van++) {
            int tags = 3 + random.nextInt(3);
            List<Integer> members = new ArrayList<>();
            for (int i = 0; i < tags; i++) {
                city.register(next, 1_000_000 + next);
                members.add(next++);
            }
            vans.add(together(city, members, 6 + random.nextInt(5), random.nextDouble(0.5, 23), 1_500, random));
        }
        for (int family = 0; family < FAMILIES; family++) {
            List<Integer> members = new ArrayList<>();
            for (int i = 0; i < 3 + random.nextInt(2); i++) {
                // some ride with one friend of another household
                city.register(next, family % 3 == 0 && i == 0 ? 3_000_000 + next : 2_000_000 + family);
                members.add(next++);
            }
            together(city, members, 6 + random.nextInt(5), random.nextDouble(6, 23), 2_000, random);
        }
        return judge(city, vans);
    }

    private static Set<String> together(
            NoisyRides city, List<Integer> members, int length, double hour, long spread, Random random) {
        List<String> way = city.way(length);
        long[] times =
                city.times(NoisyRides.MONDAY + Math.round(hour * 3_600_000), length, random.nextDouble(7, 12), true);
        Set<String> tags = new HashSet<>();
        for (int member : members) {
            long[] own = times.clone();
            for (int i = 0; i < own.length; i++) {
                own[i] += random.nextLong(spread);
            }
            city.ride(member, way, own);
            tags.add(NoisyRides.tag(member));
        }
        return tags;
    }

    private Score judge(NoisyRides city, List<Set<String>> vans) {
        Map<String, Stops> stops = new HashMap<>();
        Map<String, ReaderTrails> trails = new HashMap<>();
        Company company = new Company(numbers);
        Convoys convoys = new Convoys(numbers);
        ConvoyCity known = null;
        Set<Integer> found = new HashSet<>();
        int falseOnes = 0;
        int pairs = 0;
        List<TagRead> reads = city.asReceived();
        for (TagRead read : reads) {
            Instant now = Instant.ofEpochMilli(read.receivedAt());
            long at = ClockParameters.DEFAULTS.at(read.measuredAt(), read.receivedAt());
            Stops.Taken taken = stops.getOrDefault(read.tag(), Stops.NONE).take(read.reader(), at, numbers);
            stops.put(read.tag(), taken.stops());
            RegisteredVehicle vehicle = city.vehicles.get(read.tag());
            SeenTag seen =
                    new SeenTag(read, vehicle, null, city.readers.get(read.reader()), taken, at, at, List.of(), false);
            for (Trail trail : Trail.of(seen, numbers)) {
                Company.Taken met = company.take(trails.get(trail.reader()), trail);
                trails.put(trail.reader(), met.trails());
                for (Pair pair : met.pairs()) {
                    pairs++;
                    Judged<ConvoyCity> judged = convoys.take(known, pair, now);
                    known = judged.state();
                    for (Detection detection : judged.detections()) {
                        List<?> tags = (List<?>) detection.evidence().get("tags");
                        int van = vanOf(vans, tags, 3);
                        if (van >= 0) {
                            found.add(van);
                        } else if (detection.phase() == Phase.RAISED && vanOf(vans, tags, 2) < 0) {
                            falseOnes++;
                        }
                    }
                }
            }
            if (known != null && known.wakesAt() <= read.receivedAt()) {
                known = convoys.atEventTime(known, read.receivedAt(), now).state();
            }
        }
        return new Score(vans.size(), found.size(), falseOnes, reads.size(), pairs);
    }

    private static int vanOf(List<Set<String>> vans, List<?> tags, int most) {
        for (int i = 0; i < vans.size(); i++) {
            Set<String> van = vans.get(i);
            if (tags.stream().filter(van::contains).count() >= most) {
                return i;
            }
        }
        return -1;
    }
}
