package io.citywatch.streaming.rules.elder;

import io.citywatch.streaming.rules.FixReport;
import io.citywatch.streaming.rules.MessageStamp;
import org.jspecify.annotations.Nullable;

/**
 * A message of a person's base: whether it says anything about the person or only about the base.
 *
 * @param what motion, door, vitals or call; null if it is no sign of the person
 * @param fix of the pendant, which is a sign if it moved
 * @param intervalSeconds that the base named; 0 if it did not
 */
public record Sign(
        MessageStamp stamp, @Nullable String what, @Nullable FixReport fix, int intervalSeconds) {}
