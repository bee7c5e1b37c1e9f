package io.citywatch.alerts.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.incident.IncidentDetail;
import io.citywatch.alerts.incident.IncidentItem;
import io.citywatch.alerts.incident.IncidentState;
import io.citywatch.alerts.testing.City;
import io.citywatch.alerts.testing.Detections;
import io.citywatch.model.Severity;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.model.message.OfferAction;
import io.citywatch.model.message.OfferMessage;
import io.citywatch.model.message.OfferState;
import io.citywatch.model.message.PendingMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must always hold, over seeded random histories; the seed is the test's name. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistoriesIT {
    private static final List<OfferAction> ACTIONS = List.of(OfferAction.values());
    private static final int HISTORIES = 200;
    private static final int STEPS = 30;
    private static final int ELDERS = 4;
    private static final int RESPONDERS = 9;

    private CoreUnderTest test;

    @BeforeAll
    void open() {
        test = new CoreUnderTest();
        for (int i = 0; i < ELDERS; i++) {
            test.city.elder("elder-" + i, "陈美玲", "terminal-" + i, City.at(100 * i, 0), "金平区" + i + "号");
            test.city.smokeSensor("smoke-" + i, City.at(100 * i, 300), i < 2 ? Map.of() : Map.of("premises", "p"));
        }
        for (int i = 0; i < RESPONDERS; i++) {
            test.city.responder(
                    "r-" + i,
                    City.at(50 * i, 10),
                    i % 2 == 0 ? "foot" : "e-bike",
                    i % 3 == 0
                            ? List.of("community-worker", "volunteer", "maintenance")
                            : List.of("volunteer", "officer"),
                    i % 2 == 0 ? List.of("first-aid") : List.of());
        }
    }

    @AfterAll
    void close() {
        test.close();
    }

    static List<Long> seeds() {
        List<Long> seeds = new ArrayList<>();
        for (long seed = 1; seed <= HISTORIES; seed++) {
            seeds.add(seed);
        }
        return seeds;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void keepsWhatMustAlwaysHold(long seed) {
        wipe();
        Random random = new Random(seed);
        List<Detection> past = new ArrayList<>();
        Map<String, Severity> highest = new HashMap<>();
        for (int step = 0; step < STEPS; step++) {
            act(random, past);
            check(highest);
        }
        checkMessages();
        checkNotifications();
    }

    private void wipe() {
        test.database.jdbi().useHandle(handle -> {
            handle.execute(
                    "TRUNCATE incidents, incident_keys, detections, needs, offers, notifications, assignments, timeline, timers, outbox,"
                            + " responder_positions");
            handle.execute("UPDATE responders SET on_duty = true");
        });
    }

    private void act(Random random, List<Detection> past) {
        switch (random.nextInt(17)) {
            case 0, 1 -> take(test.pressOf("terminal-" + random.nextInt(ELDERS)), past);
            case 2 -> take(test.smokeOf("smoke-" + random.nextInt(ELDERS)), past);
            case 3 -> {
                if (!past.isEmpty()) {
                    test.take(past.get(random.nextInt(past.size())));
                }
            }
            case 4 -> {
                if (!past.isEmpty()) {
                    test.take(test.later(
                            past.get(random.nextInt(past.size())),
                            random.nextBoolean() ? Phase.CLEARED : Phase.UPDATED));
                }
            }
            case 5, 6, 7, 8 -> answer(random);
            case 9 -> test.pass(Duration.ofSeconds(1 + random.nextInt(40)));
            case 10 -> fault(random, past);
            case 11 -> confirm(random, past);
            case 12 -> theft(random, past);
            case 14, 15 -> {
                int who = random.nextInt(RESPONDERS);
                test.city.fix("r-" + who, City.at(random.nextInt(400), random.nextInt(200)), test.clock.instant());
            }
            case 13 -> test.city.duty("r-" + random.nextInt(RESPONDERS), random.nextInt(3) > 0);
            default -> {
                List<IncidentItem> incidents = test.incidents();
                if (!incidents.isEmpty()) {
                    String id = incidents.get(random.nextInt(incidents.size())).id();
                    switch (random.nextInt(6)) {
                        case 0 -> test.core.incidentDesk().confirm(id, CoreUnderTest.OPERATOR);
                        case 1 -> test.core.incidentDesk().acknowledge(id, CoreUnderTest.OPERATOR);
                        case 2 -> test.core.incidentDesk().acknowledge(id, CoreUnderTest.OTHER, random.nextBoolean());
                        case 3 -> test.core.incidentDesk().controlled(id, "", CoreUnderTest.OPERATOR);
                        default -> test.core.incidentDesk().close(id, "helped", "", CoreUnderTest.OPERATOR);
                    }
                }
            }
        }
    }

    /** A base loses its mains or falls silent, or an outage explains some of what was lost before. */
    private void fault(Random random, List<Detection> past) {
        List<Detection> faults = past.stream()
                .filter(one -> one.phase() == Phase.RAISED && one.rule().name().matches("E5|E7"))
                .toList();
        List<Detection> outages =
                past.stream().filter(one -> one.rule() == Rule.D4).toList();
        if (!faults.isEmpty() && random.nextBoolean()) {
            take(
                    Detections.of(Rule.D4, "terminal-0", "area-" + random.nextInt(2), Subject.place("area"))
                            .at(City.at(0, 0))
                            .episode("o" + past.size())
                            .causes(faults.subList(random.nextInt(faults.size()), faults.size())
                                    .toArray(Detection[]::new))
                            .raised(test.clock.instant()),
                    past);
            return;
        }
        Detections fault = Detections.of(random.nextBoolean() ? Rule.E5 : Rule.E7, "terminal-" + random.nextInt(ELDERS))
                .episode("f" + past.size());
        if (!outages.isEmpty() && random.nextBoolean()) {
            fault.causes(outages.get(random.nextInt(outages.size())));
        }
        take(fault.raised(test.clock.instant()), past);
    }

    /** A second detector confirms, and may join what were two fires. */
    private void confirm(Random random, List<Detection> past) {
        List<Detection> alarms = past.stream()
                .filter(one -> one.rule() == Rule.S1 && one.phase() == Phase.RAISED)
                .toList();
        if (alarms.size() < 2) {
            return;
        }
        int first = random.nextInt(alarms.size() - 1);
        Detection one = alarms.get(first);
        take(
                Detections.of(Rule.S5, one.device().value(), "p" + random.nextInt(2), Subject.place("p"))
                        .episode("c" + past.size())
                        .causes(one, alarms.get(first + 1))
                        .with("level", 1 + random.nextInt(2))
                        .raised(test.clock.instant()),
                past);
    }

    private void theft(Random random, List<Detection> past) {
        String reader = "reader-" + random.nextInt(3);
        Detections read = Detections.of(Rule.R1, reader, "tag-" + random.nextInt(2), Subject.vehicle("粤D12345"))
                .at(City.at(100 * random.nextInt(5), 0))
                .with("reader", reader);
        take(random.nextBoolean() ? read.raised(test.clock.instant()) : read.updated(test.clock.instant()), past);
    }

    private void take(Detection detection, List<Detection> past) {
        past.add(detection);
        test.take(detection);
    }

    /** Somebody answers something: most often what fits, at times what does not. */
    private void answer(Random random) {
        List<String> offers = test.database
                .jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT id FROM offers ORDER BY (ended_at IS NULL) DESC, offered_at, id LIMIT 12")
                        .mapTo(String.class)
                        .list());
        if (!offers.isEmpty()) {
            String offer = offers.get(random.nextInt(offers.size()));
            OfferAction action =
                    random.nextBoolean() ? OfferAction.ACCEPT : ACTIONS.get(random.nextInt(ACTIONS.size()));
            test.core
                    .offerDesk()
                    .answer(
                            offer,
                            CoreUnderTest.by("somebody"),
                            action,
                            random.nextBoolean() ? "busy" : null,
                            test.clock.instant());
        }
    }

    private void check(Map<String, Severity> highest) {
        assertThat(strings("SELECT responder FROM assignments WHERE ended_at IS NULL GROUP BY 1 HAVING count(*) > 1"))
                .as("somebody with two accepted offers")
                .isEmpty();
        assertThat(strings("SELECT need FROM assignments WHERE ended_at IS NULL GROUP BY 1 HAVING count(*) > 1"))
                .as("a need filled twice")
                .isEmpty();
        assertThat(strings("SELECT i.id FROM incidents i JOIN needs n ON n.incident = i.id AND n.epoch = i.epoch"
                        + " WHERE i.severity = 'P1' AND i.state NOT IN ('CLOSED', 'MERGED', 'CANCELLED')"
                        + " AND n.state = 'OPEN' AND NOT EXISTS (SELECT 1 FROM timers t WHERE t.incident = i.id"
                        + " AND t.epoch = i.epoch AND t.kind IN ('ADVANCE', 'OFFER_DEADLINE'))"))
                .as("an open P1 with a need and without a live timer")
                .isEmpty();
        assertThat(strings("SELECT i.id FROM incidents i WHERE i.severity = 'P1'"
                        + " AND i.state NOT IN ('CLOSED', 'MERGED', 'CANCELLED') AND NOT EXISTS (SELECT 1 FROM timers t"
                        + " WHERE t.entity = i.id AND t.epoch = i.epoch"
                        + " AND t.kind = CASE WHEN i.acknowledged THEN 'NO_PROGRESS' ELSE 'CALL' END)"))
                .as("an open P1 of which nobody will be reminded")
                .isEmpty();
        assertThat(strings("SELECT i.id FROM incidents i WHERE i.acknowledged <> (i.owner IS NOT NULL)"
                        + " AND i.state NOT IN ('CLOSED', 'MERGED', 'CANCELLED')"))
                .as("acknowledged by nobody, or owned without it")
                .isEmpty();
        assertThat(strings("SELECT t.kind FROM timers t JOIN incidents i ON i.id = t.entity"
                        + " WHERE i.state IN ('CLOSED', 'MERGED', 'CANCELLED')"))
                .as("a timer of what is over")
                .isEmpty();
        assertThat(strings("SELECT a.offer FROM assignments a JOIN incidents i ON i.id = a.incident"
                        + " WHERE a.ended_at IS NULL AND NOT EXISTS (SELECT 1 FROM timers t WHERE t.entity = a.offer"
                        + " AND t.epoch = i.epoch"
                        + " AND t.kind = CASE WHEN a.state = 'ARRIVED' THEN 'CHECK_IN' ELSE 'WATCH' END)"))
                .as("somebody bound after whom nobody looks")
                .isEmpty();
        assertThat(strings("SELECT o.id FROM offers o JOIN incidents i ON i.id = o.incident"
                        + " WHERE i.state = 'CONTROLLED' AND o.state IN ('QUEUED', 'SENT', 'DELIVERED', 'SEEN')"))
                .as("somebody asked for what is under control")
                .isEmpty();
        assertThat(strings("SELECT i.id FROM incidents i WHERE i.state = 'HELD' AND NOT EXISTS (SELECT 1 FROM timers t"
                        + " WHERE t.entity = i.id AND t.epoch = i.epoch AND t.kind = 'HOLD_ENDS'"
                        + " AND t.due_at = i.held_until)"))
                .as("held without an end")
                .isEmpty();
        assertThat(strings("SELECT o.id FROM offers o JOIN incidents i ON i.id = o.incident AND i.epoch = o.epoch"
                        + " WHERE i.state = 'HELD'"))
                .as("somebody asked for what is held")
                .isEmpty();
        assertThat(strings("SELECT i.id FROM incidents i WHERE i.state NOT IN ('CLOSED', 'MERGED', 'CANCELLED')"
                        + " AND i.severity <> 'P4' AND i.state NOT IN ('HELD', 'CONTROLLED')"
                        + " AND NOT EXISTS (SELECT 1 FROM needs n WHERE n.incident = i.id AND n.epoch = i.epoch)"))
                .as("an open incident that needs nobody")
                .isEmpty();
        assertThat(strings("SELECT key FROM incidents WHERE state NOT IN ('CLOSED', 'MERGED', 'CANCELLED')"
                        + " GROUP BY 1 HAVING count(*) > 1"))
                .as("two open incidents of one key")
                .isEmpty();
        assertThat(strings("SELECT o.id FROM offers o JOIN incidents i ON i.id = o.incident WHERE o.ended_at IS NULL"
                        + " AND i.state IN ('CLOSED', 'MERGED', 'CANCELLED')"))
                .as("somebody bound to a closed incident")
                .isEmpty();
        assertThat(strings("SELECT k.key FROM incident_keys k JOIN incidents i ON i.id = k.incident"
                        + " WHERE i.state NOT IN ('CLOSED', 'MERGED', 'CANCELLED') GROUP BY 1 HAVING count(*) > 1"))
                .as("two open incidents that answer to one key")
                .isEmpty();
        assertThat(strings("SELECT i.id FROM incidents i LEFT JOIN incidents home ON home.id = i.merged_into"
                        + " WHERE i.state = 'MERGED' AND (home.id IS NULL OR home.severity > i.severity)"))
                .as("merged into nothing, or into something lower")
                .isEmpty();
        assertThat(strings("SELECT d.id FROM detections d JOIN incidents i ON i.id = d.incident"
                        + " WHERE i.state = 'MERGED' AND NOT d.shown_only"))
                .as("a detection left behind in what was merged")
                .isEmpty();
        assertThat(strings("SELECT responder FROM offers WHERE ended_at IS NULL GROUP BY incident, responder"
                        + " HAVING count(*) > 1"))
                .as("somebody with two open offers of one incident")
                .isEmpty();
        assertThat(strings("SELECT o.id FROM offers o JOIN assignments a ON a.responder = o.responder"
                        + " AND a.ended_at IS NULL AND a.offer <> o.id WHERE o.ended_at IS NULL"))
                .as("somebody assigned who is asked for more")
                .isEmpty();
        assertThat(strings("SELECT o.id FROM offers o JOIN needs n ON n.id = o.need WHERE n.state <> 'OPEN'"
                        + " AND o.state IN ('QUEUED', 'SENT', 'DELIVERED', 'SEEN')"))
                .as("somebody asked for what is filled")
                .isEmpty();
        for (IncidentItem incident : test.incidents()) {
            Severity before = highest.put(incident.id(), incident.severity());
            assertThat(before == null || !before.isAbove(incident.severity()))
                    .as("severity fell")
                    .isTrue();
            assertThat(incident.state() == IncidentState.CLOSED && incident.active())
                    .as("closed and active")
                    .isFalse();
        }
    }

    /** What is owed has a row that somebody will look at, or says what became of it. */
    private void checkNotifications() {
        assertThat(strings(
                        "SELECT o.id FROM offers o WHERE NOT EXISTS (SELECT FROM notifications n WHERE n.offer = o.id"
                                + " AND n.channel = 'push')"))
                .as("an offer that is owed to nobody")
                .isEmpty();
        assertThat(strings(
                        "SELECT id FROM notifications WHERE (due_at IS NULL) = (state IN ('PENDING', 'SENDING', 'SENT'))"
                                + " OR (state IN ('FAILED', 'NOT_SENT') AND reason IS NULL)"))
                .as("a notification that nobody will look at, or without its reason")
                .isEmpty();
        assertThat(strings("SELECT n.id FROM notifications n JOIN offers o ON o.id = n.offer"
                        + " WHERE n.state = 'PENDING' AND o.state NOT IN ('QUEUED', 'SENT', 'DELIVERED', 'SEEN')"))
                .as("somebody to be called for what is over")
                .isEmpty();
        assertThat(strings("SELECT n.offer FROM notifications n WHERE n.state = 'FAILED' AND NOT EXISTS"
                        + " (SELECT FROM notifications next WHERE next.offer = n.offer AND next.channel <> n.channel)"))
                .as("a channel that failed without another, or its reason")
                .isEmpty();
    }

    private void checkMessages() {
        Map<String, Long> revisions = new HashMap<>();
        Map<String, OfferState> told = new HashMap<>();
        for (PendingMessage message : test.commands()) {
            Long before = revisions.put(message.id(), message.revision());
            assertThat(message.revision())
                    .as("revision of %s", message.id())
                    .isEqualTo(before == null ? 1 : before + 1);
            if (!message.settled()) {
                OfferMessage payload = CoreUnderTest.payload(message);
                told.put(message.id(), payload.state());
                if (payload.state() != OfferState.ACCEPTED) {
                    assertThat(message.payload()).doesNotContain("陈美玲", "金平");
                    assertThat(payload.position()).isNull();
                }
            }
        }
        for (IncidentItem incident : test.incidents()) {
            for (IncidentDetail.OfferLine offer : test.core
                    .incidentQueries()
                    .find(incident.id())
                    .orElseThrow()
                    .offers()) {
                boolean over = offer.state().equals("ACCEPTED") && told.get(offer.id()) == OfferState.WITHDRAWN;
                assertThat(over || told.get(offer.id()) == OfferState.valueOf(offer.state()))
                        .as("what the phone was told of %s", offer)
                        .isTrue();
            }
        }
    }

    private List<String> strings(String sql) {
        return test.database
                .jdbi()
                .withHandle(handle -> handle.select(sql).mapTo(String.class).list());
    }
}
