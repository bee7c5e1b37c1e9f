package io.citywatch.simulators.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.citywatch.model.Decoded;
import io.citywatch.model.Position;
import io.citywatch.model.json.Json;
import io.citywatch.model.message.OfferAction;
import io.citywatch.model.message.OfferAnswer;
import io.citywatch.model.message.OfferMessage;
import io.citywatch.model.message.OfferState;
import io.citywatch.model.message.PositionReport;
import io.citywatch.model.registry.Responder;
import io.citywatch.simulators.FakeTimer;
import io.citywatch.simulators.city.City;
import io.citywatch.simulators.city.CitySize;
import io.citywatch.simulators.city.Point;
import io.citywatch.simulators.report.OfferArrivals;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulatedResponderTest {
    private static final City CITY = City.generate(7, CitySize.small());
    private static final Responder PERSON = CITY.responders().get(0);
    /** Of the same neighbourhood. */
    private static final Position PLACE = CITY.homes().get(0).at().position();

    private final FakeTimer timer = new FakeTimer();
    private final Phone phone = new Phone();
    private final OfferArrivals arrivals = new OfferArrivals();
    private SimulatedResponder responder;

    /** What left the phone. */
    private static final class Phone implements SimulatedResponder.Outlet {
        private final List<String> answers = new ArrayList<>();
        private final List<PositionReport> reports = new ArrayList<>();
        private boolean isOffline;

        @Override
        public CompletableFuture<?> publish(String topic, byte[] payload) {
            if (isOffline) {
                return CompletableFuture.failedFuture(new IllegalStateException("offline"));
            }
            if (topic.equals("responders/" + PERSON.id() + "/position")) {
                reports.add(valid(Json.read(payload, PositionReport.class)));
            } else {
                assertThat(topic).startsWith("responders/" + PERSON.id() + "/offers/");
                OfferAction action =
                        valid(Json.read(payload, OfferAnswer.class)).action();
                answers.add(topic.substring(topic.lastIndexOf('/') + 1) + " " + action.text());
            }
            return CompletableFuture.completedFuture(null);
        }

        private static <T> T valid(Decoded<T> decoded) {
            return decoded.fold(value -> value, reason -> {
                throw new AssertionError(reason);
            });
        }
    }

    /** Chance that always says the same of whether to decline; everything else is its least. */
    private static RandomGenerator mood(double says) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                return 0;
            }

            @Override
            public double nextDouble() {
                return says;
            }
        };
    }

    @BeforeEach
    void aWillingPersonIsOnDuty() {
        responder = person(mood(0.99));
    }

    private SimulatedResponder person(RandomGenerator mood) {
        SimulatedResponder person =
                new SimulatedResponder(PERSON, CITY.graph(), phone, arrivals, timer, timer.clock(), mood);
        person.start();
        return person;
    }

    private void receive(String offer, long revision, OfferState state) {
        receive(Offers.offer(offer, revision, state, PLACE));
    }

    private void receive(OfferMessage offer) {
        responder.take(Json.write(offer));
    }

    private void accepted(String offer) {
        receive(offer, 1, OfferState.OFFERED);
        timer.passSeconds(5);
        receive(offer, 2, OfferState.ACCEPTED);
    }

    @Test
    void acceptsRidesArrivesAndClears() {
        receive("o1", 1, OfferState.OFFERED);
        timer.passSeconds(5);
        assertThat(phone.answers).containsExactly("o1 accept");
        assertThat(responder.at()).isEqualTo(Point.of(PERSON.position()));

        receive("o1", 2, OfferState.ACCEPTED);
        timer.passSeconds(5);
        assertThat(phone.answers).containsExactly("o1 accept", "o1 en-route");
        assertThat(responder.at().metersTo(Point.of(PERSON.position()))).isGreaterThan(5);

        timer.passSeconds(120);
        assertThat(phone.answers).containsExactly("o1 accept", "o1 en-route", "o1 arrived", "o1 cleared");
    }

    @Test
    void isAtThePlaceWhenItSaysThatItArrived() {
        accepted("o1");
        while (!phone.answers.contains("o1 arrived")) {
            timer.pass(Duration.ofMillis(100));
        }

        assertThat(responder.at().metersTo(Point.of(PLACE))).isLessThan(1);
    }

    @Test
    void goesHomeAfterItsWork() {
        accepted("o1");
        timer.passSeconds(400);

        assertThat(responder.at().metersTo(Point.of(PERSON.position()))).isLessThan(1);
    }

    @Test
    void reportsEachSecondOnTheWayWithSpeedAndHeading() {
        accepted("o1");
        timer.passSeconds(3);
        phone.reports.clear();

        timer.passSeconds(4);

        assertThat(phone.reports).hasSize(4).allSatisfy(report -> {
            assertThat(report.speed()).isEqualTo(PERSON.mode().metersPerSecond());
            assertThat(report.heading()).isBetween(0.0, 360.0);
        });
        double straight =
                phone.reports.get(0).position().metersTo(phone.reports.get(3).position());
        assertThat(straight).isBetween(1.0, 3 * PERSON.mode().metersPerSecond() + 0.5);
    }

    @Test
    void reportsAtRestAtLeastEvery120Seconds() {
        timer.passSeconds(1_000);

        Instant last = FakeTimer.START;
        assertThat(phone.reports).hasSizeGreaterThan(8);
        for (PositionReport report : phone.reports) {
            assertThat(Duration.between(last, report.ts())).isLessThanOrEqualTo(Duration.ofMinutes(2));
            assertThat(report.position().metersTo(PERSON.position())).isCloseTo(0, within(0.5));
            assertThat(report.speed()).isZero();
            last = report.ts();
        }
        assertThat(Duration.between(last, timer.clock().instant())).isLessThan(Duration.ofMinutes(2));
    }

    @Test
    void declinesWhileBusy() {
        accepted("o1");
        receive("o2", 1, OfferState.OFFERED);
        timer.passSeconds(5);

        assertThat(phone.answers).contains("o2 decline").doesNotContain("o2 accept");
    }

    @Test
    void takesOneOfTwoOffersThatComeTogether() {
        receive("o1", 1, OfferState.OFFERED);
        receive("o2", 1, OfferState.OFFERED);
        timer.passSeconds(5);

        assertThat(phone.answers).containsExactlyInAnyOrder("o1 accept", "o2 decline");
    }

    @Test
    void isFreeAgainWhenItsAcceptCameTooLate() {
        receive("o1", 1, OfferState.OFFERED);
        timer.passSeconds(5);
        receive("o1", 2, OfferState.EXPIRED);
        receive("o2", 1, OfferState.OFFERED);
        timer.passSeconds(5);

        assertThat(phone.answers).containsExactly("o1 accept", "o2 accept");
    }

    @Test
    void isFreeAgainWhenNobodyAnswersItsAccept() {
        receive("o1", 1, OfferState.OFFERED);
        timer.passSeconds(60);
        receive("o2", 1, OfferState.OFFERED);
        timer.passSeconds(5);

        assertThat(phone.answers).containsExactly("o1 accept", "o2 accept");
    }

    @Test
    void declinesWhenItDoesNotFeelLikeIt() {
        responder = person(mood(0.1));
        receive("o1", 1, OfferState.OFFERED);
        timer.passSeconds(5);

        assertThat(phone.answers).containsExactly("o1 decline");
    }

    @Test
    void mostlyDeclinesWhatIsMinutesAway() {
        responder = person(mood(0.5));
        receive(Offers.offer("near", 1, OfferState.OFFERED, PLACE, null, 60));
        timer.passSeconds(40);
        receive(Offers.offer("far", 1, OfferState.OFFERED, PLACE, null, 600));
        timer.passSeconds(5);

        assertThat(phone.answers).containsExactly("near accept", "far decline");
    }

    @Test
    void goesHomeWhenItsTaskIsWithdrawn() {
        accepted("o1");
        timer.passSeconds(6);
        receive("o1", 3, OfferState.WITHDRAWN);
        timer.passSeconds(300);

        assertThat(phone.answers).containsExactly("o1 accept", "o1 en-route");
        assertThat(responder.at().metersTo(Point.of(PERSON.position()))).isLessThan(1);

        receive("o2", 1, OfferState.OFFERED);
        timer.passSeconds(5);
        assertThat(phone.answers).endsWith("o2 accept");
    }

    @Test
    void doesNotAnswerWhatIsWithdrawnWhileItThinks() {
        receive("o1", 1, OfferState.OFFERED);
        receive("o1", 2, OfferState.WITHDRAWN);
        timer.passSeconds(60);

        assertThat(phone.answers).isEmpty();
    }

    @Test
    void ignoresAnOlderRevision() {
        accepted("o1");
        timer.passSeconds(3);
        receive("o1", 1, OfferState.WITHDRAWN);
        receive("o1", 2, OfferState.WITHDRAWN);
        timer.passSeconds(120);

        assertThat(phone.answers).containsExactly("o1 accept", "o1 en-route", "o1 arrived", "o1 cleared");
    }

    @Test
    void answersOnceHoweverOftenAnOfferIsRevised() {
        receive("o1", 1, OfferState.OFFERED);
        receive("o1", 2, OfferState.OFFERED);
        receive("o1", 3, OfferState.OFFERED);
        timer.passSeconds(10);

        assertThat(phone.answers).containsExactly("o1 accept");
    }

    @Test
    void doesNotBeginAgainWhenItsAssignmentIsRevised() {
        accepted("o1");
        timer.passSeconds(6);
        receive("o1", 3, OfferState.ACCEPTED);
        timer.passSeconds(200);

        assertThat(phone.answers).containsExactly("o1 accept", "o1 en-route", "o1 arrived", "o1 cleared");
    }

    @Test
    void arrivesWhereItAlreadyIs() {
        receive(Offers.offer("o1", 1, OfferState.OFFERED, PERSON.position()));
        timer.passSeconds(5);
        receive(Offers.offer("o1", 2, OfferState.ACCEPTED, PERSON.position()));
        timer.passSeconds(20);

        assertThat(phone.answers).containsExactly("o1 accept", "o1 en-route", "o1 arrived", "o1 cleared");
    }

    @Test
    void doesNotArriveAtHomeWhenCalledOnItsLastStepsBack() {
        accepted("o1");
        while (!phone.answers.contains("o1 cleared")) {
            timer.pass(Duration.ofMillis(100));
        }
        Point home = Point.of(PERSON.position());
        while (responder.at().metersTo(home) > PERSON.mode().metersPerSecond()) {
            timer.pass(Duration.ofMillis(100));
        }
        phone.answers.clear();

        receive("o2", 1, OfferState.ACCEPTED);
        timer.passSeconds(120);

        assertThat(phone.answers).containsExactly("o2 en-route", "o2 arrived", "o2 cleared");
    }

    @Test
    void ridesToTheAreaWhenNoPositionIsTold() {
        receive(Offers.offer("o1", 1, OfferState.ACCEPTED, PLACE, null, 60));
        timer.passSeconds(120);

        assertThat(phone.answers).containsExactly("o1 en-route", "o1 arrived", "o1 cleared");
    }

    @Test
    void notesTheArrivalOfAnOfferOnce() {
        receive("o1", 1, OfferState.OFFERED);
        long between = System.nanoTime();
        receive("o1", 2, OfferState.OFFERED);

        assertThat(arrivals.incidents()).isEqualTo(1);
        assertThat(arrivals.firstSince("incident-of-o1", between)).isEmpty();
    }

    @Test
    void livesOnAfterAnUnreadableOfferAndWithoutAConnection() {
        responder.take("{\"id\":1".getBytes(StandardCharsets.UTF_8));
        phone.isOffline = true;
        timer.passSeconds(100);
        phone.isOffline = false;
        receive("o1", 1, OfferState.OFFERED);
        timer.passSeconds(50);

        assertThat(phone.answers).containsExactly("o1 accept");
        assertThat(phone.reports).isNotEmpty();
    }

    @Test
    void hearsOffersInPeaceAfterTheCityHasClosed() {
        timer.shutdownNow();

        receive("o1", 1, OfferState.OFFERED);

        assertThat(phone.answers).isEmpty();
    }
}
