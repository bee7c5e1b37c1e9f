package io.citywatch.alerts.dispatch;

import io.citywatch.alerts.incident.IncidentDesk;
import io.citywatch.alerts.testing.City;
import io.citywatch.alerts.testing.Detections;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.model.message.OfferAction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/** What may happen in a small district, drawn by chance: alarms, faults, thefts, answers, silence and operators' acts. */
final class History {
    private static final List<OfferAction> ACTIONS = List.of(OfferAction.values());
    private static final int ELDERS = 4;
    private static final int RESPONDERS = 12;

    /**
     * Something that happens to one dispatch process.
     *
     * @param again whether who asked for it asks again when the process died under it, as the log and a phone do
     * @param takesOver whether it may take an incident out of an operator's hands
     */
    record Act(String name, boolean again, boolean takesOver, Consumer<DispatchCore> on) {
        static Act logged(String name, Consumer<DispatchCore> on) {
            return new Act(name, true, false, on);
        }

        static Act called(String name, Consumer<DispatchCore> on) {
            return new Act(name, false, false, on);
        }
    }

    private final CoreUnderTest test;
    private final Random random;
    private final List<Detection> past = new ArrayList<>();

    History(CoreUnderTest test, long seed) {
        this.test = test;
        this.random = new Random(seed);
    }

    /** The people and devices of the district, the same in each history. */
    static void settle(City city) {
        for (int i = 0; i < ELDERS; i++) {
            city.elder("elder-" + i, "陈美玲", "terminal-" + i, City.at(100 * i, 0), "金平区" + i + "号");
            city.smokeSensor("smoke-" + i, City.at(100 * i, 300), i < 2 ? Map.of() : Map.of("premises", "p"));
        }
        for (int i = 0; i < RESPONDERS; i++) {
            city.responder(
                    "r-" + i,
                    City.at(50 * i, 10),
                    i % 2 == 0 ? "foot" : "e-bike",
                    switch (i % 4) {
                        case 0 -> List.of("community-worker", "volunteer", "maintenance");
                        case 1 -> List.of("volunteer", "fire");
                        default -> List.of("volunteer", "officer");
                    },
                    i % 2 == 0 ? List.of("first-aid") : List.of());
            if (i % 3 != 0) {
                city.phone("r-" + i, "+86 138-0000-00" + (10 + i));
            }
        }
    }

    Random random() {
        return random;
    }

    /** What happens next. What it depends on is looked up now, so it may be out of date when it happens. */
    Act next() {
        return switch (random.nextInt(23)) {
            case 0, 1 -> detection("press", test.pressOf("terminal-" + random.nextInt(ELDERS)));
            case 2, 3 -> detection("smoke", test.smokeOf("smoke-" + random.nextInt(ELDERS)));
            case 4 -> past.isEmpty() ? time() : take("told twice", any(past));
            case 5 ->
                past.isEmpty()
                        ? time()
                        : take("later", test.later(any(past), random.nextBoolean() ? Phase.CLEARED : Phase.UPDATED));
            case 6, 7, 8, 9, 10 -> answer();
            case 11, 12 -> time();
            case 13 -> fault();
            case 14 -> confirmation();
            case 15 -> theft();
            case 16 -> fix();
            case 17 -> duty();
            case 18 -> looksAtThePhone();
            case 19 -> bringTogether();
            case 20 -> tellApart();
            default -> operator();
        };
    }

    private Act time() {
        Duration time = Duration.ofSeconds(1 + random.nextInt(40));
        return Act.called("time passes: " + time, core -> test.pass(core, time));
    }

    private Act detection(String name, Detection detection) {
        past.add(detection);
        return take(name, detection);
    }

    private static Act take(String name, Detection detection) {
        return Act.logged(
                name + " " + detection.rule() + " " + detection.phase() + " " + detection.device(),
                core -> core.intake().accept(detection));
    }

    /** A base loses its mains or falls silent, or an outage explains some of what was lost before. */
    private Act fault() {
        List<Detection> faults = past.stream()
                .filter(one -> one.phase() == Phase.RAISED && one.rule().name().matches("E5|E7"))
                .toList();
        List<Detection> outages =
                past.stream().filter(one -> one.rule() == Rule.D4).toList();
        if (!faults.isEmpty() && random.nextBoolean()) {
            return detection(
                    "outage",
                    Detections.of(Rule.D4, "terminal-0", "area-" + random.nextInt(2), Subject.place("area"))
                            .at(City.at(0, 0))
                            .episode("o" + past.size())
                            .causes(faults.subList(random.nextInt(faults.size()), faults.size())
                                    .toArray(Detection[]::new))
                            .raised(test.clock.instant()));
        }
        Detections fault = Detections.of(random.nextBoolean() ? Rule.E5 : Rule.E7, "terminal-" + random.nextInt(ELDERS))
                .episode("f" + past.size());
        if (!outages.isEmpty() && random.nextBoolean()) {
            fault.causes(any(outages));
        }
        return detection("fault", fault.raised(test.clock.instant()));
    }

    /** A second detector confirms, and may join what were two fires. */
    private Act confirmation() {
        List<Detection> alarms = past.stream()
                .filter(one -> one.rule() == Rule.S1 && one.phase() == Phase.RAISED)
                .toList();
        if (alarms.size() < 2) {
            return time();
        }
        int first = random.nextInt(alarms.size() - 1);
        Detection one = alarms.get(first);
        return detection(
                "confirmation",
                Detections.of(Rule.S5, one.device().value(), "p" + random.nextInt(2), Subject.place("p"))
                        .episode("c" + past.size())
                        .causes(one, alarms.get(first + 1))
                        .with("level", 1 + random.nextInt(2))
                        .raised(test.clock.instant()));
    }

