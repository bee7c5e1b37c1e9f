package io.citywatch.alerts.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.intake.AreaLookup;
import io.citywatch.alerts.notify.Channels;
import io.citywatch.alerts.notify.Notification;
import io.citywatch.alerts.notify.Receipts.Receipt;
import io.citywatch.alerts.testing.City;
import io.citywatch.alerts.testing.ProviderServer;
import io.citywatch.alerts.testing.ProviderServer.Reply;
import io.citywatch.alerts.testing.ProviderServer.Request;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many people at once, providers that fail, and processes that die: each message has its end, and its row. */
class MassPageIT {
    /** No machine is so busy. */
    private static final Duration PATIENT = Duration.ofSeconds(20);

    private ProviderServer provider;
    private CoreUnderTest test;

    private void open(Function<Request, Reply> answer, int people) {
        open(answer, people, PATIENT);
    }

    private void open(Function<Request, Reply> answer, int people, Duration timeout) {
        provider = new ProviderServer(answer);
        test = new CoreUnderTest(ChannelsIT.by(provider.url(), timeout));
        test.city.elder("elder", "陈美玲", "terminal", City.at(0, 0), "金平区1号");
        for (int i = 0; i < people; i++) {
            test.city.responder("r-" + i, City.at(i, 0), "foot", List.of("volunteer"), List.of("first-aid"));
            test.city.phone("r-" + i, "1380000" + (1_000 + i));
        }
        test.database
                .jdbi()
                .useHandle(
                        handle -> handle.execute("INSERT INTO responder_presence SELECT id, 'g', 'b', 1, false, false,"
                                + " now() FROM responders"));
    }

    @AfterEach
    void close() {
        test.close();
        provider.close();
    }

    @Test
    void pagesSevenHundredPeopleInAnAllCallEachWithARow() {
        open(request -> Reply.of(202, ""), 700);
        test.press("terminal");
        test.pass(Duration.ofSeconds(185));

        Set<String> asked = new HashSet<>(strings("SELECT DISTINCT responder FROM offers"));
        assertThat(asked).hasSize(700);
        assertThat(strings("SELECT id FROM offers o WHERE NOT EXISTS (SELECT FROM notifications n WHERE n.offer = o.id"
                        + " AND n.channel = 'call')"))
                .isEmpty();
        Set<String> called = provider.requests().stream().map(MassPageIT::key).collect(Collectors.toSet());
        assertThat(called).containsAll(strings("SELECT id FROM notifications WHERE channel = 'call' AND claims > 0"));
        assertThat(strings("SELECT DISTINCT responder FROM notifications WHERE channel = 'call' AND claims > 0"))
                .hasSize(700);
    }

    /** Half of all requests fail in one way or another, and half of what was taken is not delivered. */
    @Test
    void leavesNoMessageWithoutItsEndWhenHalfOfEverythingFails() {
        Random random = new Random(20261123);
        ConcurrentLinkedQueue<Receipt> reports = new ConcurrentLinkedQueue<>();
        open(request -> unreliable(request, random, reports), 120, Duration.ofSeconds(1));
        // A P3's offers last long enough for every channel.
        test.database.jdbi().useHandle(handle -> handle.execute("UPDATE responders SET roles = '{maintenance}'"));
        test.press("terminal");
        owePastDeadlines();
        for (int i = 0; i < 60; i++) {
            test.clock.pass(Duration.ofSeconds(3));
            test.core.channels().runDue();
            List<Receipt> heard = drain(reports);
            test.core.channels().receipts().take(heard);
        }
        test.core.channels().runDue();

        Map<String, Map<String, String>> byOffer = new HashMap<>();
        strings("SELECT offer || '|' || channel || '|' || state || '|' || coalesce(reason, '') FROM notifications")
                .forEach(row -> {
                    String[] part = row.split("\\|", -1);
                    byOffer.computeIfAbsent(part[0], offer -> new HashMap<>()).put(part[1], part[2] + "|" + part[3]);
                });
        assertThat(byOffer).hasSize(120);
        assertThat(byOffer.values()).allSatisfy(MassPageIT::hasItsEnd);
        assertThat(byOffer.values())
                .anyMatch(rows -> rows.getOrDefault("call", "").startsWith("CONFIRMED"));
        assertThat(byOffer.values())
                .anyMatch(rows -> rows.getOrDefault("sms", "").startsWith("CONFIRMED"));
        assertThat(byOffer.values())
                .anyMatch(rows -> rows.getOrDefault("sms", "").startsWith("NOT_SENT"));
    }

    /** CONFIRMED, or the next channel, or NOT_SENT with its reason. */
    private static void hasItsEnd(Map<String, String> rows) {
        assertThat(rows.values()).noneMatch(row -> row.matches("(PENDING|SENDING|SENT)\\|.*"));
        List<String> order = List.of("push", "call", "sms");
        for (int i = 0; i < order.size(); i++) {
            String row = rows.get(order.get(i));
            if (row == null || row.startsWith("CONFIRMED")) {
                continue;
            }
            if (row.startsWith("FAILED")) {
                assertThat(i).as("%s", rows).isLessThan(2);
                assertThat(rows).containsKey(order.get(i + 1));
            } else {
                assertThat(row).startsWith("NOT_SENT|").hasSizeGreaterThan("NOT_SENT|".length());
            }
        }
    }

