package io.citywatch.streaming.elder;

import org.jspecify.annotations.Nullable;

/**
 * What the registry says of a device that may be a call terminal.
 *
 * @param elder whose it is; null if nobody's, or if the device is not registered any more
 */
public record Terminal(String device, @Nullable String elder) {}
