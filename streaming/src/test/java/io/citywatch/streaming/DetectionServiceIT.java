package io.citywatch.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.DetectionId;
import io.citywatch.model.detection.LifeAlarms;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.model.json.Json;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.message.DeadLetter;
import io.citywatch.model.message.DeviceLedger;
import io.citywatch.model.telemetry.TelemetryKind;
import io.citywatch.streaming.job.CheckpointFolder;
import io.citywatch.streaming.rules.FallParameters;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.testing.City;
import io.citywatch.streaming.testing.EmbeddedKafka;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole job on a real Flink cluster between real Kafka topics; each test has devices of its own. */
class DetectionServiceIT {
    /** Half an hour ago, so that the clock of the log is never behind that of a test. */
    private static final Instant T =
            Instant.ofEpochMilli(System.currentTimeMillis()).minus(Duration.ofMinutes(30));

    @TempDir
    private static Path data;

    private static EmbeddedKafka kafka;
    private static City city;
    /** Event time never goes back, so each test begins where the one before it ended. */
    private static Instant now = T;

    @TempDir
    private Path folder;

    private Path checkpoints;

    private DetectionService service;

    @BeforeAll
    static void startKafka() throws Exception {
        kafka = EmbeddedKafka.start(data);
        city = new City(kafka.bootstrapServers());
    }

    @AfterAll
    static void stopKafka() {
        city.close();
        kafka.close();
    }

    @BeforeEach
    void startService() throws Exception {
        checkpoints = folder.resolve("a folder, 100% with blanks");
        service = DetectionService.start(config(RuleParameters.DEFAULTS));
        service.running().get(60, TimeUnit.SECONDS);
    }

    @AfterEach
    void stopService() {
        service.close();
    }

    @Test
    void lifeAlarmsComeOutWithTheIdsOfTheSharedJudge() throws Exception {
        LogRecord sos = city.call("ct-sos", "sos", "1@a", now);
        LogRecord alarm = city.detector("sm-1", true, "1@a", now);

        Detection e1 = city.awaitDetection("E1", one -> of("ct-sos", Rule.E1, one));
        Detection s1 = city.awaitDetection("S1", one -> of("sm-1", Rule.S1, one));

        assertThat(e1).isEqualTo(LifeAlarms.judge(sos, e1.stages().detected()).orElseThrow());
        assertThat(s1).isEqualTo(LifeAlarms.judge(alarm, s1.stages().detected()).orElseThrow());
    }

    @Test
    void theEndOfADetectorsAlarmNamesTheNewestAlarm() throws Exception {
        city.detector("sm-2", true, "1@a", now);
        LogRecord newest = city.detector("sm-2", true, "2@a", now.plusSeconds(5));
        city.detector("sm-2", false, "3@a", now.plusSeconds(9));

        Detection cleared =
                city.awaitDetection("S1 cleared", one -> of("sm-2", Rule.S1, one) && one.phase() == Phase.CLEARED);

        assertThat(cleared.id()).isEqualTo(DetectionId.ofMessage(Rule.S1, newest));
        assertThat(cleared.at()).isEqualTo(now.plusSeconds(9));
    }

    @Test
    void aFallIsRaisedAfterItsWindowForThePersonRegisteredMeanwhileAndClearedTenMinutesLater() throws Exception {
        LogRecord fall = city.call("ct-fall", "fall", "1@a", now);
        city.register("ct-fall", "e-fall");
        city.call("ct-cancelled", "fall", "1@a", now);
        city.call("ct-cancelled", "cancel", "2@a", now.plusSeconds(19));
        advanceTo(now.plusSeconds(22));

        Detection raised = city.awaitDetection("E2", one -> of("ct-fall", Rule.E2, one));
        advanceTo(now.plusSeconds(602));
        Detection cleared =
                city.awaitDetection("E2 cleared", one -> of("ct-fall", Rule.E2, one) && one.phase() == Phase.CLEARED);

        assertThat(raised.phase()).isEqualTo(Phase.RAISED);
        assertThat(raised.subject()).isEqualTo(Subject.person("e-fall"));
        assertThat(raised.id()).isEqualTo(DetectionId.ofEpisode(Rule.E2, "e-fall", fall));
        assertThat(raised.at()).isEqualTo(fall.receivedAt().plusSeconds(20));
        assertThat(cleared.id()).isEqualTo(raised.id());
        assertThat(city.seen()).noneMatch(one -> one.device().value().equals("ct-cancelled"));
    }

