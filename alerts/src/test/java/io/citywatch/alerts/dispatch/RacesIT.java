package io.citywatch.alerts.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.incident.IncidentItem;
import io.citywatch.alerts.incident.Outcome;
import io.citywatch.alerts.testing.City;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.message.OfferAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several threads at once on a real PostgreSQL, as with two ways of an alarm or two dispatches. */
class RacesIT {
    private static final int THREADS = 4;

    private CoreUnderTest test;
    private ExecutorService threads;

    @BeforeEach
    void open() {
        test = new CoreUnderTest();
        threads = Executors.newFixedThreadPool(THREADS);
        for (int i = 0; i < 12; i++) {
            test.city.responder("aid-" + i, City.at(100 * i, 0), "foot", List.of("volunteer"), List.of("first-aid"));
        }
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        test.close();
    }

    @Test
    void opensOneIncidentWhenTwoWaysBringEachPressAtOnce() throws Exception {
        List<Detection> presses = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            presses.add(test.pressOf("terminal-" + i));
        }

        atOnce(() -> {
            presses.forEach(test::take);
            return true;
        });

        assertThat(test.incidents())
                .hasSize(20)
                .allSatisfy(incident -> assertThat(test.core
                                .incidentQueries()
                                .find(incident.id())
                                .orElseThrow()
                                .count())
                        .isEqualTo(1));
    }

    @Test
    void opensOneFireWhenNeighboursAlarmAtOnceAcrossACellsBorder() throws Exception {
        List<Detection> alarms = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            test.city.smokeSensor("lone-" + i, City.at(980 + 10 * i, 0), Map.of());
            alarms.add(test.smokeOf("lone-" + i));
        }
        List<Callable<Boolean>> work = alarms.stream()
                .map(alarm -> (Callable<Boolean>) () -> {
                    test.take(alarm);
                    return true;
                })
                .toList();

        atOnce(work);

        assertThat(test.only().devices()).hasSize(THREADS);
    }

    @Test
    void letsOneOfThreeFillTheNeed() throws Exception {
        test.city.elder("elder", "陈美玲", "terminal", City.at(0, 0), "金平区1号");
        for (int round = 0; round < 5; round++) {
            test.press("terminal");
            List<String> offers = test.database
                    .jdbi()
                    .withHandle(handle -> handle.createQuery(
                                    "SELECT o.id FROM offers o JOIN needs n ON n.id = o.need WHERE o.ended_at IS NULL"
                                            + " AND n.skill = 'first-aid'")
                            .mapTo(String.class)
                            .list());
            assertThat(offers).hasSize(3);

            List<Outcome> outcomes = atOnce(offers.stream()
                    .map(offer -> (Callable<Outcome>) () -> test.core
                            .offerDesk()
                            .answer(offer, CoreUnderTest.by("r"), OfferAction.ACCEPT, null, test.clock.instant()))
                    .toList());

            assertThat(outcomes.stream().filter(Outcome.done()::equals)).hasSize(1);
            test.core.incidentDesk().close(test.only().id(), "helped", "", CoreUnderTest.OPERATOR);
        }
    }

    @Test
    void letsNobodyAcceptTwoIncidentsAtOnce() throws Exception {
        for (int i = 0; i < THREADS; i++) {
            test.city.elder("elder-" + i, "陈美玲", "terminal-" + i, City.at(i, 0), "金平区1号");
            test.press("terminal-" + i);
        }
        List<String> offers = test.database
                .jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT id FROM offers WHERE responder = 'aid-0' AND ended_at IS NULL")
                        .mapTo(String.class)
                        .list());
        assertThat(offers).hasSize(THREADS);

        List<Outcome> outcomes = atOnce(offers.stream()
                .map(offer -> (Callable<Outcome>) () -> test.core
                        .offerDesk()
                        .answer(offer, CoreUnderTest.by("aid-0"), OfferAction.ACCEPT, null, test.clock.instant()))
                .toList());

        assertThat(outcomes.stream().filter(Outcome.done()::equals)).hasSize(1);
        assertThat(test.core.offerDesk().openOffersOf("aid-0")).hasSize(1);
        assertThat(test.incidents()).extracting(IncidentItem::id).hasSize(THREADS);
    }

    private void atOnce(Callable<Boolean> work) throws Exception {
        List<Callable<Boolean>> same = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            same.add(work);
        }
        atOnce(same);
    }

    private <T> List<T> atOnce(List<Callable<T>> work) throws Exception {
        CyclicBarrier together = new CyclicBarrier(work.size());
        List<Future<T>> futures = new ArrayList<>();
        for (Callable<T> one : work) {
            futures.add(threads.submit(() -> {
                together.await();
                return one.call();
            }));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            results.add(future.get());
        }
        return results;
    }
}
