package io.citywatch.simulators.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.Position;
import io.citywatch.simulators.city.CitySize;
import io.citywatch.simulators.truth.script.Label;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TrueCityTest {
    /** All but T1, T2, T3 and T7, which are true only once a camera has looked. */
    private static final List<String> RULES = List.of(
            "R1", "R2", "R4", "R5", "R6", "R7", "R9", "R10", "R11", "R12", "R13", "R14", "S1", "S2", "S3", "S5", "S6",
            "S7", "S9", "E1", "E2", "E3", "E5", "E6", "E7", "E8", "E9", "E10", "D1", "D2", "D3", "D4");

    private static final Pattern SIGHTING = Pattern.compile("\\{\"tag\":\"(\\w+)\",\"ts\":(\\d+),\"rssi\":(-[\\d.]+)");
    /** 2.4 times as fast as others on the bridge. */
    private static final double FASTEST_METERS_PER_SECOND = 37;

    private static final double HEARING_METERS = 60;
    private static final double STRAY_DBM = -72;

    @Test
    void hasAtLeastAsManyNearMissesAsTruthsOfEachRule() {
        Map<String, Integer> truths = new TreeMap<>();
        Map<String, Integer> nearMisses = new HashMap<>();
        for (Label label : city(7, 2, 1).labels()) {
            if (label.kind() == Label.Kind.TRUTH) {
                truths.merge(label.rule(), 1, Integer::sum);
            } else if (label.kind() == Label.Kind.NEAR_MISS) {
                nearMisses.merge(label.rule(), 1, Integer::sum);
            }
        }

        assertThat(truths).containsKeys(RULES.toArray(String[]::new));
        truths.forEach((rule, truth) ->
                assertThat(nearMisses.getOrDefault(rule, 0)).as(rule).isGreaterThanOrEqualTo(truth));
    }

    @Test
    void isTheSameForTheSameSeedAndInTheOrderOfReceipt() {
        List<Recorded> once = hours(city(3, 1, 1), 1);

        assertThat(once).extracting(Recorded::receivedAt).isSorted();
        assertThat(texts(hours(city(3, 1, 1), 1))).isEqualTo(texts(once));
        assertThat(texts(hours(city(4, 1, 1), 1))).isNotEqualTo(texts(once));
    }

    @Test
    void knowsWhereThievesRideNextWhereWaysPart() {
        TrueCity city = city(7, 7, 1);

        assertThat(city.nextReaders())
                .hasSizeGreaterThan(20)
                .allSatisfy(next -> assertThat(next.next()).isNotEqualTo(next.reader()));
    }

    @Test
    void aHintOfNuisanceMayComeAsSoonAsTheNextAlarmSounds() {
        List<Label> labels = city(11, 7, 1).labels();
        List<Label> further = labels.stream()
                .filter(label -> label.rule().equals("S9") && label.kind() == Label.Kind.OPEN)
                .toList();

        assertThat(further)
                .isNotEmpty()
                .allSatisfy(open -> assertThat(labels)
                        .anyMatch(alarm -> alarm.rule().equals("S1")
                                && alarm.subjects().equals(open.subjects())
                                && alarm.at() == open.from()));
    }

    @Test
    void losesDoublesAndDelaysAsMuchAsItSays() {
        List<Recorded> hours = hours(city(5, 1, 1), 2);
        long repeats = hours.size() - texts(hours).stream().distinct().count();

        assertThat((double) repeats / hours.size()).isBetween(0.03, 0.07);
        assertThat(texts(hours(city(5, 1, 0), 1))).doesNotHaveDuplicates();
    }

    @Test
    void nobodyRidesFromWhereTheyHaveNotArrived() {
        TrueCity city = city(14, 1, 1);
        Map<String, Position> places = new HashMap<>();
        city.devices().forEach(device -> places.put(device.id(), new Position(device.lat(), device.lon())));
        List<String> copied = city.labels().stream()
                .filter(label -> label.rule().equals("R6") && label.kind() == Label.Kind.TRUTH)
                .flatMap(label -> label.subjects().stream())
                .toList();
        Map<String, NavigableMap<Long, Position>> reads = new HashMap<>();
        hours(city, 24).forEach(message -> read(message, places, reads));

        assertThat(reads).hasSizeGreaterThan(1_000);
        reads.forEach((tag, seen) -> {
            if (!copied.contains(tag)) {
                assertThat(fastest(seen)).as(tag).isLessThan(FASTEST_METERS_PER_SECOND);
            }
        });
    }

    /** By the reader's own clock, where that is right. */
    private static void read(
            Recorded message, Map<String, Position> places, Map<String, NavigableMap<Long, Position>> reads) {
        int from = message.topic().indexOf('/') + 1;
        String reader = message.topic().substring(from, message.topic().indexOf('/', from));
        Matcher sightings = SIGHTING.matcher(new String(message.payload(), StandardCharsets.UTF_8));
        while (sightings.find()) {
            long at = Long.parseLong(sightings.group(2));
            boolean isThere = Double.parseDouble(sightings.group(3)) > STRAY_DBM;
            if (isThere && Math.abs(message.receivedAt() - at) < 60_000) {
                reads.computeIfAbsent(sightings.group(1), tag -> new TreeMap<>())
                        .put(at, places.get(reader));
            }
        }
    }

    private static double fastest(NavigableMap<Long, Position> reads) {
        double fastest = 0;
        Map.Entry<Long, Position> before = null;
        for (Map.Entry<Long, Position> read : reads.entrySet()) {
            if (before != null) {
                double seconds = Math.max(1, (read.getKey() - before.getKey()) / 1e3);
                double meters = before.getValue().metersTo(read.getValue());
                fastest = Math.max(fastest, (meters - HEARING_METERS) / seconds);
            }
            before = read;
        }
        return fastest;
    }

    private static List<String> texts(List<Recorded> messages) {
        return messages.stream()
                .map(message -> message.topic() + " " + new String(message.payload(), StandardCharsets.UTF_8))
                .toList();
    }

    private static TrueCity city(long seed, int days, double noise) {
        return TrueCity.of(seed, CitySize.pilot(), 0, days, noise);
    }

    private static List<Recorded> hours(TrueCity city, int hours) {
        List<Recorded> all = new ArrayList<>();
        for (int i = 0; i < hours; i++) {
            all.addAll(city.nextHour());
        }
        return all;
    }
}
