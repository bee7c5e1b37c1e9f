package io.citywatch.streaming.health;

import io.citywatch.model.detection.Detection;
import io.citywatch.streaming.io.Judgements;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.io.Remembered;
import io.citywatch.streaming.rules.ClockParameters;
import io.citywatch.streaming.rules.GatewayPulse;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.SignOfLife;
import io.citywatch.streaming.rules.StateReport;
import io.citywatch.streaming.rules.UnreadableMessage;
import io.citywatch.streaming.rules.health.Absence;
import io.citywatch.streaming.rules.health.FaultSignal;
import io.citywatch.streaming.rules.health.GatewayLife;
import io.citywatch.streaming.rules.health.HealthParameters;
import io.citywatch.streaming.rules.health.LowBattery;
import io.citywatch.streaming.rules.health.OpenAbsence;
import io.citywatch.streaming.rules.health.OpenBattery;
import io.citywatch.streaming.rules.health.OpenUnreadable;
import io.citywatch.streaming.rules.health.UnreadableAlarm;
import io.citywatch.streaming.rules.health.WatchedDevice;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by device, with the pulses of all gateways broadcast to it: D1, E7, R11 (offline), D2 and D3. A device has one
 * timer for its absence, set when it is first heard and moved on only when it fires.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
public final class DeviceFunction extends KeyedBroadcastProcessFunction<String, DeviceNews, GatewayPulse, KeyedBytes> {
    /** Offline or back again, with its detection; those go on through the outages. */
    static final OutputTag<FaultSignal> FAULTS = new OutputTag<>("faults") {};

    private final ClockParameters clock;
    private final HealthParameters parameters;
    private final Absence absence;
    private final LowBattery lowBattery;
    private final UnreadableAlarm unreadableAlarm;

    /** Lives as long as the registry's entry; of a device that nobody registered, as long as it is heard of. */
    private transient ValueState<WatchedDevice> watched;

    private transient ValueState<OpenAbsence> absent;
    private transient ValueState<OpenBattery> battery;
    private transient ValueState<OpenUnreadable> unreadable;

    public DeviceFunction(RuleParameters rules) {
        clock = rules.clock();
        parameters = rules.health();
        absence = new Absence(parameters);
        lowBattery = new LowBattery(parameters);
        unreadableAlarm = new UnreadableAlarm(parameters);
    }

    @Override
    public void open(OpenContext context) {
        watched = Remembered.unchanging(getRuntimeContext(), "watched", WatchedDevice.class);
        absent = Remembered.value(getRuntimeContext(), "absent", OpenAbsence.class);
        battery = Remembered.value(getRuntimeContext(), "d2", OpenBattery.class);
        unreadable = Remembered.value(getRuntimeContext(), "d3", OpenUnreadable.class);
    }

    @Override
    public void processBroadcastElement(GatewayPulse pulse, Context context, Collector<KeyedBytes> out)
            throws Exception {
        GatewayLives.take(context.getBroadcastState(GatewayLives.STATE), pulse, parameters);
    }

