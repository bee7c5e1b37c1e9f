package io.citywatch.standalone.score;

import io.citywatch.ingest.log.Intake;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.simulators.truth.Recorded;
import io.citywatch.simulators.truth.TrueCity;
import io.citywatch.standalone.replay.GatewayChecks;
import io.citywatch.streaming.io.LogEvent;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Makes hours in a thread of its own, one ahead of the lane that is read furthest, and hands them to both lanes. The
 * lanes are never more than seconds apart, so few hours are held.
 */
final class HourSupply implements AutoCloseable {
    private final TrueCity city;
    private final GatewayChecks gateway;
    private final long last;
    private final ExecutorService maker = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "hours");
        thread.setDaemon(true);
        return thread;
    });
    /** Guarded by this. */
    private final Map<Lane, Queue<List<LogEvent>>> waiting = new EnumMap<>(Lane.class);

    private @Nullable Future<Map<Lane, List<LogEvent>>> next;
    private long messages;

    HourSupply(TrueCity city, GatewayChecks gateway, Instant last) {
        this.city = city;
        this.gateway = gateway;
        this.last = last.toEpochMilli();
        for (Lane lane : Lane.values()) {
            waiting.put(lane, new ArrayDeque<>());
        }
        this.next = maker.submit(this::make);
    }

    synchronized long messages() {
        return messages;
    }

    /** All messages of a lane; asked for once. */
    Iterator<LogEvent> lane(Lane lane) {
        return new Iterator<>() {
            private Iterator<LogEvent> current = List.<LogEvent>of().iterator();

            @Override
            public boolean hasNext() {
                while (!current.hasNext()) {
                    List<LogEvent> hour = hour(lane);
                    if (hour == null) {
                        return false;
                    }
                    current = hour.iterator();
                }
                return true;
            }

            @Override
            public LogEvent next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return current.next();
            }
        };
    }

    private synchronized @Nullable List<LogEvent> hour(Lane lane) {
        List<LogEvent> ready = queue(lane).poll();
        if (ready != null || next == null) {
            return ready;
        }
        Map<Lane, List<LogEvent>> made = get(next);
        next = null;
        // Nothing is made while this thread reads what was made, so the city is nobody else's here.
        if (city.hasNextHour()) {
            next = maker.submit(this::make);
        }
        made.forEach((one, hour) -> {
            messages += hour.size();
            queue(one).add(hour);
        });
        return queue(lane).poll();
    }

    private Queue<List<LogEvent>> queue(Lane lane) {
        Queue<List<LogEvent>> queue = waiting.get(lane);
        if (queue == null) {
            throw new IllegalStateException("no queue of " + lane);
        }
        return queue;
    }

    private static <T> T get(Future<T> made) {
        try {
            return made.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while an hour was made", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an hour could not be made: " + e.getCause(), e);
        }
    }

    private Map<Lane, List<LogEvent>> make() {
        Map<Lane, List<LogEvent>> hour = new EnumMap<>(Lane.class);
        for (Lane lane : Lane.values()) {
            hour.put(lane, new ArrayList<>());
        }
        for (Recorded message : city.nextHour()) {
            if (message.receivedAt() <= last) {
                take(message, hour);
            }
        }
        return hour;
    }

    private void take(Recorded message, Map<Lane, List<LogEvent>> hour) {
        Instant receivedAt = Instant.ofEpochMilli(message.receivedAt());
        Intake intake = gateway.take(message.topic(), message.payload(), receivedAt)
                .fold(taken -> taken, reason -> {
                    throw new IllegalStateException("the gateway refuses what a true device said: " + reason);
                });
        if (intake.fault() != null) {
            throw new IllegalStateException(
                    message.topic() + ": " + intake.fault() + " (expected: what a true device says)");
        }
        for (Lane lane : Lane.values()) {
            if (intake.entry().topic() == LogTopic.of(lane)) {
                hour.computeIfAbsent(lane, unused -> new ArrayList<>())
                        .add(GatewayChecks.event(intake.entry(), receivedAt));
            }
        }
    }

    @Override
    public void close() {
        maker.shutdownNow();
    }
}
