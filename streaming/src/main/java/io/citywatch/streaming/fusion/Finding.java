package io.citywatch.streaming.fusion;

import io.citywatch.model.Position;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.json.Json;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.fusion.FireEvidence;
import io.citywatch.streaming.rules.health.FaultSignal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What speaks for a fire, as far as its own message tells: a detector's alarm does not say where it hangs.
 *
 * @param detection the id of the detection; empty if none says so
 * @param restsOn ids of the detections that it rests on itself
 * @param lat null if only the registry knows; so {@code lon}
 * @param over true if it does not hold any more
 */
public record Finding(
        FireEvidence.Sort sort,
        String detection,
        List<String> restsOn,
        @Nullable Double lat,
        @Nullable Double lon,
        boolean over,
        MessageStamp newest) {
    /** Empty if it has nothing to do with fires. */
    static Optional<Finding> of(KeyedBytes said) {
        byte @Nullable [] value = said.value();
        return value == null
                ? Optional.empty()
                : Json.read(value, Detection.class).fold(Finding::of, reason -> {
                    throw new IllegalStateException("our own detection cannot be read: " + reason);
                });
    }

    static Finding of(FaultSignal mains) {
        return new Finding(
                FireEvidence.Sort.MAINS_LOST, "", List.of(), mains.lat(), mains.lon(), !mains.out(), mains.newest());
    }

    private static Optional<Finding> of(Detection detection) {
        FireEvidence.Sort sort = sortOf(detection);
        if (sort == null) {
            return Optional.empty();
        }
        Position position = detection.position();
        MessageStamp newest = new MessageStamp(
                detection.device().value(),
                detection.identity(),
                detection.stages().received().toEpochMilli(),
                detection.stages().logged().toEpochMilli(),
                detection.stages().measured().toEpochMilli());
        return Optional.of(new Finding(
                sort,
                detection.id(),
                detection.causes(),
                position == null ? null : position.lat(),
                position == null ? null : position.lon(),
                detection.phase() == Phase.CLEARED,
                newest));
    }

    private static FireEvidence.@Nullable Sort sortOf(Detection detection) {
        return switch (detection.rule()) {
            case S1 -> FireEvidence.Sort.SMOKE;
            case S3 -> FireEvidence.Sort.HEAT;
            case S5 -> FireEvidence.Sort.SECOND_DETECTOR;
            case T1, T2, T3 -> FireEvidence.Sort.HOT_SPOT;
            case E1 -> FireEvidence.Sort.PRESS;
            // That its hint is over does not make a detector more to be believed.
            case S9 -> detection.phase() == Phase.CLEARED ? null : FireEvidence.Sort.NUISANCE;
            default -> null;
        };
    }
}
