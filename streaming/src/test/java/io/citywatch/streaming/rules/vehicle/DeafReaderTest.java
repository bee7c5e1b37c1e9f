package io.citywatch.streaming.rules.vehicle;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.MessageStamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeafReaderTest {
    private static final long SPAN = 900_000;
    private static final int SPANS_A_DAY = 96;
    /** A midnight of UTC. */
    private static final long FIRST = 19_000L * SPANS_A_DAY;

    private final DeafReader rule = new DeafReader(VehicleParameters.DEFAULTS);
    private final Map<String, ListeningReader> known = new HashMap<>();
    private final List<Detection> said = new ArrayList<>();
    private int span;
    private double readsOfOneTag = 1;
    /** Readers that hear nothing but one motorcycle that stands there. */
    private Set<Integer> parked = Set.of();

    private int pauseMillis;
    /** In the span that comes next. */
    private List<UnheardSpan> passedUnheard = List.of();

    @Test
    void aReaderThatHearsLessThanAThirdOfItsUsualIsDeafUntilItHearsAgain() {
        for (int i = 0; i < 4; i++) {
            hear(100, 100, 100);
        }
        hear(30, 100, 100);
        assertThat(said).as("30 of 100 is not below 30 %").isEmpty();

        hear(29, 100, 100);

        assertThat(said).hasSize(1);
        Detection raised = said.get(0);
        assertThat(raised.phase()).isEqualTo(Phase.RAISED);
        assertThat(raised.subject()).isEqualTo(Subject.device("rd-0"));
        assertThat(raised.evidence())
                .containsEntry("reason", "deaf")
                .containsEntry("sightings", 29)
                .containsEntry("expected", 100L)
                .containsEntry("minutes", 15L)
                .containsEntry("cityAgainstItsUsual", 1.0);
        assertThat(raised.at()).isEqualTo(Instant.ofEpochMilli((FIRST + 6) * SPAN));
        hear(0, 100, 100);
        hear(100, 100, 100);
        hear(100, 100, 100);
        assertThat(said)
                .extracting(Detection::phase)
                .startsWith(Phase.RAISED, Phase.UPDATED)
                .endsWith(Phase.CLEARED);
        assertThat(said).extracting(Detection::id).containsOnly(raised.id());
        assertThat(said).extracting(Detection::revision).isSorted();
    }

    @Test
    void aReaderAloneInItsCityIsJudgedByItself() {
        for (int i = 0; i < 4; i++) {
            hear(100);
        }
        hear(5);

        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED);
    }

    @Test
    void aReaderThatIsNewIsNeverDeaf() {
        for (int i = 0; i < 3; i++) {
            hear(100, 100, 100);
        }
        hear(0, 100, 100);

        assertThat(said).isEmpty();
    }

    @Test
    void theQuieterItsStreetIsTheLongerItTakesUntilOneIsSure() {
        for (int i = 0; i < 4 * SPANS_A_DAY; i++) {
            hear(4, 100, 100);
        }
        for (int i = 0; i < 6; i++) {
            hear(0, 100, 100);
        }
        assertThat(said).as("none of 24 expected").isEmpty();

        hear(0, 100, 100);

        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED);
    }

    @Test
    void ridesThatMustHavePassedUnheardTellOfAQuietStreetTooAndSoon() {
        for (int i = 0; i < 4 * SPANS_A_DAY; i++) {
            unheard(i % 4 == 0 ? 1 : 0);
            hear(4, 100, 100);
        }
        unheard(4);
        hear(0, 100, 100);
        assertThat(said).as("four of four").isEmpty();
        unheard(4);
        hear(0, 100, 100);

        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED);
        assertThat(said.get(0).evidence()).containsEntry("passedUnheard", 8).containsEntry("minutes", 30L);
        for (int i = 0; i < 4; i++) {
            hear(4, 100, 100);
        }
        assertThat(said).extracting(Detection::phase).endsWith(Phase.CLEARED);
    }

    @Test
    void whereNobodyIsReadBeforeAndAfterWhatIsHeardIsNoSignOfHearingWell() {
        for (int i = 0; i < 4 * SPANS_A_DAY; i++) {
            hear(i % 2 == 0 ? 120 : 80, 100, 100);
        }
        for (int i = 0; i < 12; i++) {
            hear(25, 100, 100);
        }

        assertThat(said).isNotEmpty();
        assertThat(said).extracting(Detection::phase).doesNotContain(Phase.CLEARED);
    }

    @Test
    void whoAlwaysMissesAThirdIsNotDeafForThat() {
        for (int i = 0; i < 4 * SPANS_A_DAY; i++) {
            unheard(2);
            hear(4, 100, 100);
        }
        for (int i = 0; i < 4; i++) {
            unheard(i % 2 == 0 ? 4 : 3);
            hear(2, 100, 100);
        }

        assertThat(said).isEmpty();
    }

    @Test
    void whatPassedWhileItWasAwayMakesItNotDeaf() {
        for (int i = 0; i < 4 * SPANS_A_DAY; i++) {
            unheard(i % 4 == 0 ? 1 : 0);
            hear(4, 100, 100);
        }
        pauseMillis = 600_000;
        unheard(9);
        hear(0, 100, 100);
        pauseMillis = 0;
        passedUnheard = List.of(new UnheardSpan("rd-0", FIRST + span - 1, 9));
        hear(2, 100, 100);

        assertThat(said).isEmpty();
    }

    @Test
    void whatIsLearntOfASpanOnceItWasJudgedCountsWithTheNext() {
        for (int i = 0; i < 4 * SPANS_A_DAY; i++) {
            unheard(i % 4 == 0 ? 1 : 0);
            hear(4, 100, 100);
        }
        hear(0, 100, 100);
        passedUnheard = List.of(new UnheardSpan("rd-0", FIRST + span - 1, 9));
        hear(0, 100, 100);

        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED);
    }

    @Test
    void aParkedMotorcycleThatIsAllThatAReaderHearsMakesItNotDeafWhenItLeaves() {
        readsOfOneTag = 15;
        for (int i = 0; i < 4 * SPANS_A_DAY; i++) {
            hear(15, 100, 100);
        }
        for (int i = 0; i < SPANS_A_DAY; i++) {
            hear(0, 100, 100);
        }

        assertThat(said).as("gone for a day").isEmpty();
    }

    @Test
    void whenTheWholeCityIsQuietNobodyIsDeaf() {
        for (int i = 0; i < 8; i++) {
            hear(100, 80, 120, 90);
        }
        hear(5, 3, 8, 6);
        hear(0, 0, 1, 0);

        assertThat(said).isEmpty();
    }

    @Test
    void whoeverIsParkedDoesNotHideThatNobodyRides() {
        parked = Set.of(3, 4);
        for (int i = 0; i < 4; i++) {
            hear(100, 100, 100, 200, 200);
        }
        for (int i = 0; i < 4; i++) {
            hear(20, 20, 20, 200, 200);
        }

        assertThat(said).isEmpty();
    }

    @Test
    void ridesThatComeTogetherOrNotAtAllMakeNobodyDeaf() {
        for (int i = 0; i < 385; i++) {
            hear(i % 2 == i / SPANS_A_DAY % 2 ? 80 : 20, 100, 100);
        }
        for (int i = 0; i < 8; i++) {
            hear(8, 100, 100);
        }
        assertThat(said).as("8 of 50, where 20 and 80 are usual").isEmpty();

        for (int i = 0; i < 40; i++) {
            hear(8, 100, 100);
        }
        assertThat(said).isNotEmpty();
    }

    @Test
    void whatWasQuietAtThisTimeAWeekAgoMayBeQuietToday() {
        // On each seventh day the works are closed and the market is open.
        for (int day = 0; day < 16; day++) {
            for (int slot = 0; slot < SPANS_A_DAY; slot++) {
                hear(day % 7 == 6 ? 5 : 100, 200, 300);
                if (day == 12) {
                    said.clear(); // the first free day was like no day before it
                }
            }
        }

        assertThat(said).isEmpty();
    }

    @Test
    void aHolidayThatSoundsLikeASundayMakesNobodyDeaf() {
        for (int day = 0; day < 18; day++) {
            boolean isFree = day % 7 >= 5 || day == 17;
            for (int slot = 0; slot < SPANS_A_DAY; slot++) {
                // Two roads to work, two to the market, and two readers before which somebody always parks.
                hear(isFree ? 6 : 100, isFree ? 8 : 120, isFree ? 60 : 20, isFree ? 90 : 40, 200, 200);
            }
            if (day == 7) {
                said.clear(); // no free day had been heard before
            }
        }

        assertThat(said).isEmpty();
    }

    @Test
    void aReaderThatWasAwayForMuchOfASpanHeardLessForThat() {
        for (int i = 0; i < 4; i++) {
            hear(100, 100, 100);
        }
        pauseMillis = 360_000;
        for (int i = 0; i < 8; i++) {
            hear(0, 100, 100);
        }
        assertThat(said).as("six minutes of fifteen without a word").isEmpty();
        pauseMillis = 60_000;
        hear(0, 100, 100);

        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED);
    }

    @Test
    void threeDeafDaysTeachNothingAndAFourthDoes() {
        for (int i = 0; i < 4 * SPANS_A_DAY; i++) {
            hear(100, 100, 100);
        }
        for (int i = 0; i < 3 * SPANS_A_DAY; i++) {
            hear(2, 100, 100);
        }

        assertThat(said).extracting(Detection::phase).doesNotContain(Phase.CLEARED);
        assertThat(said.get(said.size() - 1).evidence())
                .containsEntry("expected", 300L * SPANS_A_DAY)
                .containsEntry("sightings", 6 * SPANS_A_DAY);
        for (int i = 0; i < 2 * SPANS_A_DAY; i++) {
            hear(2, 100, 100);
        }
        assertThat(said.get(said.size() - 1).phase()).isEqualTo(Phase.CLEARED);
    }

    private void unheard(int passages) {
        passedUnheard = List.of(new UnheardSpan("rd-0", FIRST + span, passages));
    }

    private void hear(int... sightings) {
        List<HeardSpan> heard = new ArrayList<>();
        for (int i = 0; i < sightings.length; i++) {
            String reader = "rd-" + i;
            long at = (FIRST + span) * SPAN + 400_000;
            MessageStamp newest = new MessageStamp(reader, span + "@a", at, at, at);
            double readsOfOne = parked.contains(i) ? sightings[i] : readsOfOneTag;
            heard.add(
                    new HeardSpan(reader, FIRST + span, sightings[i], sightings[i] * readsOfOne, pauseMillis, newest));
        }
        DeafReader.Outcome outcome = rule.judge(heard, passedUnheard, known, Instant.EPOCH);
        passedUnheard = List.of();
        known.putAll(outcome.readers());
        said.addAll(outcome.detections());
        span++;
    }
}
