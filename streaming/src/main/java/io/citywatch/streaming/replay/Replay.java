package io.citywatch.streaming.replay;

import io.citywatch.model.Decoded;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.json.Json;
import io.citywatch.model.message.DeadLetter;
import io.citywatch.roads.RoadGraph;
import io.citywatch.streaming.DetectionException;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.io.LogEvent;
import io.citywatch.streaming.io.RegistryRecord;
import io.citywatch.streaming.job.DetectionJob;
import io.citywatch.streaming.job.DetectionSinks;
import io.citywatch.streaming.job.DetectionSources;
import io.citywatch.streaming.job.JobSettings;
import io.citywatch.streaming.rules.FallParameters;
import io.citywatch.streaming.rules.RuleParameters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** Runs the job over a recording, in a Flink cluster of its own inside this JVM. */
public final class Replay {
    /** A window that waits for the clock would end by the speed of this machine. */
    private static final Duration NEVER = Duration.ofDays(36_500);

    /** More than the lanes are read ahead. */
    private static final Duration BEFORE = Duration.ofSeconds(10);

    private static final Comparator<Detection> IN_ORDER = Comparator.comparing(Detection::at)
            .thenComparing(Detection::rule)
            .thenComparing(Detection::id)
            .thenComparingLong(Detection::revision)
            .thenComparing(Detection::phase);

    private Replay() {}

    /**
     * What the job said.
     *
     * @param detections by the time when their condition held
     * @param deadLetters of the job itself: what the gateway took and the job could not read
     */
    public record Result(List<Detection> detections, List<DeadLetter> deadLetters) {}

    /** @throws DetectionException if the job fails */
    public static Result run(Recording recording, RuleParameters parameters) throws InterruptedException {
        return run(recording, parameters, null);
    }

    /**
     * @param roads the city's streets; null if they are not known
     * @throws DetectionException if the job fails
     */
    public static Result run(Recording recording, RuleParameters parameters, @Nullable RoadGraph roads)
            throws InterruptedException {
        // Time begins a little before the first message, and does not pass until the registries are read.
        long start = recording.first().minus(BEFORE).toEpochMilli();
        long end = recording.last().plus(Recording.AFTER).toEpochMilli();
        long matters = recording.matters().minus(BEFORE).toEpochMilli();
        Pace pace = new Pace(start, matters, end);
        List<Detection> detections = Collections.synchronizedList(new ArrayList<>());
        List<DeadLetter> deadLetters = Collections.synchronizedList(new ArrayList<>());
        try (FeedSource<LogEvent, PulsedLane> events =
                        lane(recording::events, Pace.What.RARE, start, matters, end, pace);
                FeedSource<LogEvent, PulsedLane> bulk =
                        lane(recording::bulk, Pace.What.OFTEN, start, matters, end, pace);
                FeedSource<RegistryRecord, RegistryFeed> devices = registry(recording.devices(), pace);
                FeedSource<RegistryRecord, RegistryFeed> elders = registry(recording.elders(), pace);
                FeedSource<RegistryRecord, RegistryFeed> vehicles = registry(recording.vehicles(), pace);
                FeedSource<RegistryRecord, RegistryFeed> stolen = registry(recording.stolen(), pace);
                FeedSource<RegistryRecord, RegistryFeed> areas = registry(recording.areas(), pace);
                FeedSource<RegistryRecord, RegistryFeed> letters = registry(recording.deadLetters(), pace);
                ListeningSink said =
                        new ListeningSink(record -> detections.add(read(record, Detection.class)), pace::reached);
                ListeningSink unread =
                        new ListeningSink(record -> deadLetters.add(read(record, DeadLetter.class)), time -> {});
                ListeningSink nobody = new ListeningSink(record -> {}, time -> {})) {
            StreamExecutionEnvironment environment =
                    StreamExecutionEnvironment.createLocalEnvironment(1, JobSettings.replay("replay"));
            DetectionJob.build(
                    environment,
                    new DetectionSources(events, bulk, devices, elders, vehicles, stolen, areas, letters),
                    new DetectionSinks(said, unread, nobody, nobody),
                    byRecordedTime(parameters),
                    roads);
            untilTheEnd(environment, pace);
        }
        List<Detection> judged = new ArrayList<>(new AbsenceAfterTheEnd(recording.last()).leftOut(detections));
        judged.sort(IN_ORDER);
        return new Result(judged, List.copyOf(deadLetters));
    }

    private static void untilTheEnd(StreamExecutionEnvironment environment, Pace pace) throws InterruptedException {
        try {
            JobClient job = environment.executeAsync();
            try {
                CompletableFuture.anyOf(pace.ended(), job.getJobExecutionResult())
                        .get();
            } finally {
                job.cancel().get();
            }
        } catch (InterruptedException e) {
            throw e;
        } catch (ExecutionException e) {
            throw new DetectionException("the replay failed: " + root(e), e);
        } catch (Exception e) {
            throw new DetectionException("the replay did not start: " + root(e), e);
        }
    }

    private static Throwable root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static RuleParameters byRecordedTime(RuleParameters given) {
        FallParameters fall = given.fall();
        return given.with(new FallParameters(fall.cancelWindow(), NEVER, fall.quiet(), fall.repeatWindow()));
    }

    private static FeedSource<LogEvent, PulsedLane> lane(
            Supplier<Iterator<LogEvent>> lane, Pace.What messages, long start, long matters, long end, Pace pace) {
        boolean isRare = messages == Pace.What.RARE;
        Feed<LogEvent, PulsedLane> feed = new Feed<>(
                () -> new PulsedLane(lane.get(), start, matters, end + 1_000),
                LogEvent::loggedAt,
                event -> event.type() == LogEvent.Type.PULSE ? Pace.What.PULSE : messages,
                pulsed -> isRare ? pulsed.nextMessageAt() : Long.MAX_VALUE,
                pace);
        pace.awaits(feed);
        return new FeedSource<>(LogEvent.class, feed);
    }

    private static FeedSource<RegistryRecord, RegistryFeed> registry(List<RegistryRecord> entries, Pace pace) {
        Feed<RegistryRecord, RegistryFeed> feed = new Feed<>(
                () -> new RegistryFeed(entries),
                RegistryRecord::loggedAt,
                entry -> Pace.What.RARE,
                RegistryFeed::nextAt,
                pace);
        pace.awaits(feed);
        return new FeedSource<>(RegistryRecord.class, feed);
    }

    private static <T> T read(KeyedBytes record, Class<T> type) {
        Decoded<T> decoded = Json.read(record.value(), type);
        return decoded.fold(value -> value, reason -> {
            throw new IllegalStateException("the job wrote what nobody can read: " + reason);
        });
    }
}
