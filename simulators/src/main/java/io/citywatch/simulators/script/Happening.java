package io.citywatch.simulators.script;

import java.time.Instant;
import java.util.Set;

/**
 * One scene as it was played: the truth.
 *
 * @param device whose message told of it
 * @param others further devices that it is about, and plates
 * @param at just before that message was published
 * @param nanos {@code System.nanoTime()} at that moment
 */
public record Happening(Scene scene, String device, Set<String> others, Instant at, long nanos) {
    public Happening {
        others = Set.copyOf(others);
    }

    /** Whether an incident about this device or subject may be about this. */
    public boolean concerns(String id) {
        return device.equals(id) || others.contains(id);
    }
}
