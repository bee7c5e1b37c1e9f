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
    /** What tests before it left unread is found now, and is not its business. */
    private final int inherited;

    private int canaries;

    LeakWatch() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        inherited = reports().size();
    }

    /** What Netty complained of since it was opened. */
    List<String> complaints() {
        List<String> all = reports();
        return all.subList(inherited, all.size()).stream()
                .filter(line -> !line.contains(CANARY))
                .toList();
    }

    /** A buffer is leaked on purpose: its report tells that all others are in. */
    private List<String> reports() {
        String canary = CANARY + " " + canaries++ + " of " + System.identityHashCode(this);
        leak(canary);
        for (int i = 0; i < MOST_COLLECTIONS; i++) {
            System.gc();
            ByteBufAllocator.DEFAULT.directBuffer(1).release(); // reports come with the next allocation
            List<String> reports = log.lines();
            if (reports.stream().anyMatch(line -> line.contains(canary))) {
                return reports;
            }
        }
        throw new AssertionError("the detector did not report the buffer that was leaked on purpose");
    }

    @Override
    public void close() {
        ResourceLeakDetector.setLevel(before);
        log.close();
    }

    /** Netty reports the same leak once: each has a name of its own. */
    private static void leak(String canary) {
        ByteBufAllocator.DEFAULT.directBuffer(1).touch(canary);
    }
}