    private Reply unreliable(Request request, Random random, ConcurrentLinkedQueue<Receipt> reports) {
        int dice;
        synchronized (random) {
            dice = random.nextInt(20);
        }
        Receipt delivered = new Receipt(key(request), null, true, null);
        switch (dice) {
            case 0, 1, 2, 3 -> {
                return Reply.of(500, "oops");
            }
            case 4, 5 -> {
                return new Reply(429, "", Map.of("Retry-After", "2"));
            }
            case 6 -> {
                return Reply.NEVER;
            }
            case 7, 8 -> {
                return Reply.of(200, "not json");
            }
            case 9 -> {
                return Reply.of(404, "");
            }
            case 10, 11, 12 -> {
                // Taken, and never heard of again.
                return Reply.of(200, "{}");
            }
            case 13, 14 -> {
                reports.add(new Receipt(key(request), null, false, "busy"));
                return Reply.of(200, "{}");
            }
            case 15 -> {
                reports.add(delivered);
                reports.add(delivered);
                return Reply.of(200, "{}");
            }
            case 16 -> {
                // The receipt is here before the answer.
                test.core.channels().receipts().take(List.of(delivered));
                return Reply.of(200, "{\"id\":\"late\"}");
            }
            default -> {
                reports.add(delivered);
                return Reply.of(200, "{}");
            }
        }
    }

    private static List<Receipt> drain(ConcurrentLinkedQueue<Receipt> reports) {
        List<Receipt> heard = new ArrayList<>();
        for (Receipt receipt = reports.poll(); receipt != null; receipt = reports.poll()) {
            heard.add(receipt);
        }
        return heard;
    }

    /** Killed between the hand-over and the commit of what came of it: another takes over, and the provider knows it again. */
    @Test
    void losesNoMessageOfAProcessThatDiesAfterHandingItOver() {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        open(request -> Reply.of(seen.add(key(request)) ? 200 : 409, ""), 40);
        test.press("terminal");
        owePastDeadlines();
        // Claimed and handed over; the process that did so never writes what came of it.
        test.database
                .jdbi()
                .useHandle(handle -> handle.execute(
                        "UPDATE notifications SET state = 'SENDING', claims = 1, due_at = ? WHERE channel = 'call'",
                        test.clock.instant().plusSeconds(8)));
        strings("SELECT id FROM notifications WHERE channel = 'call'").forEach(seen::add);
        test.core.channels().runDue();
        assertThat(provider.requests()).isEmpty();

        test.clock.pass(Duration.ofSeconds(8));
        try (Channels other = another()) {
            other.runDue();
        }

        assertThat(provider.requests()).hasSize(40);
        assertThat(strings("SELECT DISTINCT state FROM notifications WHERE channel = 'call'"))
                .containsExactly("SENT");
    }

    @Test
    void twoProcessesShareTheWorkAndSendNothingTwice() {
        open(request -> Reply.of(200, "{}"), 300);
        test.press("terminal");
        owePastDeadlines();
        try (Channels other = another()) {
            CompletableFuture<Void> there = CompletableFuture.runAsync(other::runDue);
            test.core.channels().runDue();
            there.join();
        }

        assertThat(provider.requests()).hasSize(300);
        assertThat(provider.requests().stream().map(MassPageIT::key).distinct()).hasSize(300);
    }

    private Channels another() {
        return Channels.assemble(
                test.database,
                ChannelsIT.by(provider.url(), PATIENT),
                new Channels.Around(AreaLookup.NONE, new SimpleMeterRegistry(), test.clock, new Random(1)));
    }

    /** Everybody is offered the one incident, with a day to answer. */
    private void owePastDeadlines() {
        test.database.jdbi().useHandle(handle -> {
            handle.execute("DELETE FROM timers");
            handle.execute("DELETE FROM offers");
            handle.execute("DELETE FROM notifications");
            handle.execute(
                    "INSERT INTO offers (id, incident, epoch, need, family, responder, state, revision, settled,"
                            + " distance_meters, travel_seconds, because, deadline, offered_at)"
                            + " SELECT 'o-' || r.id, ?, 1, 'n', 'elder', r.id, 'QUEUED', 1, false, 100, 60, '', ?, ?"
                            + " FROM responders r",
                    test.only().id(),
                    test.clock.instant().plus(Duration.ofDays(1)),
                    test.clock.instant());
        });
        test.database.inTransaction(transaction -> {
            test.core
                    .channels()
                    .notifications()
                    .owe(
                            transaction,
                            strings("SELECT id FROM responders").stream()
                                    .map(id -> new Notification.Owed(
                                            "o-" + id, test.only().id(), id, false))
                                    .toList(),
                            test.clock.instant());
            return true;
        });
    }

    private static String key(Request request) {
        return request.header("idempotency-key");
    }

    private List<String> strings(String sql) {
        return test.database
                .jdbi()
                .withHandle(handle -> handle.select(sql).mapTo(String.class).list());
    }
}
