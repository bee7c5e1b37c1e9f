package io.citywatch.streaming.rules.vehicle;

import static io.citywatch.streaming.rules.vehicle.Roads.T;
import static io.citywatch.streaming.rules.vehicle.Roads.TAG;
import static io.citywatch.streaming.rules.vehicle.Roads.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.Severity;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.ClockParameters;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.Onset;
import io.citywatch.streaming.rules.TagRead;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrongWayTest {
    private static final Instant NOW = Instant.ofEpochMilli(T + 60_000);

    private final Town town = new Town()
            .reader("foot", 0, 640)
            .reader("middle", 0, 800)
            .reader("top", 0, 960)
            .reader("far", -1000, 600);
    private final WrongWay rule = new WrongWay(VehicleParameters.DEFAULTS);
    private PassedReaders passed;
    private OpenWrongWay open;

    @Test
    void twoPairsAgainstTheLaneRaiseItAndAThirdFollows() {
        assertThat(pass("top", 0, 1)).isEmpty();
        assertThat(pass("middle", 16_000, 1)).isEmpty();
        List<Detection> raised = pass("foot", 32_000, 1);

        assertThat(raised).singleElement().satisfies(said -> {
            assertThat(said.phase()).isEqualTo(Phase.RAISED);
            assertThat(said.severity()).isEqualTo(Severity.P3);
            assertThat(said.subject()).isEqualTo(Subject.vehicle("粤D12345"));
            assertThat(said.key()).isEqualTo(TAG);
            assertThat(said.devices()).extracting(Object::toString).containsExactly("middle", "foot");
            assertThat(said.evidence())
                    .containsEntry("fromReader", "middle")
                    .containsEntry("toReader", "foot")
                    .containsEntry("meters", 160L)
                    .containsEntry("speedKmh", 36L)
                    .containsEntry("seconds", 16.0)
                    .containsEntry("pairs", 2);
            assertThat((Long) said.evidence().get("lawfulMeters")).isGreaterThan(3_000L);
        });
    }

    @Test
    void whatIsOverheardFromAnotherStreetIsNoPassage() {
        assertThat(pass("top", 0, 3)).isEmpty();
        assertThat(pass("middle", 16_000, 3, -80)).isEmpty();
        assertThat(pass("foot", 32_000, 3, -80)).isEmpty();

        assertThat(open).isNull();
        assertThat(passed.reader()).isEqualTo("top");
    }

    @Test
    void onePairOfThreeReadsEachIsEnough() {
        assertThat(pass("top", 0, 3)).isEmpty();

        List<Detection> said = pass("middle", 16_000, 4);

        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED);
        assertThat(said.get(0).evidence()).containsEntry("pairs", 1);
    }

    @ParameterizedTest
    @CsvSource({
        "up the lane, foot, middle, 16000, 0",
        "pushed, top, middle, 130000, 0",
        "faster than anybody, top, middle, 3000, 0",
        "by the loop, top, middle, 360000, 0",
        "against it, top, middle, 16000, 1"
    })
    void onlyAPairThatNothingElseExplainsCounts(String what, String from, String to, long millis, int raised) {
        pass(from, 0, 3);

        assertThat(pass(to, millis, 3)).as(what).hasSize(raised);
    }

    @Test
    void isOverAfterTenMinutesWithoutAFurtherPair() {
        pass("top", 0, 3);
        pass("middle", 16_000, 3);
        String id = open.id();

        assertThat(rule.atEventTime(open, TAG, open.clearsAt() - 1, NOW).detections())
                .isEmpty();
        assertThat(rule.atEventTime(open, TAG, open.clearsAt(), NOW).detections())
                .singleElement()
                .satisfies(said -> assertThat(said.phase()).isEqualTo(Phase.CLEARED))
                .satisfies(said -> assertThat(said.id()).isEqualTo(id));
    }

    @Test
    void aPairAloneIsForgottenInSilence() {
        pass("top", 0, 1);
        pass("middle", 16_000, 1);

        assertThat(open.id()).isNull();
        assertThat(rule.atEventTime(open, TAG, open.clearsAt(), NOW).detections())
                .isEmpty();
        assertThat(rule.atEventTime(open, TAG, open.clearsAt(), NOW).state()).isNull();
    }

    private List<Detection> pass(String reader, long after, int reads) {
        return pass(reader, after, reads, -60);
    }

    private List<Detection> pass(String reader, long after, int reads, double rssi) {
        List<Detection> said = new ArrayList<>();
        for (int i = 0; i < reads; i++) {
            TagRead read = read(reader, T + after + i * 100L, rssi);
            WrongWay.Taken taken = rule.onRead(
                    open,
                    passed,
                    TAG,
                    "粤D12345",
                    Passage.of(read, read.rssi() >= -72, ClockParameters.DEFAULTS),
                    Onset.of(MessageStamp.of(read), Long.MIN_VALUE),
                    town.readers(),
                    town.network(),
                    NOW);
            passed = taken.passed();
            open = taken.judged().state();
            said.addAll(taken.judged().detections());
        }
        return said;
    }
}
