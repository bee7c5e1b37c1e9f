package io.citywatch.streaming.history;

import java.util.HashSet;
import java.util.Set;

/** State: what a reader saw in a minute, so far. */
@SuppressWarnings("checkstyle:VisibilityModifier")
public final class MinuteTally {
    public Set<String> messages = new HashSet<>();
    public Set<String> tags = new HashSet<>();
    public long reads;
    /** The sum of the reads' strengths, dBm. */
    public double rssi;

    void add(ReaderReads more) {
        if (!messages.add(more.identity())) {
            return;
        }
        for (String tag : more.tags()) {
            tags.add(tag);
        }
        reads += more.tags().length;
        rssi += more.rssi();
    }
}
