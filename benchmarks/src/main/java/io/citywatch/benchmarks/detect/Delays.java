package io.citywatch.benchmarks.detect;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.json.Json;
import io.citywatch.model.log.LogTopic;
import io.citywatch.simulators.report.Samples;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * How late the job speaks: from when its newest evidence was received until the detection stands in the log. What only
 * time brings about, the end of a window or a silence, is left out.
 */
final class Delays implements AutoCloseable {
    private static final long UNDERWAY_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final TopicReader detections;
    private final long from;
    private final long aheadMillis;
    private final List<Long> byMessage = new ArrayList<>();
    private final Map<Rule, List<Long>> byRule = new EnumMap<>(Rule.class);

    /**
     * @param from what was received before does not count
     * @param aheadMillis what the wall clock is ahead of the traffic
     */
    Delays(String bootstrapServers, long from, long aheadMillis) {
        this.detections = new TopicReader(bootstrapServers, LogTopic.DETECTIONS);
        this.from = from;
        this.aheadMillis = aheadMillis;
    }

    /** Takes what was said meanwhile, and what is on its way. */
    void readAll() {
        long end = System.nanoTime() + UNDERWAY_NANOS;
        while (System.nanoTime() < end) {
            detections.poll(this::take);
        }
    }

    /** The 99th percentile of each rule, for people. */
    Map<Rule, Samples> byRule() {
        Map<Rule, Samples> delays = new EnumMap<>(Rule.class);
        byRule.forEach((rule, nanos) -> delays.put(rule, Samples.ofNanos(nanos)));
        return delays;
    }

    Samples byMessage() {
        return Samples.ofNanos(byMessage);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        Detection said = Json.read(record.value(), Detection.class).fold(detection -> detection, reason -> {
            throw new IllegalStateException("a detection that nobody can read: " + reason);
        });
        if (said.revision() < from || said.phase() == Phase.CLEARED) {
            return;
        }
        long logged = said.stages().logged().toEpochMilli();
        long delay = record.timestamp() - aheadMillis - Math.max(said.revision(), logged);
        long nanos = TimeUnit.MILLISECONDS.toNanos(delay);
        if (said.revision() <= logged) {
            byMessage.add(nanos); // else time alone brought it about
        }
        byRule.computeIfAbsent(said.rule(), rule -> new ArrayList<>()).add(nanos);
    }

    @Override
    public void close() {
        detections.close();
    }
}
