package io.citywatch.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What Linux says that a process uses (proc(5)). */
public final class ProcessUsage {
    public static final Path SELF = Path.of("/proc/self");

    /** USER_HZ, which is 100 on every platform that Java 17 runs on. */
    private static final long MICROS_A_TICK = 10_000;

    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;

    private ProcessUsage() {}

    /** CPU time since the start, all threads. */
    public static long cpuMicros(Path process) {
        String stat = String.join(" ", lines(process.resolve("stat")));
        // The name before the last bracket may hold spaces; after it the state is field 0.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS])) * MICROS_A_TICK;
    }

    public static long residentBytes(Path process) {
        return lines(process.resolve("status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
                .sum();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read (expected: Linux, and a process that runs)", e);
        }
    }
}
