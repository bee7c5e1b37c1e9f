package io.citywatch.benchmarks.detect;

import io.citywatch.benchmarks.process.ServerProcess;
import io.citywatch.model.json.Json;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.message.DetectionStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How far the job has come, as it says about once a second, and the CPU time that it had used by then. */
final class Progress implements AutoCloseable {
    private static final long PATIENCE_NANOS = Duration.ofMinutes(8).toNanos();

    private final ServerProcess job;
    private final TopicReader status;
    private final List<Mark> marks = new ArrayList<>();

    /**
     * A moment.
     *
     * @param eventTime everything received before was judged
     */
    record Mark(long nanos, long cpuMicros, long eventTime) {}

    /** Sees what is said from now on. */
    Progress(ServerProcess job, String bootstrapServers) {
        this.job = job;
        this.status = new TopicReader(bootstrapServers, LogTopic.DETECTION_STATUS);
    }

    /**
     * Waits until all that was received before a time was judged; returns when it first was.
     *
     * @param goOn lets time go on, again and again: at the end of what was written the job says its last word only then
     */
    Mark await(long eventTime, Runnable goOn) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < end && job.isAlive()) {
            goOn.run();
            status.poll(record -> Json.read(record.value(), DetectionStatus.class)
                    .fold(
                            said -> marks.add(new Mark(
                                    System.nanoTime(),
                                    job.cpuMicros(),
                                    said.eventTime().toEpochMilli())),
                            reason -> {
                                throw new IllegalStateException("a status that nobody can read: " + reason);
                            }));
            for (Mark mark : marks) {
                if (mark.eventTime() >= eventTime) {
                    return mark;
                }
            }
        }
        throw new IllegalStateException("the job does not come to " + eventTime + ", or it ended; it came to "
                + (marks.isEmpty() ? "nothing" : marks.get(marks.size() - 1).eventTime()));
    }

    @Override
    public void close() {
        status.close();
    }
}
