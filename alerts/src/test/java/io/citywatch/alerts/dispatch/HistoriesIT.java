package io.citywatch.alerts.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What must always hold, over random histories of at least so many transitions. A failure names the history's seed. */
class HistoriesIT {
    private static final long TRANSITIONS = 100_000;
    private static final int RUNNERS = 2;

    private final AtomicLong seeds = new AtomicLong();
    private final AtomicLong transitions = new AtomicLong();
    private volatile boolean failed;

    @Test
    void keepWhatMustAlwaysHold() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(RUNNERS);
        try {
            List<Future<?>> runners = new ArrayList<>();
            for (int i = 0; i < RUNNERS; i++) {
                runners.add(threads.submit(this::liveUntilItIsEnough));
            }
            for (Future<?> runner : runners) {
                runner.get();
            }
        } finally {
            threads.shutdownNow();
        }
        System.out.println("HistoriesIT: " + transitions + " transitions in " + seeds + " histories");
    }

    private Void liveUntilItIsEnough() throws Exception {
        try (HistoryRunner runner = new HistoryRunner()) {
            long before = 0;
            while (transitions.get() < TRANSITIONS && !failed) {
                runner.live(seeds.incrementAndGet());
                long now = runner.transitions();
                transitions.addAndGet(now - before);
                before = now;
            }
        } catch (Throwable e) {
            failed = true;
            throw e;
        }
        return null;
    }
}
