package io.citywatch.simulators;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A timer whose time passes when the test says so: due tasks run on the test's thread, in the order of their times. */
public final class FakeTimer extends AbstractExecutorService implements ScheduledExecutorService {
    public static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private final PriorityQueue<Task> tasks = new PriorityQueue<>(
            Comparator.comparingLong((Task task) -> task.dueMillis).thenComparing(task -> task.order));
    private long nowMillis = START.toEpochMilli();
    private long order;
    private boolean isShutdown;

    /** Plays everything that is due within so long. */
    public void pass(Duration time) {
        long end = nowMillis + time.toMillis();
        while (!tasks.isEmpty() && tasks.peek().dueMillis <= end) {
            Task task = tasks.remove();
            nowMillis = task.dueMillis;
            task.play();
        }
        nowMillis = end;
    }

    public void passSeconds(long seconds) {
        pass(Duration.ofSeconds(seconds));
    }

    public Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Instant instant() {
                return Instant.ofEpochMilli(nowMillis);
            }
        };
    }

    private final class Task extends FutureTask<Object> implements ScheduledFuture<Object> {
        private final long periodMillis;
        private final long order;
        private long dueMillis;

        Task(Runnable command, long delayMillis, long periodMillis) {
            super(command, null);
            this.periodMillis = periodMillis;
            this.order = FakeTimer.this.order++;
            this.dueMillis = nowMillis + delayMillis;
        }

        /** As the real one: a periodic task that throws is not played again. */
        void play() {
            if (periodMillis == 0) {
                run();
            } else if (runAndReset()) {
                dueMillis += periodMillis;
                tasks.add(this);
            }
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(dueMillis - nowMillis, TimeUnit.MILLISECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.MILLISECONDS), other.getDelay(TimeUnit.MILLISECONDS));
        }
    }

    private Task add(Runnable command, long delay, long period, TimeUnit unit) {
        if (isShutdown) {
            throw new RejectedExecutionException("shut down");
        }
        Task task = new Task(command, unit.toMillis(delay), unit.toMillis(period));
        tasks.add(task);
        return task;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return add(command, delay, 0, unit);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        return add(command, initialDelay, period, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        return add(command, initialDelay, delay, unit);
    }

    @Override
    public void execute(Runnable command) {
        var unused = add(command, 0, 0, TimeUnit.MILLISECONDS);
    }

    @Override
    public void shutdown() {
        isShutdown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        isShutdown = true;
        List<Runnable> left = new ArrayList<>(tasks);
        tasks.clear();
        return left;
    }

    @Override
    public boolean isShutdown() {
        return isShutdown;
    }

    @Override
    public boolean isTerminated() {
        return isShutdown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return isShutdown;
    }
}
