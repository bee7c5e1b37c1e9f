package io.citywatch.standalone.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.DetectionId;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.log.Pulse;
import io.citywatch.model.message.DeadLetter;
import io.citywatch.model.message.DetectionStatus;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import io.citywatch.standalone.endtoend.Await;
import io.citywatch.streaming.rules.RuleParameters;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * What the job on a cluster of two processes bears, one after the other: records that nobody can read, clocks of 2099,
 * and kill -9 of the task manager and of the job manager under some hundred messages a second. Nobody resubmits the job
 * by hand. Killed once each, or five times with {@code ./citywatch test --long}.
 */
@Timeout(900)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ClusterFaultsIT {
    private static final int ROUNDS = Boolean.getBoolean("citywatch.long") ? 5 : 1;
    private static final long SEED = 41;
    /** As many as make some seconds of traffic. */
    private static final int TRUTHS_BETWEEN = 30;

    private static final int PRESSES = 8;
    private static final Instant FAR = Instant.parse("2099-01-01T00:00:00Z");
    private static final Duration SOON = Duration.ofMinutes(2);

    private static DetectionCluster cluster;
    private static LogWriter log;
    private static LogReader<Detection> said;
    private static LogReader<DeadLetter> letters;
    private static LogReader<DetectionStatus> status;

    @BeforeAll
    static void start() throws Exception {
        cluster = DetectionCluster.start("cluster-faults", RuleParameters.DEFAULTS, Duration.ofSeconds(2));
        log = new LogWriter(cluster.bootstrapServers());
        said = new LogReader<>(cluster.bootstrapServers(), LogTopic.DETECTIONS, Detection.class);
        letters = new LogReader<>(cluster.bootstrapServers(), LogTopic.DEAD_LETTERS, DeadLetter.class);
        status = new LogReader<>(cluster.bootstrapServers(), LogTopic.DETECTION_STATUS, DetectionStatus.class);
    }

    @AfterAll
    static void stop() {
        said.close();
        letters.close();
        status.close();
        log.close();
        cluster.close();
    }

    @Test
    @Order(1)
    void whatNobodyCanReadBecomesADeadLetterAndNoRestart() {
        List<Poison> poisons = Poison.all(SEED);
        poisons.forEach(log::poison);
        List<LogRecord> presses = new ArrayList<>();
        for (int i = 0; i < PRESSES; i++) {
            presses.add(call("ct-after-" + i, "sos", now(), now()));
        }

        List<DeadLetter> dead = letters.await(
                "a letter of each",
                SOON,
                all -> without(poisons, all).isEmpty(),
                all -> "none of " + without(poisons, all) + "; faults of the job: " + cluster.faults());
        for (Poison poison : poisons) {
            assertThat(dead.stream().filter(letter -> letter.device().equals(poison.name())))
                    .as(poison.name())
                    .anySatisfy(letter -> assertThat(letter.reason())
                            .contains(poison.reason())
                            .isNotBlank());
        }
        awaitPresses(presses);
        Poison.ofLetters(SEED).forEach(log::poison);
        awaitPresses(List.of(call("ct-last", "sos", now(), now())));

        Map<LogTopic, Long> byTopic =
                poisons.stream().collect(Collectors.groupingBy(Poison::topic, TreeMap::new, Collectors.counting()));
        System.out.printf(
                "ClusterFaultsIT: poison records %s, %d dead letters, %d letters that nobody can read; %d presses behind"
                        + " them judged, %d resubmissions, faults of the job %s%n",
                byTopic,
                dead.size(),
                Poison.ofLetters(SEED).size(),
                presses.size() + 1,
                cluster.resubmissions(),
                cluster.faults());
        assertThat(cluster.faults()).isEqualTo("[]");
        assertThat(cluster.resubmissions()).isZero();
    }

    @Test
    @Order(2)
    void aClockOf2099MovesNobodyElsesTime() {
        Instant now = now().minusSeconds(60);
        pulse(now);
        LogRecord fall = call("ct-steady", "fall", now, now);
        LogRecord cancelled = call("ct-cancelled", "fall", now, now);
        pulse(now.plusSeconds(3));
        String far = Long.toString(FAR.toEpochMilli());
        List<LogRecord> presses = new ArrayList<>();
        for (int i = 0; i < PRESSES; i++) {
            presses.add(call("ct-2099-" + i, "sos", now.plusSeconds(4), FAR));
            LogRecord unusedRead = log.message(
                    Lane.BULK,
                    "rd-2099-" + i,
                    TelemetryKind.TAG_SIGHTINGS,
                    "1@a",
                    now.plusSeconds(4),
                    "{\"ts\":" + far + ",\"sightings\":[{\"tag\":\"E280F3362000AAAA\",\"ts\":" + far
                            + ",\"rssi\":-60}]}");
        }
        log.pulse(new Pulse("gw-2099", "b1", FAR), null);
        awaitPresses(presses);
        LogRecord unused = call("ct-cancelled", "cancel", now.plusSeconds(15), now.plusSeconds(15));
        pulse(now.plusSeconds(30));

        Detection raised = said.await("E2", SOON, all -> all.stream().anyMatch(one -> one.rule() == Rule.E2)).stream()
                .filter(one -> one.rule() == Rule.E2)
                .findFirst()
                .orElseThrow();
        AtomicInteger pulses = new AtomicInteger();
        List<DetectionStatus> times = Await.until(
                "time",
                SOON,
                () -> {
                    // It is said once a second, and only while time goes on.
                    pulse(now.plusSeconds(30).plusMillis(pulses.getAndIncrement()));
                    return status.read();
                },
                all -> all.stream().anyMatch(one -> !one.eventTime().isBefore(now.plusSeconds(29))));
        System.out.printf(
                "ClusterFaultsIT: %d devices and a gateway of 2099, time came to %s with pulses from %s on%n",
                2 * PRESSES, times.get(times.size() - 1).eventTime(), now.plusSeconds(30));
        assertThat(raised.device()).isEqualTo(fall.device());
        assertThat(raised.at()).isEqualTo(fall.receivedAt().plusSeconds(20));
        assertThat(said.read()).noneMatch(one -> one.device().equals(cancelled.device()));
        assertThat(times).noneMatch(one -> one.eventTime().isAfter(now.plusSeconds(60)));
    }

    @Test
    @Order(3)
    void eachDetectionIsThereOnceWhoeverIsKilled() {
        List<String> gaps = new ArrayList<>();
        Instant began = now();
        try (Traffic traffic = new Traffic(log, SEED)) {
            traffic.start();
            awaitMore(traffic);
            for (int round = 0; round < ROUNDS; round++) {
                gaps.add("task manager " + gap(cluster::killTaskManager));
                awaitMore(traffic);
                gaps.add("job manager " + gap(ClusterFaultsIT::killJobManager));
                awaitMore(traffic);
            }
            traffic.endTruths();
            List<DetectionStatus> unused = status.await(
                    "everything judged",
                    SOON,
                    all -> !all.isEmpty()
                            && all.get(all.size() - 1)
                                    .eventTime()
                                    .isAfter(traffic.lastAt().plusSeconds(1)));

            List<Detection> raised = said.await("all that is true", SOON, all -> hasAll(traffic, all)).stream()
                    .filter(one -> one.phase() == Phase.RAISED
                            && !one.stages().received().isBefore(began))
                    .toList();
            System.out.printf(
                    "ClusterFaultsIT, seed %d: %d messages in %d s, %d alarms and %d rides of stolen motorcycles; again"
                            + " judging after kill -9: %s; %d resubmissions; raised %s, said again with the same id %d%n",
                    SEED,
                    traffic.messages(),
                    Duration.between(traffic.firstAt(), traffic.lastAt()).toSeconds(),
                    traffic.alarms().size(),
                    traffic.rides().size(),
                    gaps,
                    cluster.resubmissions(),
                    byRule(raised),
                    raised.size() - ids(raised).size());
            assertThat(ids(raised, Rule.E1, Rule.S1))
                    .containsExactlyInAnyOrderElementsOf(traffic.alarms().keySet());
            for (String plate : traffic.rides().keySet()) {
                assertThat(raised.stream()
                                .filter(one -> one.rule() == Rule.R1
                                        && one.subject().id().equals(plate))
                                .map(Detection::id)
                                .distinct())
                        .as("R1 of " + plate)
                        .hasSize(1);
            }
            assertThat(cluster.resubmissions()).as("one for each job manager").isGreaterThanOrEqualTo(ROUNDS);
            // The task manager that lost its job manager judged on, so all may be said before the job stands again.
            boolean unusedRunning = Await.until("running", SOON, cluster::isRunning, running -> running);
        }
    }

    /** The task manager goes on for some seconds before it misses it: what counts is the job that is submitted again. */
    private static void killJobManager() {
        int before = cluster.resubmissions();
        cluster.killJobManager();
        int unused = Await.until("submitted again", SOON, cluster::resubmissions, count -> count > before);
    }

    /** How long after the kill an alarm that came after it was judged. */
    private static String gap(Runnable kill) {
        Instant killed = now();
        kill.run();
        Instant over = now();
        Instant again = said.await("judging again", SOON, all -> judgedAfter(all, over) != null).stream()
                .filter(one -> one.stages().received().isAfter(over))
                .map(one -> one.stages().detected())
                .min(Instant::compareTo)
                .orElseThrow();
        return Duration.between(killed, again).toMillis() / 1_000.0 + " s";
    }

    private static void awaitPresses(List<LogRecord> presses) {
        List<String> wanted = presses.stream()
                .map(press -> DetectionId.ofMessage(Rule.E1, press))
                .toList();
        List<Detection> unused = said.await("presses", SOON, all -> ids(all).containsAll(wanted));
    }

    private static LogRecord call(String terminal, String event, Instant receivedAt, Instant measuredAt) {
        return log.message(
                Lane.EMERGENCY,
                terminal,
                TelemetryKind.CALL,
                event + "@a",
                receivedAt,
                "{\"ts\":" + measuredAt.toEpochMilli() + ",\"event\":\"" + event + "\",\"source\":\"base\"}");
    }

    private static Instant now() {
        return Instant.ofEpochMilli(System.currentTimeMillis());
    }

    private static void pulse(Instant at) {
        log.pulse(new Pulse("gw-1", "b1", at), null);
    }

    private static List<String> without(List<Poison> poisons, List<DeadLetter> letters) {
        Set<String> named = letters.stream().map(DeadLetter::device).collect(Collectors.toSet());
        return poisons.stream()
                .map(Poison::name)
                .filter(name -> !named.contains(name))
                .toList();
    }

    private static @Nullable Detection judgedAfter(List<Detection> all, Instant killed) {
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i).rule().isMomentary()
                    && all.get(i).stages().received().isAfter(killed)) {
                return all.get(i);
            }
        }
        return null;
    }

    private static void awaitMore(Traffic traffic) {
        int now = traffic.truths();
        int unused = Await.until("traffic", SOON, traffic::truths, count -> count >= now + TRUTHS_BETWEEN);
    }

    private static boolean hasAll(Traffic traffic, List<Detection> all) {
        Set<String> known = ids(all);
        Set<String> plates = all.stream().map(one -> one.subject().id()).collect(Collectors.toSet());
        return known.containsAll(traffic.alarms().keySet())
                && plates.containsAll(traffic.rides().keySet());
    }

    private static Set<String> ids(List<Detection> detections, Rule... rules) {
        Set<Rule> wanted = Set.of(rules);
        return detections.stream()
                .filter(one -> wanted.isEmpty() || wanted.contains(one.rule()))
                .map(Detection::id)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static Map<Rule, Integer> byRule(List<Detection> raised) {
        Map<Rule, Set<String>> ids = new TreeMap<>();
        raised.forEach(
                one -> ids.computeIfAbsent(one.rule(), rule -> new HashSet<>()).add(one.id()));
        return ids.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().size(), Integer::sum, TreeMap::new));
    }
}
