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

    /** Takes a reading of either lane, or a heartbeat. What comes too late on the bulk lane to be news changes nothing. */
    public Judged<OpenLowBattery> take(@Nullable OpenLowBattery open, BatteryReport report, Instant now) {
        if (!report.emergency()
                && clock.isLate(report.origin().measuredAt(), report.origin().receivedAt())) {
            return new Judged<>(open, List.of());
        }
        boolean hasFault = report.faults().contains(FAULT);
        Double battery = report.battery();
        boolean isLow = hasFault || (battery != null && battery < parameters.lowBatteryPercent());
        boolean isGood = !hasFault && battery != null && battery >= parameters.goodBatteryPercent();
        boolean isMuted = report.faults().contains(MUTE);
        if (open == null) {
            return isLow ? raise(report, isMuted, now) : new Judged<>(null, List.of());
        }
        OpenLowBattery next = new OpenLowBattery(
                open.id(), Math.max(open.revision(), report.origin().loggedAt()), false);
        if (isGood) {
            return new Judged<>(null, List.of(detection(next, report, Phase.CLEARED, false, now)));
        }
        if (isLow && !isMuted && open.muted()) {
            return new Judged<>(next, List.of(detection(next, report, Phase.UPDATED, true, now)));
        }
        return new Judged<>(
                isMuted && !open.muted() ? new OpenLowBattery(open.id(), open.revision(), true) : open, List.of());
    }

    private Judged<OpenLowBattery> raise(BatteryReport report, boolean isMuted, Instant now) {
        Origin origin = report.origin();
        OpenLowBattery open = new OpenLowBattery(
                DetectionId.ofEpisode(Rule.S7, report.device(), origin.asLogged()),
                report.origin().loggedAt(),
                isMuted);
        return new Judged<>(open, List.of(detection(open, report, Phase.RAISED, false, now)));
    }

    private Detection detection(
            OpenLowBattery open, BatteryReport report, Phase phase, boolean afterMute, Instant now) {
        Origin origin = report.origin();
        Map<String, Object> evidence = new LinkedHashMap<>();
        if (report.battery() != null) {
            evidence.put("battery", report.battery());
        }
        evidence.put("faults", report.faults());
        if (phase != Phase.CLEARED) {
            evidence.put("replaceWithinDays", parameters.replaceWithin().toDays());
        }
        if (afterMute) {
            evidence.put("afterMute", true);
        }
        long at = report.emergency()
                ? report.origin().receivedAt()
                : clock.at(report.origin().measuredAt(), report.origin().receivedAt());
        return new Detection(
                open.id(),
                open.revision(),
                Rule.S7,
                phase,
                Rule.S7.severity(),
                Subject.device(report.device()),
                report.device(),
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
