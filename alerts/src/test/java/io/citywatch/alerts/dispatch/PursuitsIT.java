package io.citywatch.alerts.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.incident.IncidentDetail;
import io.citywatch.alerts.incident.IncidentFilter;
import io.citywatch.alerts.incident.IncidentItem;
import io.citywatch.alerts.incident.IncidentKind;
import io.citywatch.alerts.incident.IncidentState;
import io.citywatch.alerts.testing.City;
import io.citywatch.alerts.testing.Detections;
import io.citywatch.model.Position;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.model.message.OfferAction;
import io.citywatch.model.message.OfferMessage;
import io.citywatch.model.message.OfferState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A hunt: what opens it and for whom, how it follows the vehicle, when it comes back, and how it ends. */
class PursuitsIT {
    private static final String TAG = "E200001234567890";
    private static final String PLATE = "粤D12345";

    private CoreUnderTest test;

    @BeforeEach
    void open() {
        test = CoreUnderTest.ofADistrict();
    }

    @AfterEach
    void close() {
        test.close();
    }

    private Instant now() {
        return test.clock.instant();
    }

    private static Detections theft(String reader) {
        Position place = reader.equals("reader-1") ? City.at(500, 0) : City.at(900, 0);
        return Detections.of(Rule.R1, reader, TAG, Subject.vehicle(PLATE))
                .at(place)
                .with("plate", PLATE)
                .with("tag", TAG)
                .with("caseNumber", "C-1")
                .with("reader", reader)
                .with("readerName", reader.equals("reader-1") ? "金砂路口" : "长平路口");
    }

    private static Map<String, Object> point(Instant at, String reader, Position place) {
        return Map.of("ts", at.toEpochMilli(), "reader", reader, "lat", place.lat(), "lon", place.lon());
    }

    @Test
    void huntsAStolenVehicleWithThreeOfficersAndNobodyElse() {
        test.take(theft("reader-1").raised(now()));

        IncidentItem item = test.only();
        assertThat(item.kind()).isEqualTo("theft");
        assertThat(item.subject()).isEqualTo(new IncidentItem.About("vehicle", PLATE, "粤D***45", null));
        assertThat(test.detail(item).item().subject().name()).isEqualTo(PLATE);
        assertThat(test.askedRoles(item)).containsExactly("officer");
        for (int i = 0; i < 3; i++) {
            test.answer("officer-" + i, OfferAction.ACCEPT);
        }
        assertThat(test.withState("ACCEPTED")).hasSize(3);
        assertThat(test.offered()).isEmpty();
    }

    @Test
    void followsAHuntedVehicleReadByReadWithoutFloodingTheTimeline() {
        Instant first = now();
        test.take(theft("reader-1")
                .with("track", List.of(point(first, "reader-1", City.at(500, 0))))
                .raised(first));
        test.answer("officer-0", OfferAction.ACCEPT);
        for (int i = 0; i < 5; i++) {
            test.pass(Duration.ofSeconds(5));
            test.take(theft("reader-1").with("reads", 2 + i).updated(now()));
        }
        test.pass(Duration.ofSeconds(5));
        test.take(theft("reader-2")
                .with(
                        "track",
                        List.of(point(first, "reader-1", City.at(500, 0)), point(now(), "reader-2", City.at(900, 0))))
                .updated(now()));

        IncidentDetail detail = test.detail();
        assertThat(CoreUnderTest.what(detail).stream()
                        .filter(text -> text.startsWith("read at") || text.contains("updated")))
                .containsExactly("read at 金砂路口", "read at 长平路口");
        assertThat(detail.item().position().lat()).isEqualTo(City.at(900, 0).lat());
        assertThat(detail.track())
                .extracting(IncidentDetail.Reading::reader)
                .startsWith("reader-1")
                .endsWith("reader-2");
        assertThat(detail.detections()).hasSize(1);
        assertThat(detail.detections().get(0).phase()).isEqualTo("UPDATED");
        assertThat(detail.detections().get(0).evidence()).containsEntry("reader", "reader-2");
        List<OfferMessage> told = test.told("officer-0", OfferState.ACCEPTED);
        assertThat(told.get(told.size() - 1).position()).isEqualTo(City.at(900, 0));
        assertThat(told.get(told.size() - 1).subject()).isEqualTo(PLATE);
    }

