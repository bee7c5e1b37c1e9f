package io.citywatch.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.DetectionId;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.json.Json;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.registry.StolenVehicle;
import io.citywatch.model.registry.TheftReport;
import io.citywatch.model.registry.Vehicle;
import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.streaming.job.CheckpointFolder;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.testing.City;
import io.citywatch.streaming.testing.EmbeddedKafka;
import io.citywatch.streaming.testing.HeardLog;
import java.io.DataInputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole job from checkpoints as another release, or a bad disk, left them; each test has devices of its own. A
 * pursuit (R1) is open, a fall's window (E2) runs and a detector's alarm (S1) stands when the first run ends.
 */
class UpgradeIT {
    private static final String ADDED = "s1-clear";
    private static final int FLIPS = 200;
    private static final long SEED = 17;

    @TempDir
    private static Path data;

    private static EmbeddedKafka kafka;
    private static City city;
    /** Event time never goes back, so each test begins where the one before it ended. */
    private static Instant now =
            Instant.ofEpochMilli(System.currentTimeMillis()).minus(Duration.ofMinutes(30));

    @TempDir
    private Path checkpoints;

    private DetectionService service;
    private String name;
    private String tag;
    private LogRecord fall;
    private Detection pursuit;
    private int before;

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
    void runUntilMuchIsRemembered(TestInfo test) throws Exception {
        service = DetectionService.start(DetectionConfig.of(kafka.bootstrapServers(), checkpoints)
                .with(Duration.ofMillis(100), RuleParameters.DEFAULTS));
        service.running().get(60, TimeUnit.SECONDS);
        name = Integer.toHexString(test.getDisplayName().hashCode());
        tag = "E2" + "%022X".formatted(test.getDisplayName().hashCode());
        city.register("rd-" + name, DeviceKind.TAG_READER, 23.35, 116.68, 7 * 86_400);
        city.register("rd2-" + name, DeviceKind.TAG_READER, 23.36, 116.68, 7 * 86_400);
        city.register("ct-" + name, "e-" + name);
        city.put(LogTopic.REGISTRY_VEHICLES, tag, Json.write(new Vehicle("P" + name, tag, null, null, null)));
        city.put(
                LogTopic.REGISTRY_STOLEN,
                tag,
                Json.write(new StolenVehicle(tag, new TheftReport("P" + name, "C-1", "110", now, null))));
        city.sighting("rd-" + name, tag, now);
        pursuit = city.awaitDetection(
                "R1", one -> one.rule() == Rule.R1 && one.device().value().equals("rd-" + name));
        city.detector("sm-" + name, true, "1@a", now);
        fall = city.call("ct-" + name, "fall", "1@a", now);
        city.pulse(now.plusSeconds(6));
        city.call("ct-mark-" + name, "sos", "1@a", now);
        city.awaitDetection("E1", one -> one.device().value().equals("ct-mark-" + name));
        awaitCheckpoints(3);
        service.stopJobs();
        before = city.seen().size();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void aRuleThatWasAddedBeginsEmptyAndTheOthersRememberAll() throws Exception {
        rewrite(states -> states.stream()
                .filter(state -> !state.getOperatorID().equals(idOf(states, ADDED)))
                .toList());

        startAgain();

        everythingElseWasRemembered();
        city.detector("sm-" + name, false, "2@a", now.plusSeconds(10));
        LogRecord alarm = city.detector("sm-" + name, true, "3@a", now.plusSeconds(11));
        city.detector("sm-" + name, false, "4@a", now.plusSeconds(12));
        Detection cleared = city.awaitDetection("S1 cleared", before, one -> isClearedS1(one));
        assertThat(cleared.id())
                .as("the alarm of before is not known to the new step")
                .isEqualTo(DetectionId.ofMessage(Rule.S1, alarm));
    }

    @Test
    void theStateOfARuleThatIsGoneIsGivenUpAndNamed() throws Exception {
        rewrite(states -> states.stream()
                .map(state -> state.getOperatorID().equals(idOf(states, ADDED)) ? renamed(state) : state)
                .toList());
        try (HeardLog heard = HeardLog.of("io.citywatch.streaming.cluster")) {
            startAgain();

            assertThat(heard.lines()).anyMatch(line -> line.contains("rule-of-yesterday") && line.contains("given up"));
        }
        everythingElseWasRemembered();
    }

    @Test
    void anyFlippedBitIsFoundAndTheCheckpointBeforeServes() throws Exception {
        CheckpointFolder folder =
                new CheckpointFolder(checkpoints.resolve("detection").toUri());
        Path newest = Path.of(folder.newest().orElseThrow());
        byte[] good = Files.readAllBytes(newest.resolve("_metadata"));
        var completed = Files.getLastModifiedTime(newest.resolve("_metadata"));
        Random random = new Random(SEED);
        HeardLog quiet = HeardLog.of("io.citywatch.streaming.job");
        for (int flip = 0; flip < FLIPS; flip++) {
            byte[] bad = good.clone();
            int at = random.nextInt(bad.length - 16);
            bad[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(newest.resolve("_metadata"), bad);
            Files.setLastModifiedTime(newest.resolve("_metadata"), completed);
            assertThat(folder.newest().map(Path::of))
                    .as("seed %d, byte %d", SEED, at)
                    .isPresent()
                    .get()
                    .isNotEqualTo(newest);
        }
        quiet.close();
        try (HeardLog heard = HeardLog.of("io.citywatch.streaming.job")) {
            startAgain();

            assertThat(heard.lines())
                    .anyMatch(line -> line.contains(newest.getFileName().toString())
                            && line.contains("has other bytes than were written")
                            && line.contains("going back to the one before"));
        }
        everythingElseWasRemembered();
        city.detector("sm-" + name, false, "2@a", now.plusSeconds(10));
        city.awaitDetection("S1 cleared", before, one -> isClearedS1(one));
        System.out.printf(
                "UpgradeIT, seed %d: %d of %d flipped bits found in %d bytes%n", SEED, FLIPS, FLIPS, good.length);
    }

    private boolean isClearedS1(Detection one) {
        return one.rule() == Rule.S1
                && one.phase() == Phase.CLEARED
                && one.device().value().equals("sm-" + name);
    }

    private void startAgain() throws Exception {
        service.startJobs();
        service.running().get(60, TimeUnit.SECONDS);
    }

    /** The pursuit goes on under its id, the window ends for its fall, and nothing was read twice. */
    private void everythingElseWasRemembered() throws Exception {
        city.sighting("rd2-" + name, tag, now.plusSeconds(8));
        Detection followed = city.awaitDetection(
                "R1 followed",
                before,
                one -> one.rule() == Rule.R1
                        && one.phase() == Phase.UPDATED
                        && one.device().value().equals("rd2-" + name));
        for (int second = 9; second <= 24; second += 3) {
            city.pulse(now.plusSeconds(second));
        }
        Detection fallen = city.awaitDetection(
                "E2",
                before,
                one -> one.rule() == Rule.E2
                        && one.phase() == Phase.RAISED
                        && one.device().value().equals("ct-" + name));
        List<Detection> since = city.seen().subList(before, city.seen().size());
        assertThat(followed.id()).isEqualTo(pursuit.id());
        assertThat(fallen.id()).isEqualTo(DetectionId.ofEpisode(Rule.E2, "e-" + name, fall));
        assertThat(since).as("the log was not read from its beginning").noneMatch(one -> one.rule() == Rule.E1);
        now = now.plusSeconds(30);
    }

    private void awaitCheckpoints(int more) {
        CheckpointFolder folder =
                new CheckpointFolder(checkpoints.resolve("detection").toUri());
        long wanted = number(folder) + more;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (number(folder) < wanted) {
            assertThat(System.nanoTime()).as("no checkpoint %d in time", wanted).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private static long number(CheckpointFolder folder) {
        return folder.newest()
                .map(Path::of)
                .map(path -> Long.parseLong(path.getFileName().toString().substring("chk-".length())))
                .orElse(0L);
    }

    /** As the release before would have written it. */
    private void rewrite(UnaryOperator<List<OperatorState>> change) throws Exception {
        CheckpointFolder folder =
                new CheckpointFolder(checkpoints.resolve("detection").toUri());
        Path newest = Path.of(folder.newest().orElseThrow());
        Path file = newest.resolve("_metadata");
        CheckpointMetadata metadata;
        try (DataInputStream input = new DataInputStream(Files.newInputStream(file))) {
            metadata = Checkpoints.loadCheckpointMetadata(input, UpgradeIT.class.getClassLoader(), newest.toString());
        }
        List<OperatorState> states = change.apply(List.copyOf(metadata.getOperatorStates()));
        try (OutputStream output = Files.newOutputStream(file)) {
            Checkpoints.storeCheckpointMetadata(
                    new CheckpointMetadata(metadata.getCheckpointId(), states, metadata.getMasterStates()), output);
        }
    }

    private static OperatorID idOf(List<OperatorState> states, String uid) {
        return states.stream()
                .filter(state -> state.getOperatorUid().filter(uid::equals).isPresent())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no state of " + uid))
                .getOperatorID();
    }

    private static OperatorState renamed(OperatorState state) {
        OperatorState gone = new OperatorState(
                "rule of yesterday",
                "rule-of-yesterday",
                new OperatorID(7, 7),
                state.getParallelism(),
                state.getMaxParallelism());
        for (int subtask = 0; subtask < state.getParallelism(); subtask++) {
            gone.putState(subtask, state.getState(subtask));
        }
        return gone;
    }
}
