package io.citywatch.standalone.platform;

import java.time.Duration;

/** Tells a person what is going on; never the program's output. */
public interface Progress {
    /** A part of the platform is ready. */
    void started(String part, String where, Duration took);

    /** Anything else worth a line. */
    void say(String line);
}
