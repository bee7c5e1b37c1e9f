package io.citywatch.benchmarks.ingest;

import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** The clients of one event loop. */
record LoadGroup(EventLoop loop, Tally tally, List<LoadClient> clients) {
    /** Runs it on the loop, and waits. */
    <T> T call(Callable<T> task) {
        return loop.submit(task).syncUninterruptibly().getNow();
    }

    /** Does it to each client on the loop, and returns at once. */
    void each(Consumer<LoadClient> task) {
        loop.execute(() -> clients.forEach(task));
    }
}
