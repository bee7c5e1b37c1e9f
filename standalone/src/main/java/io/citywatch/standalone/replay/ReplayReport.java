package io.citywatch.standalone.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.citywatch.model.DeviceId;
import io.citywatch.model.Position;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What came of a replay, as the contract has it.
 *
 * @param messages lines of telemetry, the bad ones among them
 * @param deadLetters what could not be taken
 * @param detections in the order of their {@code at}
 */
public record ReplayReport(long messages, List<BadLine> deadLetters, List<Line> detections) {
    /** A line that could not be taken, from 1, and why. */
    public record BadLine(long line, String reason) {}

    /** Whom or what a detection is about. */
    public record About(String type, String id) {}

    /**
     * One detection.
     *
     * @param at when its condition held
     * @param position where the rule says; else where the device stands that said it; null if nobody knows
     */
    public record Line(
            String id,
            Rule rule,
            Phase phase,
            Instant at,
            About subject,
            List<DeviceId> devices,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Position position,

            Map<String, Object> evidence) {
        static Line of(Detection detection, Function<String, @Nullable Position> places) {
            return new Line(
                    detection.id(),
                    detection.rule(),
                    detection.phase(),
                    detection.at(),
                    new About(detection.subject().type(), detection.subject().id()),
                    detection.devices(),
                    detection.position() == null
                            ? places.apply(detection.device().value())
                            : detection.position(),
                    detection.evidence());
        }
    }
}