    @Override
    public void processElement(DeviceNews news, ReadOnlyContext context, Collector<KeyedBytes> out) throws Exception {
        Instant now = Instant.ofEpochMilli(context.currentProcessingTime());
        if (news.life() != null) {
            onLife(news.life(), now, context);
        }
        if (news.state() != null) {
            onState(news.state(), now, context.timerService(), out);
        }
        if (news.registered() != null) {
            onRegistered(news.registered(), now, context);
        }
        if (news.unreadable() != null) {
            onUnreadable(news.unreadable(), now, context.timerService(), out);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<KeyedBytes> out) throws Exception {
        Instant now = Instant.ofEpochMilli(context.currentProcessingTime());
        OpenUnreadable alarms = unreadable.value();
        if (alarms != null) {
            Judgements.settle(unreadable, unreadableAlarm.atEventTime(alarms, timestamp, now), out);
        }
        WatchedDevice device = watched();
        if (device.armedAt() == timestamp) {
            lookFor(device, now, context);
        }
    }

    private void onLife(SignOfLife sign, Instant now, ReadOnlyContext context) throws Exception {
        WatchedDevice device = absence.heard(watched(), sign);
        OpenAbsence open = absent.value();
        if (open != null) {
            settle(sign.device(), device, false, absence.back(open, sign.device(), device, sign, now), context);
        }
        arm(device, context.timerService());
    }

    private void onState(StateReport state, Instant now, TimerService timers, Collector<KeyedBytes> out)
            throws Exception {
        if (!state.online()) {
            return; // a will speaks of an interval that was
        }
        WatchedDevice device = absence.stated(watched(), state.intervalSeconds());
        arm(device, timers);
        if (!clock.isLate(state.measuredAt(), state.receivedAt())) {
            Judgements.settle(battery, lowBattery.take(battery.value(), device, state, now), out);
        }
    }

    private void onRegistered(RegisteredDevice entry, Instant now, ReadOnlyContext context) throws Exception {
        TimerService timers = context.timerService();
        WatchedDevice before = watched();
        if (!entry.isWithdrawn()) {
            arm(before.registered(entry), timers);
            return;
        }
        OpenAbsence open = absent.value();
        if (open != null) {
            settle(
                    entry.device(),
                    before,
                    false,
                    absence.withdrawn(open, entry.device(), before, open.revision(), now),
                    context);
        }
        if (before.armedAt() > 0) {
            timers.deleteEventTimeTimer(before.armedAt());
        }
        battery.clear();
        watched.clear();
    }

    private void onUnreadable(UnreadableMessage message, Instant now, TimerService timers, Collector<KeyedBytes> out)
            throws Exception {
        OpenUnreadable before = unreadable.value();
        Judgements.settle(
                unreadable, before, unreadableAlarm.take(before, message, now), OpenUnreadable::clearsAt, timers, out);
    }

    /** The timer fired: is it silent for too long, or was it heard since? */
    private void lookFor(WatchedDevice device, Instant now, OnTimerContext context) throws Exception {
        TimerService timers = context.timerService();
        String id = context.getCurrentKey();
        @Nullable GatewayLife life = GatewayLives.find(context.getBroadcastState(GatewayLives.STATE), device.gateway());
        long eventTime = timers.currentWatermark();
        long dueAt = absence.dueAt(device, life, eventTime);
        if (dueAt == 0 || absent.value() != null) {
            watched.update(device.withArmedAt(0)); // the next message sets it again
            return;
        }
        if (dueAt > eventTime) {
            // While its gateway is away nobody knows when; nothing can be due before the gateway is back for a while.
            long next = dueAt == Long.MAX_VALUE
                    ? eventTime + parameters.pulseRecovery().toMillis()
                    : dueAt;
            timers.registerEventTimeTimer(next);
            watched.update(device.withArmedAt(next));
            return;
        }
        watched.update(device.withArmedAt(0));
        settle(id, device, true, absence.raise(id, device, dueAt, now), context);
    }

    /** Sets the timer where none is, or where an interval became shorter; else the set one will see. */
    private void arm(WatchedDevice device, TimerService timers) throws Exception {
        long wakesAt = absent.value() == null ? absence.wakesAt(device) : 0;
        if (wakesAt == 0 || (device.armedAt() > 0 && device.armedAt() <= wakesAt)) {
            watched.update(device);
            return;
        }
        if (device.armedAt() > 0) {
            timers.deleteEventTimeTimer(device.armedAt());
        }
        timers.registerEventTimeTimer(wakesAt);
        watched.update(device.withArmedAt(wakesAt));
    }

    private WatchedDevice watched() throws Exception {
        @Nullable WatchedDevice device = watched.value();
        return device == null ? WatchedDevice.UNKNOWN : device;
    }

    /** What is said of an absence goes on through the outages. */
    private void settle(
            String id, WatchedDevice device, boolean out, Judged<OpenAbsence> judged, ReadOnlyContext context)
            throws Exception {
        Judgements.remember(absent, judged.state());
        for (Detection told : judged.detections()) {
            context.output(FAULTS, signal(id, device, out, told));
        }
    }

    private static FaultSignal signal(String id, WatchedDevice device, boolean out, Detection told) {
        MessageStamp newest = new MessageStamp(
                told.device().value(),
                told.identity(),
                told.stages().received().toEpochMilli(),
                told.stages().logged().toEpochMilli(),
                told.stages().measured().toEpochMilli());
        return new FaultSignal(
                        id,
                        device.kind(),
                        FaultSignal.Sort.SILENT,
                        out,
                        device.placeLat(),
                        device.placeLon(),
                        told.at().toEpochMilli(),
                        newest,
                        null)
                .with(told);
    }
}
