package io.citywatch.streaming.rules.health;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.StateReport;
import io.citywatch.streaming.rules.Statement;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * D2, by device: the battery is low, by its level or by the device's own word. Told again with each tenth that it
 * falls; over when it is good again. Smoke sensors have a rule of their own (S7).
 */
public final class LowBattery implements Serializable {
    private static final String FAULT = "low-battery";
    private static final double TELL_EVERY = 10;

    private final HealthParameters numbers;

    public LowBattery(HealthParameters parameters) {
        numbers = parameters;
    }

    public Judged<OpenBattery> take(@Nullable OpenBattery open, WatchedDevice device, StateReport state, Instant now) {
        if (device.kind() == null || device.kind() == DeviceKind.SMOKE_SENSOR) {
            return new Judged<>(open, List.of());
        }
        boolean isFault = state.faults().contains(FAULT);
        Double battery = state.battery();
        boolean isLow = isFault || (battery != null && battery < numbers.lowBattery());
        if (open == null) {
            return isLow ? raise(device, state, isFault, now) : new Judged<>(null, List.of());
        }
        if (state.receivedAt() < open.newest().receivedAt()) {
            return new Judged<>(open, List.of());
        }
        boolean isGood = battery == null ? open.battery() == null : battery >= numbers.goodBattery();
        if (isGood && !isFault) {
            return new Judged<>(null, List.of(say(open, Phase.CLEARED, device, state, isFault, now)));
        }
        boolean hasFallen =
                battery != null && (open.battery() == null || battery <= open.battery() - TELL_EVERY) && isLow;
        if (!hasFallen) {
            return new Judged<>(open, List.of());
        }
        OpenBattery next = new OpenBattery(
                open.id(), Math.max(open.revision(), state.loggedAt()), battery, MessageStamp.of(state));
        return new Judged<>(next, List.of(say(next, Phase.UPDATED, device, state, isFault, now)));
    }

    private static Judged<OpenBattery> raise(WatchedDevice device, StateReport state, boolean isFault, Instant now) {
        MessageStamp stamp = MessageStamp.of(state);
        OpenBattery open =
                new OpenBattery(stamp.episodeId(Rule.D2, state.device()), state.loggedAt(), state.battery(), stamp);
        return new Judged<>(open, List.of(say(open, Phase.RAISED, device, state, isFault, now)));
    }

    private static Detection say(
            OpenBattery open, Phase phase, WatchedDevice device, StateReport state, boolean isFault, Instant now) {
        return new Statement(Rule.D2, phase, open.id(), Subject.device(state.device()))
                .position(device.placeLat(), device.placeLon())
                .fact("battery", state.battery())
                .fact("reason", isFault ? "fault" : "level")
                .say(Math.max(open.revision(), state.loggedAt()), state.receivedAt(), MessageStamp.of(state), now);
    }
}