    @Test
    void aStalledWatermarkHoldsAFallForTheGraceOnly() throws Exception {
        Duration second = Duration.ofSeconds(1);
        RuleParameters hasty = RuleParameters.DEFAULTS.with(
                new FallParameters(Duration.ofMillis(200), second, Duration.ofMinutes(10), Duration.ofMinutes(10)));
        service.close();
        service = DetectionService.start(config(hasty));
        LogRecord fall = city.call("ct-stalled", "fall", "1@a", Instant.ofEpochMilli(System.currentTimeMillis()));

        Detection raised = city.awaitDetection("E2 without pulses", one -> of("ct-stalled", Rule.E2, one));

        assertThat(raised.at()).isEqualTo(fall.receivedAt().plusMillis(200));
        assertThat(raised.stages().detected())
                .isAfterOrEqualTo(fall.receivedAt().plusMillis(1200));
    }

    @Test
    void whatCannotBeReadBecomesADeadLetterAndTheJobGoesOn() throws Exception {
        city.poison(null, Map.of(), null);
        city.poison("ct-x", Map.of("kind", "call"), "bytes".getBytes(StandardCharsets.UTF_8));
        city.poison("gw-x", Map.of("pulse", ""), "{}".getBytes(StandardCharsets.UTF_8));
        city.send("ct-y", TelemetryKind.CALL, "1@a", now, "{\"ts\":1,\"event\":\"dance\",\"source\":\"base\"}");
        city.registry("ct-z", "not json".getBytes(StandardCharsets.UTF_8));
        city.call("ct-after", "sos", "1@a", now);

        assertThat(city.awaitDeadLetter("no headers", one -> one.device().equals("ct-x"))
                        .topic())
                .isEqualTo("telemetry.events");
        assertThat(city.awaitDeadLetter("wrong event", one -> one.device().equals("ct-y"))
                        .reason())
                .contains("dance");
        city.awaitDeadLetter("registry", one -> one.device().equals("ct-z"));
        city.awaitDetection("sos after the poison", one -> of("ct-after", Rule.E1, one));
        assertThat(service.isRunning()).isTrue();
    }

    @Test
    void aFallInsideARestartIsRaisedOnceWithTheSameId() throws Exception {
        city.register("ct-restart", "e-restart");
        LogRecord fall = city.call("ct-restart", "fall", "1@a", now);
        city.call("ct-late-cancel", "fall", "1@a", now);
        advanceTo(now.plusSeconds(5));
        awaitFreshCheckpoint();

        service.stopJobs();
        assertThat(service.isRunning()).isFalse();
        city.call("ct-late-cancel", "cancel", "2@a", now.plusSeconds(4));
        LogRecord sos = city.call("ct-meanwhile", "sos", "1@a", now.plusSeconds(6));
        advanceTo(now.plusSeconds(30));
        service.startJobs();
        service.running().get(60, TimeUnit.SECONDS);

        Detection raised = city.awaitDetection("E2", one -> of("ct-restart", Rule.E2, one));
        Detection e1 = city.awaitDetection("E1", one -> of("ct-meanwhile", Rule.E1, one));
        assertThat(raised.id()).isEqualTo(DetectionId.ofEpisode(Rule.E2, "e-restart", fall));
        assertThat(e1.id()).isEqualTo(DetectionId.ofMessage(Rule.E1, sos));
        settle();
        assertThat(city.seen().stream().filter(one -> of("ct-restart", Rule.E2, one) && one.phase() == Phase.RAISED))
                .extracting(Detection::id)
                .containsOnly(raised.id());
        assertThat(city.seen()).noneMatch(one -> one.device().value().equals("ct-late-cancel"));
    }

