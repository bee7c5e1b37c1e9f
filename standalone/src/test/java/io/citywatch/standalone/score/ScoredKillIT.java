package io.citywatch.standalone.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.log.LogTopic;
import io.citywatch.simulators.city.CitySize;
import io.citywatch.simulators.truth.TrueCity;
import io.citywatch.simulators.truth.script.Label;
import io.citywatch.standalone.streams.DetectionCluster;
import io.citywatch.standalone.streams.LogReader;
import io.citywatch.streaming.replay.Replay;
import io.citywatch.streaming.rules.FallParameters;
import io.citywatch.streaming.rules.RuleParameters;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * kill -9 of the task manager while a day is scored: some of its hours through Kafka into the job on a cluster of two
 * processes, against the same hours through a replay, where nobody is killed.
 */
@Timeout(3_600)
final class ScoredKillIT {
    private static final boolean LONG = Boolean.getBoolean("citywatch.long");
    private static final long SEED = 900_002;
    private static final Duration PART = LONG ? Duration.ofHours(4) : Duration.ofMinutes(15);
    private static final double FROM_HOUR = 18;
    private static final int KILLS = LONG ? 3 : 1;
    private static final double SPEED = 30;
    /** A window that waits for the clock would end by the speed of this machine; so a replay has it. */
    private static final Duration NEVER = Duration.ofDays(36_500);

    /** Of a city of their own, all of whose hours have passed. */
    private static final List<Label> LABELS = labels();

    /** What a run of the hours came to. */
    private record Run(Map<String, ScoreReport.RuleScore> scores, Map<String, Detection> raised) {}

    @Test
    void aKilledTaskManagerChangesNoScore() throws Exception {
        Run replayed = replayed();
        Run killed = killed();

        report(replayed, killed);
        assertThat(killed.raised().keySet()).isEqualTo(replayed.raised().keySet());
        assertThat(killed.scores()).isEqualTo(replayed.scores());
    }

    private static void report(Run replayed, Run killed) {
        long same = replayed.scores().entrySet().stream()
                .filter(score -> score.getValue().equals(killed.scores().get(score.getKey())))
                .count();
        System.out.printf(
                "ScoredKillIT: replayed %d ids, killed %d ids; %d of %d rules have the same score%n",
                replayed.raised().size(),
                killed.raised().size(),
                same,
                replayed.scores().size());
        only("replayed", replayed, killed);
        only("killed", killed, replayed);
    }

    private static void only(String name, Run run, Run other) {
        Set<String> ids = new HashSet<>(run.raised().keySet());
        ids.removeAll(other.raised().keySet());
        ids.forEach(
                id -> System.out.println("only " + name + ": " + run.raised().get(id)));
    }

    private static List<Label> labels() {
        TrueCity city = city();
        while (city.hasNextHour()) {
            city.nextHour();
        }
        return city.labels();
    }

    private static TrueCity city() {
        return TrueCity.of(SEED, CitySize.pilot(), 0, 1, 1);
    }

    private static PartOfDay part(TrueCity city, TrueRecording recording) {
        Instant from = Instant.ofEpochMilli(city.calendar().at(0, FROM_HOUR));
        return new PartOfDay(recording, from, from.plus(PART));
    }

    private static Run replayed() throws InterruptedException {
        TrueCity city = city();
        try (TrueRecording recording = new TrueRecording(city)) {
            PartOfDay part = part(city, recording);
            List<Detection> said = Replay.run(part, RuleParameters.DEFAULTS).detections();
            return run(part, said);
        }
    }

    private static Run killed() throws Exception {
        TrueCity city = city();
        Random random = new Random(SEED);
        try (DetectionCluster cluster = DetectionCluster.start("scored-kill", byRecordedTime(), Duration.ofSeconds(1));
                TrueRecording recording = new TrueRecording(city)) {
            PartOfDay part = part(city, recording);
            try (RecordedCity living = new RecordedCity(part, SPEED, cluster.bootstrapServers())) {
                List<RecordedCity.Moment> kills = new ArrayList<>();
                for (int kill = 0; kill < KILLS; kill++) {
                    double share = (kill + 0.2 + 0.6 * random.nextDouble()) / KILLS;
                    kills.add(new RecordedCity.Moment(share, cluster::killTaskManager));
                }
                living.live(kills);
                System.out.printf(
                        "ScoredKillIT: %d messages of %s, %s at %.0f times their pace, %d kills%n",
                        living.messages(), part.first(), PART, SPEED, KILLS);
            }
            try (LogReader<Detection> said =
                    new LogReader<>(cluster.bootstrapServers(), LogTopic.DETECTIONS, Detection.class)) {
                int[] seen = {-1};
                List<Detection> all = said.await("the end of the log", Duration.ofMinutes(1), read -> {
                    boolean isEnd = read.size() == seen[0] && !read.isEmpty();
                    seen[0] = read.size();
                    return isEnd;
                });
                return run(part, all);
            }
        }
    }

    private static RuleParameters byRecordedTime() {
        FallParameters fall = RuleParameters.DEFAULTS.fall();
        return RuleParameters.DEFAULTS.with(
                new FallParameters(fall.cancelWindow(), NEVER, fall.quiet(), fall.repeatWindow()));
    }

    /** What the silence after the last message raises says nothing but that the recording has ended. */
    private static Run run(PartOfDay part, List<Detection> said) {
        long first = part.first().toEpochMilli();
        long last = part.last().toEpochMilli();
        Map<String, Detection> raised = new TreeMap<>();
        for (Detection detection : said) {
            if (detection.phase() == Phase.RAISED && detection.revision() <= last) {
                raised.putIfAbsent(detection.id(), detection);
            }
        }
        List<Label> labels = LABELS.stream()
                .filter(label -> label.at() >= first && label.at() <= last)
                .toList();
        Score score = new Score(new Score.Options(SEED, CitySize.pilot(), 0, 1, 1, false), unused -> {});
        return new Run(score.rules(labels, Score.raised(List.copyOf(raised.values()), first)), raised);
    }
}
