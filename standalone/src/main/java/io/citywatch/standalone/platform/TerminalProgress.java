package io.citywatch.standalone.platform;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Progress as lines on stderr. Thread-safe. */
public final class TerminalProgress implements Progress {
    private final PrintStream stream;

    public TerminalProgress(PrintStream stream) {
        this.stream = stream;
    }

    @Override
    public void started(String part, String where, Duration took) {
        say(String.format(Locale.ROOT, "  %-11s %-32s %5.1f s", part, where, took.toMillis() / 1000.0));
    }

    @Override
    public synchronized void say(String line) {
        stream.println(line);
        stream.flush();
    }
}
