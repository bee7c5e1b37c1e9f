package io.citywatch.streaming.rules.ride;

import static io.citywatch.streaming.rules.ride.NoisyRides.DAY;
import static io.citywatch.streaming.rules.ride.NoisyRides.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.Severity;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.RegisteredVehicle;
import io.citywatch.streaming.rules.TagRead;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OddRidesTest {
    private static final long HOUR = 3_600_000;

    private final Habits habits = new Habits(RideParameters.DEFAULTS);
    private final OddRides rule = new OddRides(RideParameters.DEFAULTS);
    private final Map<String, HourHabit> known = new HashMap<>();
    private final List<Detection> said = new ArrayList<>();
    private OddCity city;

    @Test
    void aCommuterAtThreeInTheMorningIsANoteThatShowsWhatIsUsual() {
        commute("A", 0, 35, new Random(1));
        assertThat(said).isEmpty();

        ride("A", MONDAY + 35 * DAY + 3 * HOUR);
        ride("A", MONDAY + 35 * DAY + 3 * HOUR + 300_000);

        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.UPDATED);
        Detection raised = said.get(0);
        assertThat(raised.severity()).isEqualTo(Severity.P4);
        assertThat(raised.evidence())
                .containsEntry("plate", "A")
                .containsEntry("dayOfWeek", 1)
                .containsEntry("hour", 3)
                .containsEntry("daysKnown", 35);
        assertThat((double) raised.evidence().get("probability")).isLessThan(0.005);
        assertThat(new ArrayList<Object>((List<?>) raised.evidence().get("usualHours")))
                .contains(7, 17);
        take(rule.atEventTime(city, city.wakesAt(), Instant.EPOCH));
        assertThat(said.get(2).phase()).isEqualTo(Phase.CLEARED);
        assertThat(city.rides()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 20, 27})
    void nothingIsOddBeforeFourWeeksAreKnown(int days) {
        commute("A", 0, days, new Random(1));
        ride("A", MONDAY + days * DAY + 3 * HOUR);

        assertThat(said).isEmpty();
    }

    @Test
    void whoSeldomRidesHasNoOddHour() {
        for (int week = 0; week < 8; week++) {
            ride("A", MONDAY + week * (7 * DAY) + 9 * HOUR);
        }
        ride("A", MONDAY + 56 * DAY + 3 * HOUR);

        assertThat(said).isEmpty();
    }

    @Test
    void whoRidesAtAllHoursHasNoOddHour() {
        Random random = new Random(2);
        for (int day = 0; day < 40; day++) {
            for (int i = 0; i < 5; i++) {
                ride("A", MONDAY + day * DAY + random.nextLong(DAY));
            }
        }

        assertThat(said).isEmpty();
    }

    @Test
    void whatAVehicleDidAtTheWeekendIsNotOddOnAHoliday() {
        commute("A", 0, 35, new Random(1));
        for (int hour = 10; hour <= 15; hour++) {
            ride("A", MONDAY + 35 * DAY + hour * HOUR);
        }

        assertThat(said).as("a Monday that is lived as a Sunday").isEmpty();
    }

    @Test
    void aNightInWhichHalfTheCityRidesIsNoReasonToNoteThemAll() {
        Map<String, List<Long>> all = new HashMap<>();
        for (int i = 0; i < 400; i++) {
            all.put("V" + i, commuting(0, 35, new Random(i)));
        }
        inOrder(all);
        said.clear();
        for (int i = 0; i < 200; i++) {
            ride("V" + i, MONDAY + 35 * DAY + HOUR / 2 + i * 10_000L);
        }

        assertThat(said.stream().filter(one -> one.phase() == Phase.RAISED).count())
                .as("new year's eve")
                .isLessThanOrEqualTo(15);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void anOddRideInAConvoyIsUrgentWhicheverIsKnownFirst(boolean convoyFirst) {
        commute("A", 0, 35, new Random(1));
        long at = MONDAY + 35 * DAY + 3 * HOUR;
        MessageStamp stamp = new MessageStamp("r", "m", at + 500, at + 503, at);
        Ride inConvoy = new Ride("TAGA", "A", false, true, "r", null, null, at, stamp, 1, 0, 0, 0, 0, List.of());
        if (convoyFirst) {
            take(rule.take(city, inConvoy, Instant.EPOCH));
            ride("A", at);
        } else {
            ride("A", at);
            take(rule.take(city, inConvoy, Instant.EPOCH));
        }

        assertThat(said.get(said.size() - 1).severity()).isEqualTo(Severity.P2);
        assertThat(said.stream().map(Detection::id).distinct()).hasSize(1);
    }

    @Test
    void lawfulRidersOfFourWeeksGiveFewNotes() {
        int riders = 500;
        Map<String, List<Long>> all = new HashMap<>();
        for (int i = 0; i < riders; i++) {
            all.put("V" + i, commuting(0, 42, new Random(100 + i)));
        }
        inOrder(all);

        double perRiderAndDay =
                said.stream().filter(one -> one.phase() == Phase.RAISED).count() / (riders * 14.0);
        assertThat(perRiderAndDay).as("notes a rider and day").isLessThan(0.005);
    }

    private void commute(String vehicle, int fromDay, int toDay, Random random) {
        inOrder(Map.of(vehicle, commuting(fromDay, toDay, random)));
    }

    private void inOrder(Map<String, List<Long>> rides) {
        rides.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(at -> Map.entry(at, entry.getKey())))
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> ride(entry.getValue(), entry.getKey()));
    }

    /** To work and back on workdays, out once at the weekend, with an errand now and then. */
    private static List<Long> commuting(int fromDay, int toDay, Random random) {
        List<Long> rides = new ArrayList<>();
        for (int day = fromDay; day < toDay; day++) {
            long midnight = MONDAY + day * DAY;
            if (day % 7 < 5) {
                rides.add(midnight + Math.round((7.5 + random.nextGaussian() * 0.4) * HOUR));
                rides.add(midnight + Math.round((17.5 + random.nextGaussian() * 0.7) * HOUR));
                if (random.nextInt(5) == 0) {
                    rides.add(midnight + Math.round(random.nextDouble(9, 21) * HOUR));
                }
            } else {
                rides.add(midnight + Math.round(random.nextDouble(9, 13) * HOUR));
                rides.add(midnight + Math.round(random.nextDouble(13, 19) * HOUR));
            }
        }
        return rides;
    }

    private void ride(String vehicle, long at) {
        TagRead read = new TagRead("TAG" + vehicle, "r", at + "@r", at + 500, at + 503, at, -60, null, null);
        Stops.Taken taken = Stops.NONE.take("r", at, RideParameters.DEFAULTS);
        SeenTag seen = new SeenTag(
                read,
                new RegisteredVehicle("TAG" + vehicle, vehicle, null, false),
                null,
                null,
                taken,
                at,
                at,
                List.of(),
                false);
        Habits.Taken learnt = habits.take(known.get(vehicle), seen);
        known.put(vehicle, learnt.habit());
        if (learnt.ride() != null) {
            take(rule.take(city, learnt.ride(), Instant.ofEpochMilli(at)));
        }
    }

    private void take(Judged<OddCity> judged) {
        city = judged.state();
        said.addAll(judged.detections());
    }
}
