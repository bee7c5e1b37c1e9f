package io.citywatch.benchmarks.detect;

import io.citywatch.benchmarks.process.ServerProcess;
import io.citywatch.simulators.report.Samples;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What events cost the detection job. Log and load are this process, the job is one of its own, and its CPU time alone
 * is counted. What it judges stands in the log before it is measured.
 */
public final class DetectMeasurement {
    /** The launcher's, of the roles that run rules; in the folder that it starts everything from. */
    private static final Path JVM_OPTIONS = Path.of("standalone", "detection.jvm");

    /** Of the traffic's time, not of ours. */
    private static final int WARM_UP = 240;

    private static final int MEASURED = 240;
    /** At the very end a job has less to do than before it. */
    private static final int REST = 30;

    /** In which every sensor reports once and every tag is read some times. */
    private static final int FILL = FullCity.SENSOR_SECONDS;

    private static final int FILL_FRAMES_EVERY = 10;
    private static final int LIVE = 120;
    private static final int LIVE_NOT_COUNTED = 20;
    /** The traffic lies in the past, so that none of it is ahead of any clock. */
    private static final long PAST_MILLIS = 7_200_000;

    private final Path folder;
    private final double share;
    private final int parallelism;
    private final Consumer<String> say;

    /**
     * @param folder of its own
     * @param share of all messages, less than 1 to try
     * @param parallelism of the job
     * @param say hears what is done, for people
     */
    public DetectMeasurement(Path folder, double share, int parallelism, Consumer<String> say) {
        this.folder = folder;
        this.share = share;
        this.parallelism = parallelism;
        this.say = say;
    }

    /** A smaller job, on messages of its own: events a second a core. */
    public long part(MeasuredJob measured) {
        FullCity.writeStreets(streets());
        CityTraffic traffic =
                measured == MeasuredJob.TIMER ? CityTraffic.terminals(start()) : CityTraffic.readings(start());
        Path own = folder.resolve(measured.text());
        try (DetectLog log = DetectLog.start(own.resolve("kafka"))) {
            log.register(Instant.ofEpochMilli(traffic.now()));
            Written written = write(log, traffic, WARM_UP + MEASURED + REST);
            try (ServerProcess job = start(measured, own, log);
                    Progress progress = new Progress(job, log.bootstrapServers())) {
                return throughput(progress, written, measured, () -> log.goOn(traffic))
                        .perCore();
            }
        }
    }

    /** The whole job with all that a city has: its answer's fields. */
    public Map<String, Object> fullCity() {
        FullCity.writeStreets(streets());
        Path own = folder.resolve("full-city");
        Cameras cameras = new Cameras();
        CityTraffic traffic = CityTraffic.full(cameras, start());
        Map<String, Object> answer = new LinkedHashMap<>();
        try (DetectLog log = DetectLog.start(own.resolve("kafka"))) {
            log.register(Instant.ofEpochMilli(traffic.now()));
            cameras.takeEvery(FILL_FRAMES_EVERY);
            write(log, traffic, FILL);
            Map<String, Object> checkpoint = fill(own, log, traffic);
            answer.put("checkpoint", checkpoint);
            cameras.takeEvery(1);
            Written written = write(log, traffic, WARM_UP + MEASURED + REST);
            long began = System.nanoTime();
            try (ServerProcess job = start(MeasuredJob.FULL_CITY, own, log)) {
                long restoreMillis = (System.nanoTime() - began) / 1_000_000;
                checkpoint.put("restoreMillis", restoreMillis);
                say.accept("restored in " + restoreMillis + " ms, the start of the process included");
                try (Progress progress = new Progress(job, log.bootstrapServers())) {
                    Throughput throughput =
                            throughput(progress, written, MeasuredJob.FULL_CITY, () -> log.goOn(traffic));
                    answer.put("fullCityPerCore", throughput.perCore());
                    answer.put("fullCityEventsPerSecond", throughput.perSecond());
                    progress.await(traffic.now() - 1_000, () -> log.goOn(traffic));
                    answer.put("delayMillis", live(log, traffic));
                }
                memory(job, answer);
            }
        }
        return answer;
    }

    /** Lets the job see the whole city once, and looks at what it then remembers. */
    private Map<String, Object> fill(Path own, DetectLog log, CityTraffic traffic) {
        try (ServerProcess job = start(MeasuredJob.FULL_CITY, own, log);
                Progress progress = new Progress(job, log.bootstrapServers())) {
            progress.await(traffic.now() - 1_000, () -> log.goOn(traffic));
            String[] taken = job.ask("checkpoint").split(" ");
            StateSizes sizes = StateSizes.of(Path.of(URI.create(taken[2])));
            Map<String, Object> checkpoint = new LinkedHashMap<>();
            checkpoint.put("bytes", Long.parseLong(taken[0]));
            checkpoint.put("writeMillis", Long.parseLong(taken[1]));
            checkpoint.put("bytesPerKey", sizes.perKey());
            checkpoint.put("bytesByStep", sizes.steps());
            say.accept("checkpoint of the full city: " + taken[0] + " bytes in " + taken[1] + " ms; bytes a key: "
                    + sizes.perKey());
            return checkpoint;
        }
    }

