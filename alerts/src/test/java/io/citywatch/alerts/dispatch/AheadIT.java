package io.citywatch.alerts.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.incident.IncidentDetail;
import io.citywatch.alerts.nearest.Streets;
import io.citywatch.alerts.pursuit.PursuitView;
import io.citywatch.alerts.testing.BayTown;
import io.citywatch.alerts.testing.City;
import io.citywatch.alerts.testing.Detections;
import io.citywatch.model.Position;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.model.message.OfferAction;
import io.citywatch.model.message.OfferMessage;
import io.citywatch.model.message.OfferState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Officers who wait where a stolen vehicle is likely to pass, on the streets of a town. */
class AheadIT {
    private static final String TAG = "E200001234567890";
    private static final String PLATE = "粤D12345";

    private final BayTown town = new BayTown(new Random(5));
    private final Streets streets = new Streets(town.graph());
    private final CoreUnderTest test = new CoreUnderTest(streets);

    @BeforeEach
    void settle() {
        reader("reader-0", 0);
        reader("reader-a", 40);
        reader("reader-b", 90);
        reader("reader-c", town.bridgeEnd(1));
        officer("officer-a", 41);
        officer("officer-b", 91);
        officer("officer-0", 1);
        officer("officer-far", town.shore(1));
    }

    @AfterEach
    void close() {
        test.close();
    }

    private void reader(String id, int crossing) {
        test.city.reader(id, town.crossings().get(crossing), "路口" + id);
    }

    private void officer(String id, int crossing) {
        test.city.responder(id, town.crossings().get(crossing), "car", List.of("officer"), List.of());
    }

    private Instant now() {
        return test.clock.instant();
    }

    private static Map<String, Object> next(String reader, double probability, int seconds) {
        return Map.of("reader", reader, "probability", probability, "seconds", seconds);
    }

    private Detections read(String reader, int crossing, List<Map<String, Object>> next) {
        return Detections.of(Rule.R1, reader, TAG, Subject.vehicle(PLATE))
                .at(town.crossings().get(crossing))
                .with("plate", PLATE)
                .with("tag", TAG)
                .with("reader", reader)
                .with("headingDegrees", 90)
                .with("nextReaders", next);
    }

    private static List<String> met(IncidentDetail detail) {
        return detail.pursuit().meetings().stream()
                .map(PursuitView.MeetingLine::reader)
                .toList();
    }

    private OfferMessage newest(String officer) {
        List<OfferMessage> told = test.told(officer, OfferState.ACCEPTED);
        return told.get(told.size() - 1);
    }

    @Test
    void waitsAtTheLikelyNextReadersAndGoesOnWithEachRead() {
        test.take(read("reader-0", 0, List.of(next("reader-a", 0.6, 300), next("reader-b", 0.3, 400)))
                .raised(now()));

        IncidentDetail opened = test.detail();
        assertThat(met(opened)).containsExactly("reader-a", "reader-b");
        assertThat(opened.pursuit().headingDegrees()).isEqualTo(90);
        assertThat(opened.pursuit().next())
                .extracting(PursuitView.Next::reader)
                .containsExactly("reader-a", "reader-b");
        assertThat(opened.offers().get(0).responder()).isEqualTo("officer-a");
        assertThat(CoreUnderTest.what(opened)).contains("to be met at 路口reader-a, 60 %");

        test.answer("officer-a", OfferAction.ACCEPT);
        Position waiting = town.crossings().get(40);
        assertThat(newest("officer-a").position()).isEqualTo(waiting);
        assertThat(newest("officer-a").instructions())
                .startsWith("到路口reader-a守候")
                .contains("60 %");

        test.pass(Duration.ofSeconds(20));
        test.take(read("reader-a", 40, List.of(next("reader-c", 0.8, 900), next("reader-b", 0.1, 60)))
                .updated(now()));

        assertThat(met(test.detail())).startsWith("reader-c");
        assertThat(newest("officer-a").position()).isEqualTo(town.crossings().get(town.bridgeEnd(1)));
        assertThat(test.detail().pursuit().meetings().get(0).responder()).isEqualTo("officer-a");
    }

    @Test
    void showsHowFarItCanBeByRoadAndThatTheReachGrows() {
        test.take(read("reader-0", 0, List.of(next("reader-a", 0.6, 60))).raised(now()));
        test.clock.pass(Duration.ofSeconds(30));

        List<PursuitView.Reach> frontier = test.detail().pursuit().frontier();

        assertThat(frontier).hasSize(3);
        assertThat(frontier.get(0).at()).isEqualTo(now());
        double before = 0;
        for (PursuitView.Reach reach : frontier) {
            assertThat(reach.polygon().get(0))
                    .isEqualTo(reach.polygon().get(reach.polygon().size() - 1));
            double farthest = reach.polygon().stream()
                    .mapToDouble(point -> new Position(point.get(1), point.get(0)).metersTo(City.CENTRE))
                    .max()
                    .orElseThrow();
            assertThat(farthest).isGreaterThan(before);
            before = farthest;
        }
        test.clock.pass(Duration.ofMinutes(16));
        assertThat(test.detail().pursuit().frontier()).isEmpty();
    }

    @Test
    void huntsWithoutAnyLikelyPlaceWhereItWasRead() {
        test.take(read("reader-0", 0, List.of()).raised(now()));

        assertThat(test.detail().pursuit().meetings()).isEmpty();
        assertThat(test.detail().offers().get(0).responder()).isEqualTo("officer-0");
    }
}
