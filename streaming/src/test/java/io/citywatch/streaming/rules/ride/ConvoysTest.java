package io.citywatch.streaming.rules.ride;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.Severity;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.RegisteredVehicle;
import io.citywatch.streaming.rules.TagRead;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvoysTest {
    private static final long T = 1_700_000_000_000L;
    private static final long MINUTE = 60_000;

    private final Company company = new Company(RideParameters.DEFAULTS);
    private final Convoys rule = new Convoys(RideParameters.DEFAULTS);
    private final Map<String, Stops> stops = new HashMap<>();
    private final Map<String, ReaderTrails> trails = new HashMap<>();
    private final Map<String, Long> households = new HashMap<>(Map.of("A", 1L, "B", 2L, "C", 3L));
    private final List<Detection> said = new ArrayList<>();
    private ConvoyCity city;

    @Test
    void threeTagsAtThreeReadersInARowAreAConvoyThatIsFollowed() {
        pass("r1", 0, "A", "B", "C");
        pass("r2", MINUTE, "A", "B", "C");
        assertThat(said).isEmpty();
        pass("r3", 2 * MINUTE, "A", "B", "C");

        Detection raised = said.get(0);
        assertThat(said).hasSize(1);
        assertThat(raised.severity()).isEqualTo(Severity.P2);
        assertThat(raised.key()).isEqualTo("TAGA");
        assertThat(raised.devices()).extracting(Object::toString).containsExactly("r1", "r2", "r3");
        assertThat(raised.evidence())
                .containsEntry("count", 3)
                .containsEntry("households", 3L)
                .containsEntry("plates", List.of("A", "B", "C"))
                .containsEntry("reader", "r3")
                .containsEntry("since", T);
        pass("r4", 3 * MINUTE, "A", "B", "C");
        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.UPDATED);
        assertThat(said.get(1).id()).isEqualTo(raised.id());
        take(rule.atEventTime(city, T + 20 * MINUTE, Instant.EPOCH));
        assertThat(said.get(2).phase()).isEqualTo(Phase.CLEARED);
        assertThat(city.pairs()).isEmpty();
        assertThat(city.wakesAt()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void eachTagMayBeMissedOnceWhereTheRowGoesOn() {
        pass("r1", 0, "A", "B", "C");
        pass("r2", MINUTE, "B", "C");
        pass("r3", 2 * MINUTE, "A", "C");
        pass("r4", 3 * MINUTE, "A", "B");
        pass("r5", 4 * MINUTE, "A", "B", "C");

        assertThat(said).extracting(Detection::phase).startsWith(Phase.RAISED);
    }

    @Test
    void readsThatComeInAnyOrderCountTheSame() {
        read("A", "r1", 0, 30_000);
        pass("r2", MINUTE / 3, "A", "B", "C");
        pass("r3", 2 * MINUTE / 3, "A", "C");
        read("C", "r1", 0, 40_000);
        read("B", "r1", 0, 41_000);
        read("B", "r3", 2 * MINUTE / 3, 69_000);

        assertThat(said).extracting(Detection::phase).startsWith(Phase.RAISED);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 0", "1, 1, 2, 0", "1, 2, 3, 1", "0, 0, 0, 1"})
    void aFamilyIsNoConvoyAndOfUnknownHouseholdsEachIsItsOwn(long a, long b, long c, int raised) {
        households.putAll(Map.of("A", a, "B", b, "C", c));
        for (int i = 1; i <= 3; i++) {
            pass("r" + i, i * MINUTE, "A", "B", "C");
        }

        assertThat(said).hasSize(raised);
    }

    @Test
    void whoIsSixSecondsBehindTheLastIsNotInStep() {
        for (int i = 1; i <= 5; i++) {
            pass("r" + i, i * MINUTE, "A", "B");
            read("C", "r" + i, i * MINUTE + 7_000, 500);
        }

        assertThat(said).isEmpty();
    }

    @Test
    void whoOvertakesTheOthersIsNotInTheirVan() {
        for (int i = 1; i <= 3; i++) {
            read("C", "r" + i, i * (MINUTE - 4_000), 500);
            pass("r" + i, i * MINUTE - 8_000, "A", "B");
        }

        assertThat(said).as("4 s behind, beside them, 4 s ahead").isEmpty();
    }

    @Test
    void whereSomebodyIsAlwaysNearAConvoyIsKnownAReaderLater() {
        for (int i = 1; i <= 4; i++) {
            for (int stranger = 0; stranger < 10; stranger++) {
                households.put("S" + i + stranger, 0L);
                read("S" + i + stranger, "r" + i, i * (2 * MINUTE) - 10_000 - stranger * 7_000L, 500);
            }
            pass("r" + i, i * (2 * MINUTE), "A", "B", "C");
            assertThat(said).hasSize(i < 4 ? 0 : 1);
        }
    }

    @Test
    void whoMeetsAtReadersThatAreNotInARowIsNotInStep() {
        for (int i = 1; i <= 5; i++) {
            pass("r" + i, i * (3 * MINUTE), "A", "B", "C");
            for (String own : List.of("A", "B", "C")) {
                read(own, "only-" + own + i, i * (3 * MINUTE) + MINUTE, 500);
                read(own, "alone-" + own + i, i * (3 * MINUTE) + 2 * MINUTE, 500);
            }
        }

        assertThat(said).isEmpty();
    }

    private void pass(String reader, long after, String... vehicles) {
        for (int i = 0; i < vehicles.length; i++) {
            read(vehicles[i], reader, after + (after == 0 ? 0 : i * 1_000L), 500);
        }
    }

    private void read(String vehicle, String reader, long after, long late) {
        long at = T + after;
        TagRead read =
                new TagRead("TAG" + vehicle, reader, vehicle + at, at + late, at + late + 3, at, -60, null, null);
        Stops.Taken taken = stops.getOrDefault(vehicle, Stops.NONE).take(reader, at, RideParameters.DEFAULTS);
        stops.put(vehicle, taken.stops());
        RegisteredVehicle known = new RegisteredVehicle("TAG" + vehicle, vehicle, null, false, households.get(vehicle));
        SeenTag seen = new SeenTag(read, known, null, null, taken, at, at, List.of(), false);
        for (Trail trail : Trail.of(seen, RideParameters.DEFAULTS)) {
            Company.Taken met = company.take(trails.get(trail.reader()), trail);
            trails.put(trail.reader(), met.trails());
            met.pairs().forEach(pair -> take(rule.take(city, pair, Instant.ofEpochMilli(at))));
        }
    }

    private void take(Judged<ConvoyCity> judged) {
        city = judged.state();
        said.addAll(judged.detections());
    }
}
