package io.citywatch.alerts.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.incident.IncidentDetail;
import io.citywatch.alerts.incident.Outcome;
import io.citywatch.alerts.nearest.RoadClosures;
import io.citywatch.alerts.nearest.Streets;
import io.citywatch.alerts.testing.BayTown;
import io.citywatch.model.Position;
import io.citywatch.model.message.OfferAction;
import io.citywatch.model.message.OfferMessage;
import io.citywatch.model.message.OfferState;
import io.citywatch.model.registry.Responder.Mode;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a bridge that is shut means for those who are asked and those who are on their way. */
class ClosuresIT {
    private static final String WHY = "closed: 海湾大桥, 台风";

    private final BayTown town = new BayTown(new Random(3));
    private final Streets streets = new Streets(town.graph());
    private final CoreUnderTest test = new CoreUnderTest(streets);

    /** The home is at the shore of the west bank, far from the bridge. Walkers live there too, cars beyond the bridge. */
    @BeforeEach
    void settle() {
        Position home = town.crossings().get(town.shore(0));
        test.city.elder("elder", "李秀英", "terminal", home, "安平路42号");
        for (int i = 1; i <= 3; i++) {
            volunteer("car-" + i, town.bridgeEnd(1), "car");
            volunteer("walker-" + i, town.bridgeEnd(0), "foot");
            test.city.responder("worker-" + i, home, "foot", List.of("community-worker"), List.of());
        }
        assertThat(town.seconds(town.bridgeEnd(1), town.shore(0), Mode.CAR))
                .isLessThan(town.seconds(town.bridgeEnd(0), town.shore(0), Mode.FOOT));
        test.press("terminal");
    }

    @AfterEach
    void close() {
        test.close();
    }

    private void volunteer(String id, int crossing, String mode) {
        test.city.responder(id, town.crossings().get(crossing), mode, List.of("volunteer"), List.of("first-aid"));
    }

    private void shut(Position place) {
        RoadClosures shut = RoadClosures.of(streets.graph(), List.of(new RoadClosures.Circle(place, 30)));
        test.core.rerouting().roadsChanged(streets.close(shut), streets, WHY);
    }

    @Test
    void asksThoseOfThisBankWhenTheBridgeIsShut() {
        assertThat(test.offered()).contains("car-1", "car-2", "car-3").noneMatch(id -> id.startsWith("walker"));

        shut(town.bridge());

        assertThat(test.offered()).contains("walker-1", "walker-2", "walker-3", "car-1");
        assertThat(CoreUnderTest.what(test.detail())).contains("way of car-1: no way by road any more; " + WHY);
        assertThat(test.detail().offers())
                .filteredOn(offer -> offer.responder().equals("car-1"))
                .singleElement()
                .satisfies(offer -> assertThat(offer.because()).endsWith("no way by road any more"));
        assertThat(test.told("car-1", OfferState.OFFERED))
                .extracting(OfferMessage::revision)
                .contains(2L);
    }

    @Test
    void warnsWhoIsOnTheWay() {
        assertThat(test.answer("car-1", OfferAction.ACCEPT)).isEqualTo(Outcome.done());
        assertThat(test.answer("car-1", OfferAction.EN_ROUTE)).isEqualTo(Outcome.done());

        shut(town.bridge());

        assertThat(CoreUnderTest.what(test.detail())).contains("car-1 warned: no way by road any more; " + WHY);
        List<OfferMessage> told = test.told("car-1", OfferState.ACCEPTED);
        assertThat(told.get(told.size() - 1).instructions()).startsWith("道路封闭").contains(WHY, "120");
        assertThat(told.get(told.size() - 1).revision())
                .isGreaterThan(told.get(0).revision());
    }

    @Test
    void troublesNobodyWhoseWayIsFree() {
        IncidentDetail before = test.detail();

        shut(town.crossings().get(town.crossings().size() - 1));

        assertThat(test.detail().timeline()).isEqualTo(before.timeline());
        assertThat(test.detail().offers()).isEqualTo(before.offers());
    }

    @Test
    void tellsTheOldFiguresAgainWhenItOpens() {
        List<IncidentDetail.OfferLine> before = test.detail().offers();
        shut(town.bridge());

        test.core.rerouting().roadsChanged(streets.close(RoadClosures.NONE), streets, "open again: 海湾大桥");

        assertThat(test.detail().offers())
                .filteredOn(offer -> offer.responder().equals("car-1"))
                .singleElement()
                .satisfies(offer -> {
                    assertThat(offer.travelSeconds())
                            .isEqualTo(before.stream()
                                    .filter(one -> one.responder().equals("car-1"))
                                    .findFirst()
                                    .orElseThrow()
                                    .travelSeconds());
                    assertThat(offer.because()).endsWith("s instead of no way by road");
                });
    }
}