    @Test
    void showsPlaceAndTrackOfOneMoment() {
        test.take(theft("reader-1").raised(now()));
        IncidentItem hunted = test.only();
        CompletableFuture<Void> reads = CompletableFuture.runAsync(() -> {
            for (int i = 1; i <= 200; i++) {
                test.pass(Duration.ofSeconds(5));
                test.take(theft("reader-1").at(City.at(500, i)).updated(now()));
            }
        });

        int looks = 0;
        do {
            IncidentDetail detail = test.detail(hunted);
            List<IncidentDetail.Reading> track = detail.track();
            assertThat(track.get(track.size() - 1).lon())
                    .isEqualTo(detail.item().position().lon());
            looks++;
        } while (!reads.isDone());
        reads.join();
        assertThat(looks).isGreaterThan(20);
    }

    @Test
    void opensAPursuitForEachVehicleThatOneMessageTellsOf() {
        Instant at = now();
        Detection one = theft("reader-1").raised(at);
        Detection other = Detections.of(Rule.R1, "reader-1", "E200AAAA", Subject.vehicle("粤D99999"))
                .at(City.at(500, 0))
                .raised(at);
        test.take(one);
        test.take(new Detection(
                other.id(),
                other.revision(),
                other.rule(),
                other.phase(),
                other.severity(),
                other.subject(),
                other.key(),
                other.devices(),
                other.position(),
                other.at(),
                other.device(),
                one.identity(),
                other.evidence(),
                other.causes(),
                other.stages()));

        assertThat(test.openOnes()).hasSize(2);
    }

    @Test
    void joinsAGuardedVehicleThatIsThenReportedStolen() {
        test.take(Detections.of(Rule.R2, "reader-1", TAG, Subject.vehicle(PLATE))
                .at(City.at(500, 0))
                .with("reader", "reader-1")
                .raised(now()));
        test.take(theft("reader-2").raised(now()));

        assertThat(test.only().rules()).containsExactly("R1", "R2");
    }

    @Test
    void comesBackWhenAClosedPursuitIsReadAtAnotherReader() {
        test.take(theft("reader-1").raised(now()));
        test.pass(Duration.ofSeconds(10));
        test.closeIncident();
        test.pass(Duration.ofSeconds(10));
        test.take(theft("reader-1").with("reads", 9).updated(now()));
        assertThat(test.only().state()).isEqualTo(IncidentState.CLOSED);

        test.take(theft("reader-2").updated(now()));
        assertThat(test.only().state()).isEqualTo(IncidentState.REOPENED);

        test.closeIncident();
        test.pass(Duration.ofMinutes(11));
        test.take(theft("reader-1").with("reads", 11).updated(now()));
        assertThat(test.openOnes()).hasSize(1);
        assertThat(test.incidents()).hasSize(2);
    }

    @Test
    void comesBackWhenAClosedPursuitIsStillReadLongAfter() {
        test.take(theft("reader-1").raised(now()));
        test.closeIncident();
        test.pass(Duration.ofMinutes(9));
        test.take(theft("reader-1").with("reads", 2).updated(now()));
        assertThat(test.openOnes()).isEmpty();

        test.pass(Duration.ofMinutes(2));
        test.take(theft("reader-1").with("reads", 3).updated(now()));
        assertThat(test.openOnes()).hasSize(1);
    }

    @Test
    void tellsWhyAHuntEnded() {
        test.take(theft("reader-1").raised(now()));
        test.take(theft("reader-1").with("reason", "withdrawn").cleared(now()));

        assertThat(CoreUnderTest.what(test.detail())).contains("R1 cleared: withdrawn");
        assertThat(test.only().active()).isFalse();
        assertThat(test.only().state()).isEqualTo(IncidentState.DISPATCHING);
    }

    @Test
    void showsAPolicePersonTheirKindsAlone() {
        test.take(theft("reader-1").raised(now()));
        test.take(
                Detections.of(Rule.R6, "reader-1", TAG, Subject.vehicle(PLATE)).raised(now()));
        test.press("terminal");

        assertThat(test.core
                        .incidentQueries()
                        .list(IncidentFilter.all().of(IncidentKind.OF_THE_POLICE), 10, null)
                        .items())
                .extracting(IncidentItem::kind)
                .containsExactlyInAnyOrder("theft", "cloned-tag");
    }
}
