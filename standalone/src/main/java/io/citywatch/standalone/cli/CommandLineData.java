package io.citywatch.standalone.cli;

import java.nio.file.Path;
import java.time.Instant;

/** Where the launcher says that data and logs belong. */
final class CommandLineData {
    private CommandLineData() {}

    static Path folder() {
        return Path.of(System.getProperty("citywatch.data", "data")).toAbsolutePath();
    }

    /** When the command was given, epoch milliseconds; of this process if the launcher did not say. */
    static long startedAtMillis() {
        Long given = Long.getLong("citywatch.started-at");
        if (given != null) {
            return given;
        }
        return ProcessHandle.current()
                .info()
                .startInstant()
                .map(Instant::toEpochMilli)
                .orElseGet(System::currentTimeMillis);
    }
}