    private Act theft() {
        String reader = "reader-" + random.nextInt(3);
        Detections read = Detections.of(Rule.R1, reader, "tag-" + random.nextInt(2), Subject.vehicle("粤D12345"))
                .at(City.at(100 * random.nextInt(5), 0))
                .with("reader", reader);
        return detection(
                "read", random.nextBoolean() ? read.raised(test.clock.instant()) : read.updated(test.clock.instant()));
    }

    private Act fix() {
        String who = who();
        int north = random.nextInt(400);
        int east = random.nextInt(200);
        Instant at = test.clock.instant();
        return Act.logged("fix of " + who, core -> test.city.fix(who, City.at(north, east), at));
    }

    private Act duty() {
        String who = who();
        boolean on = random.nextInt(3) > 0;
        return Act.called(who + (on ? " on duty" : " off duty"), core -> test.city.duty(who, on));
    }

    private Act looksAtThePhone() {
        String who = who();
        return Act.called(who + " looks at the phone", core -> {
            var unused = core.offerDesk().showOpenOffers(who);
        });
    }

    /** Somebody answers something: most often what fits, at times what does not. */
    private Act answer() {
        List<String> offers =
                strings("SELECT id FROM offers ORDER BY (ended_at IS NULL) DESC, offered_at, id LIMIT 12");
        if (offers.isEmpty()) {
            return time();
        }
        String offer = any(offers);
        OfferAction action = random.nextBoolean() ? OfferAction.ACCEPT : any(ACTIONS);
        String reason = random.nextBoolean() ? "busy" : null;
        Instant at = test.clock.instant();
        return Act.logged(action + " " + offer, core -> {
            var unused = core.offerDesk().answer(offer, CoreUnderTest.by("somebody"), action, reason, at);
        });
    }

    private Act operator() {
        List<String> incidents = strings("SELECT id FROM incidents ORDER BY opened_at DESC, id LIMIT 8");
        if (incidents.isEmpty()) {
            return time();
        }
        String id = any(incidents);
        int level = 1 + random.nextInt(IncidentDesk.HIGHEST_LEVEL);
        return switch (random.nextInt(9)) {
            case 0 -> desk("confirms " + id, desk -> desk.confirm(id, CoreUnderTest.OPERATOR));
            case 1 -> desk("acknowledges " + id, desk -> desk.acknowledge(id, CoreUnderTest.OPERATOR));
            case 2 -> desk("another acknowledges " + id, desk -> desk.acknowledge(id, CoreUnderTest.OTHER));
            case 3 ->
                new Act("another takes over " + id, false, true, core -> {
                    var unused = core.incidentDesk().acknowledge(id, CoreUnderTest.OTHER, true);
                });
            case 4 -> desk("controlled " + id, desk -> desk.controlled(id, "", CoreUnderTest.OPERATOR));
            case 5 -> desk("level " + level + " of " + id, desk -> desk.level(id, level, CoreUnderTest.OPERATOR));
            default -> desk("closes " + id, desk -> desk.close(id, "helped", "", CoreUnderTest.OPERATOR));
        };
    }

    /** Two open incidents of a kind become one; now and then two that cannot. */
    private Act bringTogether() {
        List<String> pairs = strings("""
                SELECT one.id || ' ' || two.id FROM incidents one JOIN incidents two
                ON (two.kind = one.kind OR one.id LIKE '%7') AND two.id <> one.id
                WHERE one.state NOT IN ('CLOSED', 'MERGED', 'CANCELLED') AND two.state NOT IN ('CLOSED', 'MERGED', 'CANCELLED')
                ORDER BY one.opened_at DESC, two.opened_at, one.id, two.id LIMIT 12""");
        if (pairs.isEmpty()) {
            return time();
        }
        String[] pair = any(pairs).split(" ");
        return Act.called("merges " + pair[0] + " into " + pair[1], core -> {
            var unused = core.mergeDesk().merge(pair[0], pair[1], "one", CoreUnderTest.OPERATOR);
        });
    }

    /** What was merged is taken out again, or a detection is split off. */
    private Act tellApart() {
        List<String> merged =
                strings("SELECT id FROM incidents WHERE state = 'MERGED' ORDER BY opened_at DESC, id LIMIT 6");
        if (!merged.isEmpty() && random.nextInt(3) > 0) {
            String id = any(merged);
            return Act.called("takes out " + id, core -> {
                var unused = core.mergeDesk().unmerge(id, "two", CoreUnderTest.OPERATOR);
            });
        }
        List<String> parts = strings("""
                SELECT i.id || ' ' || d.id FROM detections d JOIN incidents i ON i.id = d.incident
                WHERE i.state NOT IN ('CLOSED', 'MERGED', 'CANCELLED') AND d.scope_key <> i.key
                ORDER BY d.taken_at DESC, d.id LIMIT 8""");
        if (parts.isEmpty()) {
            return time();
        }
        String[] part = any(parts).split(" ");
        return Act.called("splits " + part[1] + " off " + part[0], core -> {
            var unused = core.mergeDesk().split(part[0], List.of(part[1]), "two", CoreUnderTest.OPERATOR);
        });
    }

    /** An operator's act; what the desk refuses is no failure. */
    private static Act desk(String name, Consumer<IncidentDesk> act) {
        return Act.called(name, core -> act.accept(core.incidentDesk()));
    }

    private String who() {
        return "r-" + random.nextInt(RESPONDERS);
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private List<String> strings(String sql) {
        return test.database
                .jdbi()
                .withHandle(handle -> handle.select(sql).mapTo(String.class).list());
    }
}
