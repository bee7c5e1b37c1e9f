package io.citywatch.ingest.mqtt;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.util.List;
import org.apache.logging.log4j.Level;

/** Netty's leak detector at its strictest while it is open, and all that Netty complains of. */
final class LeakWatch implements AutoCloseable {
    private static final String CANARY = "left behind on purpose";
    private static final int MOST_COLLECTIONS = 2_000;

    private final ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();
    private final LogWatch log = new LogWatch("io.netty", Level.WARN);

    LeakWatch() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    }

    /** What Netty complained of so far. A buffer is leaked on purpose: its report tells that all others are in. */
    List<String> complaints() {
        leakOne();
        for (int i = 0; i < MOST_COLLECTIONS; i++) {
            System.gc();
            ByteBufAllocator.DEFAULT.directBuffer(1).release(); // reports come with the next allocation
            List<String> reports = log.lines();
            if (reports.stream().anyMatch(line -> line.contains(CANARY))) {
                return reports.stream().filter(line -> !line.contains(CANARY)).toList();
            }
        }
        throw new AssertionError("the detector did not report the buffer that was leaked on purpose");
    }

    @Override
    public void close() {
        ResourceLeakDetector.setLevel(before);
        log.close();
    }

    private static void leakOne() {
        ByteBufAllocator.DEFAULT.directBuffer(1).touch(CANARY);
    }
}
