package io.citywatch.alerts.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.incident.Outcome;
import io.citywatch.alerts.testing.City;
import io.citywatch.model.message.OfferAction;
import io.citywatch.model.message.OfferMessage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Offers that do not reach their phones: somebody else is asked as well. */
class DeliveryIT {
    private CoreUnderTest test;

    @BeforeEach
    void open() {
        test = new CoreUnderTest();
        test.city.elder("elder", "陈美玲", "terminal", City.at(0, 0), "金平区1号");
        for (int i = 0; i < 20; i++) {
            test.city.responder("aid-" + i, City.at(10 * i, 0), "foot", List.of("volunteer"), List.of("first-aid"));
        }
        for (int i = 0; i < 3; i++) {
            test.city.responder("worker-" + i, City.at(0, 10), "foot", List.of("community-worker"), List.of());
        }
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void asksTheNextBestAsWellAfterEightSeconds() {
        test.press("terminal");
        deliverAll();
        undeliver("aid-0");
        test.pass(Duration.ofSeconds(7));
        assertThat(test.offered()).doesNotContain("aid-3");

        test.pass(Duration.ofSeconds(1));

        assertThat(test.offered()).contains("aid-0", "aid-1", "aid-2", "aid-3").doesNotContain("aid-4");
        assertThat(what()).contains("offer to aid-0 not delivered in 8 s: the next best is asked as well");
        assertThat(test.detail().timeline())
                .filteredOn(entry -> entry.what().startsWith("offer to aid-0 not delivered"))
                .allSatisfy(entry -> assertThat(entry.cause()).isEqualTo(openOffer("aid-0")));
        // Still good, until its own deadline.
        assertThat(test.answer("aid-0", OfferAction.ACCEPT)).isEqualTo(Outcome.done());
    }

    @Test
    void asksNobodyElseWhereEveryPhoneTookIt() {
        test.press("terminal");
        List<String> asked = test.offered();
        deliverAll();

        test.pass(Duration.ofSeconds(29));

        assertThat(test.offered()).containsExactlyInAnyOrderElementsOf(asked);
    }

    @Test
    void looksAgainAtWhatWasOfferedLater() {
        test.press("terminal");
        deliverAll();
        test.pass(Duration.ofSeconds(5));
        test.answer("aid-0", OfferAction.DECLINE);
        assertThat(test.offered()).contains("aid-3");
        test.pass(Duration.ofSeconds(5));
        assertThat(what()).noneMatch(line -> line.startsWith("offer to aid-3"));

        test.pass(Duration.ofSeconds(3));

        assertThat(what()).contains("offer to aid-3 not delivered in 8 s: the next best is asked as well");
        assertThat(test.offered()).contains("aid-3", "aid-4");
    }

    @Test
    void takesALookAtThePhonesPageForDelivery() {
        test.press("terminal");
        deliverAll();
        undeliver("aid-0");
        assertThat(test.core.offerDesk().showOpenOffers("aid-0"))
                .extracting(OfferMessage::incident)
                .containsExactly(test.only().id());

        test.pass(Duration.ofSeconds(20));

        assertThat(what()).noneMatch(line -> line.contains("not delivered"));
    }

    @Test
    void doesNotAskAWholeCityWhenNoPhoneIsReached() {
        for (int i = 20; i < 60; i++) {
            test.city.responder("aid-" + i, City.at(10 * i, 0), "foot", List.of("volunteer"), List.of("first-aid"));
        }
        test.press("terminal");

        test.pass(Duration.ofSeconds(29));

        // Of each of the two needs a wave and nine in place of those who are not reached.
        assertThat(test.offered()).hasSizeLessThanOrEqualTo(2 * (7 + 9)).hasSizeGreaterThan(2 * 7);
    }

    private void deliverAll() {
        test.database
                .jdbi()
                .useHandle(
                        handle -> handle.execute("UPDATE offers SET state = 'DELIVERED', delivered_at = offered_at"));
    }

    private void undeliver(String responder) {
        test.database
                .jdbi()
                .useHandle(handle -> handle.execute(
                        "UPDATE offers SET state = 'QUEUED', delivered_at = NULL WHERE responder = ?", responder));
    }

    private String openOffer(String responder) {
        return test.core.offerDesk().openOffersOf(responder).get(0).id();
    }

    private List<String> what() {
        return CoreUnderTest.what(test.detail());
    }
}