    @Test
    void aServiceThatStartsWithoutACheckpointReadsTheLogAgainAndFindsTheSameIds() throws Exception {
        city.register("ct-again", "e-again");
        city.call("ct-again", "fall", "1@a", now);
        advanceTo(now.plusSeconds(22));
        city.awaitDetection("E2", one -> of("ct-again", Rule.E2, one));
        int before = city.seen().size();

        service.close();
        try (Stream<Path> files = Files.list(checkpoints)) {
            assertThat(files).isNotEmpty();
        }
        service = DetectionService.start(new DetectionConfig(
                kafka.bootstrapServers(),
                checkpoints.resolve("elsewhere").toUri(),
                2,
                Duration.ofMillis(200),
                Duration.ofMillis(1),
                RuleParameters.DEFAULTS,
                null,
                null,
                null));
        // Two subtasks: what one of them says proves nothing of the other.
        city.awaitDetection("E2 again", before, one -> of("ct-again", Rule.E2, one));
        settle();

        List<Detection> again = city.seen().subList(before, city.seen().size());
        assertThat(again.stream().filter(one -> of("ct-again", Rule.E2, one) && one.phase() == Phase.RAISED))
                .singleElement()
                .extracting(Detection::subject)
                .isEqualTo(Subject.person("e-again"));
        assertThat(again.stream().filter(one -> !one.device().value().startsWith("ct-marker")))
                .extracting(Detection::id)
                .isSubsetOf(city.seen().subList(0, before).stream()
                        .map(Detection::id)
                        .toList());
    }

    @Test
    void eventTimeWaitsForThePartitionThatLags() throws Exception {
        city.call("ct-lag", "fall", "1@a", now);
        int lagging = city.partitionOf("ct-lag");
        city.pulse(now.plusSeconds(23), partition -> partition != lagging);
        city.call("ct-beside", "sos", "1@a", now.plusSeconds(22));
        city.awaitDetection("a sos behind the pulses", one -> of("ct-beside", Rule.E1, one));
        awaitFreshCheckpoint();
        city.call("ct-lag", "cancel", "2@a", now.plusSeconds(10));

        settle();

        assertThat(city.seen()).noneMatch(one -> one.device().value().equals("ct-lag"));
    }

    @Test
    void aTornCheckpointIsPassedOverForTheOneBefore() throws Exception {
        city.call("ct-torn", "sos", "1@a", now);
        city.awaitDetection("E1", one -> of("ct-torn", Rule.E1, one));
        awaitFreshCheckpoint();
        LogRecord alarm = city.detector("sm-torn", true, "1@a", now);
        city.awaitDetection("S1", one -> of("sm-torn", Rule.S1, one));
        awaitFreshCheckpoint();
        awaitFreshCheckpoint();
        service.stopJobs();
        int before = city.seen().size();
        Path newest = Path.of(checkpointFolder().newest().orElseThrow());
        Files.write(newest.resolve("_metadata"), new byte[] {1, 2, 3});

        service.startJobs();
        service.running().get(60, TimeUnit.SECONDS);
        city.detector("sm-torn", false, "2@a", now.plusSeconds(3));
        Detection cleared =
                city.awaitDetection("S1 cleared", one -> of("sm-torn", Rule.S1, one) && one.phase() == Phase.CLEARED);

        assertThat(cleared.id()).isEqualTo(DetectionId.ofMessage(Rule.S1, alarm));
        assertThat(city.seen().subList(before, city.seen().size()))
                .as("the log was not read from its beginning")
                .noneMatch(one -> of("ct-torn", Rule.E1, one));
        assertThat(newest).doesNotExist();
        assertThat(checkpointFolder().newest()).isPresent();
    }

    @Test
    void whatTheReleaseBeforeLeftOneFolderAboveIsRestored() throws Exception {
        city.call("ct-before", "sos", "1@a", now);
        city.awaitDetection("E1", one -> of("ct-before", Rule.E1, one));
        awaitFreshCheckpoint();
        service.close();
        int before = city.seen().size();
        try (Stream<Path> runs = Files.list(checkpoints.resolve("detection"))) {
            for (Path run : runs.toList()) {
                Files.move(run, checkpoints.resolve(run.getFileName()));
            }
        }

        service = DetectionService.start(config(RuleParameters.DEFAULTS));
        service.running().get(60, TimeUnit.SECONDS);
        city.call("ct-after-move", "sos", "1@a", now);
        city.awaitDetection("E1", one -> of("ct-after-move", Rule.E1, one));

        assertThat(city.seen().subList(before, city.seen().size()))
                .as("the log was not read from its beginning")
                .noneMatch(one -> of("ct-before", Rule.E1, one));
    }

