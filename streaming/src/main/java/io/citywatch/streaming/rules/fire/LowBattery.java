package io.citywatch.streaming.rules.fire;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.DetectionId;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.ClockParameters;
import io.citywatch.streaming.rules.FireParameters;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.Origin;
import io.citywatch.streaming.rules.SmokeSample;
import java.io.Serializable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * S7, by smoke sensor: its battery is low. Said once while it stands, and once more when somebody muted the sensor and
 * it is still low afterwards: a muted sensor is one that people stop hearing.
 */
public final class LowBattery implements Serializable {
    private static final String FAULT = "low-battery";
    private static final String MUTE = "mute";

    private final FireParameters parameters;
    private final ClockParameters clock;

    public LowBattery(FireParameters parameters, ClockParameters clock) {
        this.parameters = parameters;
        this.clock = clock;
    }

    /** Takes a reading of either lane. One of the bulk lane that comes too late to be news changes nothing. */
    public Judged<OpenLowBattery> take(@Nullable OpenLowBattery open, SmokeSample sample, Instant now) {
        if (!sample.emergency() && clock.isLate(sample.measuredAt(), sample.receivedAt())) {
            return new Judged<>(open, List.of());
        }
        boolean hasFault = sample.faults().contains(FAULT);
        boolean isLow = hasFault || sample.battery() < parameters.lowBatteryPercent();
        boolean isGood = !hasFault && sample.battery() >= parameters.goodBatteryPercent();
        boolean isMuted = sample.faults().contains(MUTE);
        if (open == null) {
            return isLow ? raise(sample, isMuted, now) : new Judged<>(null, List.of());
        }
        OpenLowBattery next = new OpenLowBattery(open.id(), Math.max(open.revision(), sample.loggedAt()), false);
        if (isGood) {
            return new Judged<>(null, List.of(detection(next, sample, Phase.CLEARED, false, now)));
        }
        if (isLow && !isMuted && open.muted()) {
            return new Judged<>(next, List.of(detection(next, sample, Phase.UPDATED, true, now)));
        }
        return new Judged<>(
                isMuted && !open.muted() ? new OpenLowBattery(open.id(), open.revision(), true) : open, List.of());
    }

    private Judged<OpenLowBattery> raise(SmokeSample sample, boolean isMuted, Instant now) {
        Origin origin = Origin.of(sample);
        OpenLowBattery open = new OpenLowBattery(
                DetectionId.ofEpisode(Rule.S7, sample.device(), origin.asLogged()), sample.loggedAt(), isMuted);
        return new Judged<>(open, List.of(detection(open, sample, Phase.RAISED, false, now)));
    }

    private Detection detection(OpenLowBattery open, SmokeSample sample, Phase phase, boolean afterMute, Instant now) {
        Origin origin = Origin.of(sample);
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("battery", sample.battery());
        evidence.put("faults", sample.faults());
        if (phase != Phase.CLEARED) {
            evidence.put("replaceWithinDays", parameters.replaceWithin().toDays());
        }
        if (afterMute) {
            evidence.put("afterMute", true);
        }
        long at = sample.emergency() ? sample.receivedAt() : clock.at(sample.measuredAt(), sample.receivedAt());
        return new Detection(
                open.id(),
                open.revision(),
                Rule.S7,
                phase,
                Rule.S7.severity(),
                Subject.device(sample.device()),
                sample.device(),
                List.of(origin.deviceId()),
                null,
                Instant.ofEpochMilli(at),
                origin.deviceId(),
                origin.identity(),
                evidence,
                List.of(),
                origin.stages(now));
    }
}
