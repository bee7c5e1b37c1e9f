package io.citywatch.streaming.rules.health;

import io.citywatch.streaming.rules.MessageStamp;
import org.jspecify.annotations.Nullable;

/**
 * A device's battery is low.
 *
 * @param battery percent, as it was told last; null if only a fault tells
 */
public record OpenBattery(
        String id, long revision, @Nullable Double battery, MessageStamp newest) {}
