package io.citywatch.streaming.rules.fire;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.ClockParameters;
import io.citywatch.streaming.rules.FireParameters;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.Statement;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
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
        if (open != null && open.goodAt() != 0) {
            return afterwards(open, report, now);
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
                open.id(), Math.max(open.revision(), report.origin().loggedAt()), false, 0);
        if (isGood) {
            return new Judged<>(
                    new OpenLowBattery(next.id(), next.revision(), false, atOf(report)),
                    List.of(detection(next, report, Phase.CLEARED, false, now)));
        }
        if (isLow && !isMuted && open.muted()) {
            return new Judged<>(next, List.of(detection(next, report, Phase.UPDATED, true, now)));
        }
        return new Judged<>(
                isMuted && !open.muted() ? new OpenLowBattery(open.id(), open.revision(), true, 0) : open, List.of());
    }

    /**
     * Messages overtake one another: one of before the change of the battery begins no new episode. Once nothing of before
     * would count any more the end is forgotten.
     */
    private Judged<OpenLowBattery> afterwards(OpenLowBattery ended, BatteryReport report, Instant now) {
        if (atOf(report) <= ended.goodAt()) {
            return new Judged<>(ended, List.of());
        }
        Judged<OpenLowBattery> judged = take(null, report, now);
        boolean isOver = clock.isLate(ended.goodAt(), report.origin().receivedAt());
        return judged.state() == null && !isOver ? new Judged<>(ended, List.of()) : judged;
    }

    private long atOf(BatteryReport report) {
        MessageStamp origin = report.origin();
        return report.emergency() ? origin.receivedAt() : clock.at(origin.measuredAt(), origin.receivedAt());
    }

    private Judged<OpenLowBattery> raise(BatteryReport report, boolean isMuted, Instant now) {
        MessageStamp origin = report.origin();
        OpenLowBattery open =
                new OpenLowBattery(origin.episodeId(Rule.S7, report.device()), origin.loggedAt(), isMuted, 0);
        return new Judged<>(open, List.of(detection(open, report, Phase.RAISED, false, now)));
    }

    private Detection detection(
            OpenLowBattery open, BatteryReport report, Phase phase, boolean afterMute, Instant now) {
        MessageStamp origin = report.origin();
        return new Statement(Rule.S7, phase, open.id(), Subject.device(report.device()))
                .fact("battery", report.battery())
                .fact("faults", report.faults())
                .fact(
                        "replaceWithinDays",
                        phase == Phase.CLEARED
                                ? null
                                : (Long) parameters.replaceWithin().toDays())
                .fact("afterMute", afterMute ? true : null)
                .say(open.revision(), atOf(report), origin, now);
    }
}
