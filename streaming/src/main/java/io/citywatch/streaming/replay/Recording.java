package io.citywatch.streaming.replay;

import io.citywatch.streaming.io.LogEvent;
import io.citywatch.streaming.io.RegistryRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;

/**
 * What was recorded. Everything stands in the order in which it was logged; the lanes are asked for once each and read
 * by a thread of their own. Pulses are not part of it: nothing that was recorded came through an outage of ours.
 */
public interface Recording {
    /** How long time runs on after the last message, so that windows end. */
    Duration AFTER = Duration.ofMinutes(30);

    /** When the first message was received; time begins there. */
    Instant first();

    /** When the last message was received. */
    Instant last();

    /** From when on anybody looks at what is said; until then time passes in larger steps. */
    default Instant matters() {
        return first();
    }

    /** The emergency lane. */
    Iterator<LogEvent> events();

    /** The bulk lane. */
    Iterator<LogEvent> bulk();

    /** The registry of devices; holds from the start. */
    List<RegistryRecord> devices();

    /** The registry of elders; holds from the start. */
    List<RegistryRecord> elders();

    /** The registry of vehicles; holds from the start. */
    List<RegistryRecord> vehicles();

    /** The stolen list, each entry at its time. */
    List<RegistryRecord> stolen();

    /** The registry of areas; holds from the start. */
    List<RegistryRecord> areas();

    /** What the gateway could not read, each at its time. */
    List<RegistryRecord> deadLetters();
}