    @Test
    void exactlyTheDroppedNumbersAreMissingAlsoAfterAKillAndALateOneClosesItsGap() throws Exception {
        Set<Integer> dropped = Set.of(3, 17, 18, 40, 63, 77, 98);
        for (int seq = 0; seq < 60; seq++) {
            sendNumbered("ct-ledger", seq, dropped);
        }
        awaitFreshCheckpoint();
        for (int seq = 60; seq < 80; seq++) {
            sendNumbered("ct-ledger", seq, dropped);
        }
        service.stopJobs(); // what came after the newest checkpoint is read again
        for (int seq = 50; seq < 100; seq++) {
            sendNumbered("ct-ledger", seq, dropped); // the first thirty once more
        }
        service.startJobs();
        service.running().get(60, TimeUnit.SECONDS);

        DeviceLedger ledger = city.awaitLedger("ct-ledger", one -> one.published() == 100);

        assertThat(ledger.missingSeqs())
                .extracting(gap -> gap.from() + "-" + gap.to())
                .containsExactly("3-3", "17-18", "40-40", "63-63", "77-77", "98-98");
        assertThat(ledger.stored()).isEqualTo(93);
        assertThat(ledger.missing()).isEqualTo(7);
        sendNumbered("ct-ledger", 17, Set.of());
        DeadLetter letter = new DeadLetter(
                "ct-ledger",
                "devices/ct-ledger/events/call",
                "event: 'dance'",
                now,
                "{\"ts\":1,\"boot\":\"b\",\"seq\":40,\"eve".getBytes(StandardCharsets.UTF_8));
        city.put(LogTopic.DEAD_LETTERS, "ct-ledger", Json.write(letter));
        DeviceLedger later = city.awaitLedger("ct-ledger", one -> one.missing() == 5);
        assertThat(later.missingSeqs())
                .extracting(gap -> gap.from() + "-" + gap.to())
                .containsExactly("3-3", "18-18", "63-63", "77-77", "98-98");
        assertThat(later.published()).isEqualTo(100);
        assertThat(later.stored()).isEqualTo(95);
    }

    /** Numbered over both lanes. */
    private static void sendNumbered(String terminal, int seq, Set<Integer> dropped) throws Exception {
        if (dropped.contains(seq)) {
            return;
        }
        long ts = now.toEpochMilli() + seq;
        String numbered = "{\"ts\":" + ts + ",\"boot\":\"b\",\"seq\":" + seq;
        String identity = seq + "@b";
        if (seq % 10 == 0) {
            city.send(terminal, TelemetryKind.CALL, identity, now, numbered + ",\"event\":\"ok\",\"source\":\"base\"}");
            return;
        }
        city.sendBulk(terminal, TelemetryKind.ACTIVITY, identity, now, numbered + ",\"motion\":1}");
    }

    private DetectionConfig config(RuleParameters rules) {
        return DetectionConfig.of(kafka.bootstrapServers(), checkpoints).with(Duration.ofMillis(200), rules);
    }

    private static boolean of(String device, Rule rule, Detection detection) {
        return detection.rule() == rule && detection.device().value().equals(device);
    }

    /** Event time moves on: a pulse a second later than the time that it proves. */
    private static void advanceTo(Instant time) throws Exception {
        city.pulse(time.plusSeconds(1));
        if (time.isAfter(now)) {
            now = time;
        }
    }

    /** Waits until everything before now was judged: a fall later than all others comes out last. */
    private static void settle() throws Exception {
        String marker = "ct-marker-" + now.toEpochMilli();
        city.call(marker, "fall", "1@a", now);
        advanceTo(now.plusSeconds(22));
        city.awaitDetection("marker", one -> of(marker, Rule.E2, one));
    }

    /** Waits for a checkpoint that began after this call: the one that may be under way now is not it. */
    private void awaitFreshCheckpoint() throws Exception {
        long fresh = newestCheckpoint() + 2;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (newestCheckpoint() < fresh) {
            assertThat(System.nanoTime()).as("no checkpoint %d in time", fresh).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private long newestCheckpoint() {
        return checkpointFolder()
                .newest()
                .map(Path::of)
                .map(path -> Long.parseLong(path.getFileName().toString().substring("chk-".length())))
                .orElse(0L);
    }

    private CheckpointFolder checkpointFolder() {
        return new CheckpointFolder(checkpoints.resolve("detection").toUri());
    }
}
