package io.citywatch.streaming.rules;

import io.citywatch.model.detection.Detection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule came to.
 *
 * @param state what to remember; null for nothing
 * @param detections what to say, in this order
 */
public record Judged<S>(@Nullable S state, List<Detection> detections) {}