    private Samples live(DetectLog log, CityTraffic traffic) {
        long ahead = System.currentTimeMillis() - traffic.now();
        try (Delays delays = new Delays(log.bootstrapServers(), traffic.now() + LIVE_NOT_COUNTED * 1_000L, ahead)) {
            log.live(traffic, Math.max(LIVE_NOT_COUNTED + 10, scaled(LIVE)), ahead);
            delays.readAll();
            say.accept("at the real rate: " + delays.byMessage() + " " + delays.byRule());
            return delays.byMessage();
        }
    }

    private void memory(ServerProcess job, Map<String, Object> answer) {
        answer.put("residentMegabytes", job.residentBytes() >> 20);
        answer.put("heapMegabytes", Long.parseLong(job.ask("heap")) >> 20);
        say.accept("resident " + answer.get("residentMegabytes") + " MB, live heap " + answer.get("heapMegabytes")
                + " MB");
    }

    /**
     * What was written.
     *
     * @param from when its first second begins
     * @param until by second: how many messages until its end
     */
    private record Written(long from, List<Long> until) {
        long between(Progress.Mark first, Progress.Mark last) {
            return until(last) - until(first);
        }

        private long until(Progress.Mark mark) {
            int seconds = (int) Math.min(until.size(), (mark.eventTime() - from) / 1_000);
            return seconds <= 0 ? 0 : until.get(seconds - 1);
        }

        long secondsIn(double share) {
            return from + Math.round(until.size() * share) * 1_000;
        }
    }

    private record Throughput(long perCore, long perSecond) {}

    private Written write(DetectLog log, CityTraffic traffic, int seconds) {
        long from = traffic.now();
        List<Long> until = new ArrayList<>();
        long count = 0;
        for (int i = 0; i < scaled(seconds); i++) {
            count += log.write(traffic, 1);
            until.add(count);
        }
        log.flush();
        say.accept(String.format(Locale.ROOT, "%,d messages are written", count));
        return new Written(from, until);
    }

    private Throughput throughput(Progress progress, Written written, MeasuredJob measured, Runnable goOn) {
        double all = WARM_UP + MEASURED + REST;
        Progress.Mark first = progress.await(written.secondsIn(WARM_UP / all), goOn);
        Progress.Mark last = progress.await(written.secondsIn((WARM_UP + MEASURED) / all) - 1_000, goOn);
        long events = written.between(first, last);
        if (events == 0) {
            throw new IllegalStateException("too few messages to measure " + measured + " (expected: a larger share)");
        }
        double seconds = (last.nanos() - first.nanos()) / 1e9;
        double cpuSeconds = (last.cpuMicros() - first.cpuMicros()) / 1e6;
        say.accept(String.format(
                Locale.ROOT,
                "%s: %,d events in %.1f s, %.1f s of CPU: %,.0f a second, %,.0f a core",
                measured,
                events,
                seconds,
                cpuSeconds,
                events / seconds,
                events / cpuSeconds));
        return new Throughput(Math.round(events / cpuSeconds), Math.round(events / seconds));
    }

    private ServerProcess start(MeasuredJob measured, Path own, DetectLog log) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseG1GC",
                "-XX:G1HeapRegionSize=8m",
                "-Xms256m",
                "-Xmx1600m",
                "@" + JVM_OPTIONS,
                "-XX:MaxDirectMemorySize=512m",
                "-XX:+ExitOnOutOfMemoryError"));
        String more = System.getProperty("citywatch.bench.job-options", "");
        if (!more.isBlank()) {
            command.addAll(List.of(more.split(" ")));
        }
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "-Dcitywatch.data=" + own,
                DetectProgram.class.getName(),
                log.bootstrapServers(),
                own.resolve("checkpoints").toString(),
                measured.name(),
                Integer.toString(parallelism),
                streets().toString()));
        ServerProcess process = ServerProcess.start(command, own.resolve("stderr"));
        try {
            String unused = process.answer("running");
            return process;
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
    }

    private Path streets() {
        return folder.resolve("streets.osm");
    }

    private static long start() {
        return (System.currentTimeMillis() - PAST_MILLIS) / 1_000 * 1_000;
    }

    private int scaled(int seconds) {
        return (int) Math.max(1, Math.round(seconds * share));
    }
}
