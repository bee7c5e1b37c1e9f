package io.citywatch.streaming.elder;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.telemetry.CallEvent;
import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.streaming.io.Judgements;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.io.Remembered;
import io.citywatch.streaming.rules.Call;
import io.citywatch.streaming.rules.ClockParameters;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.SeenMessage;
import io.citywatch.streaming.rules.ServiceOrder;
import io.citywatch.streaming.rules.StateReport;
import io.citywatch.streaming.rules.elder.Home;
import io.citywatch.streaming.rules.elder.MainsLost;
import io.citywatch.streaming.rules.elder.OpenMains;
import io.citywatch.streaming.rules.elder.OpenPendant;
import io.citywatch.streaming.rules.elder.Orders;
import io.citywatch.streaming.rules.elder.PendantTrouble;
import io.citywatch.streaming.rules.elder.TakenOrders;
import io.citywatch.streaming.rules.health.FaultSignal;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** Keyed by call terminal: E5, E6 and E11. */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
public final class HomeFunction extends KeyedProcessFunction<String, HomeNews, KeyedBytes> {
    /** Mains lost or back, with E5 where it is raised; they go on through the outages. */
    static final OutputTag<FaultSignal> FAULTS = new OutputTag<>("home-faults") {};

    private final ClockParameters clock;
    private final MainsLost mainsLost;
    private final PendantTrouble pendantTrouble;
    private final Orders orders;

    /** Lives as long as the registry's entry. */
    private transient ValueState<Home> home;

    private transient ValueState<OpenMains> mains;
    private transient ValueState<OpenPendant> pendant;
    private transient ValueState<TakenOrders> taken;
    /** While E3 of its person holds. */
    private transient ValueState<Boolean> missed;

    public HomeFunction(RuleParameters rules) {
        clock = rules.clock();
        mainsLost = new MainsLost(rules.elder());
        pendantTrouble = new PendantTrouble(rules.elder());
        orders = new Orders(rules.elder());
    }

    @Override
    public void open(OpenContext context) {
        home = Remembered.value(getRuntimeContext(), "home", Home.class);
        mains = Remembered.value(getRuntimeContext(), "e5", OpenMains.class);
        pendant = Remembered.value(getRuntimeContext(), "e6", OpenPendant.class);
        taken = Remembered.value(getRuntimeContext(), "e11", TakenOrders.class);
        missed = Remembered.value(getRuntimeContext(), "missed", Boolean.class);
    }

    @Override
    public void processElement(HomeNews news, Context context, Collector<KeyedBytes> out) throws Exception {
        Instant now = now(context.timerService());
        if (news.call() != null) {
            onCall(news.call(), now, context, out);
        }
        if (news.order() != null) {
            onOrder(news.order(), now, context.timerService(), out);
        }
        if (news.state() != null) {
            onState(news.state(), now, context, out);
        }
        if (news.registered() != null) {
            onRegistered(news.registered(), now, context);
        }
        if (news.missed() != null) {
            onMissed(news.missed(), now, out);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<KeyedBytes> out) throws Exception {
        OpenMains open = mains.value();
        if (open != null) {
            settleMains(open, mainsLost.atEventTime(open, timestamp, home(), now(context.timerService())), context);
        }
        TakenOrders known = taken.value();
        if (known != null) {
            Judgements.settle(taken, orders.atEventTime(known, timestamp), out);
        }
    }

    private void onCall(Call call, Instant now, Context context, Collector<KeyedBytes> out) throws Exception {
        OpenMains open = mains.value();
        if (call.event() == CallEvent.Event.MAINS_LOST) {
            settleMains(open, mainsLost.lost(open, MessageStamp.of(call), null, home(), now), context);
        } else if (call.event() == CallEvent.Event.MAINS_RESTORED && open != null) {
            settleMains(open, mainsLost.restored(open, MessageStamp.of(call), home(), now), context);
        }
        Judgements.settle(pendant, pendantTrouble.take(pendant.value(), call, home(), isMissed(), now), out);
    }

    private void onState(StateReport state, Instant now, Context context, Collector<KeyedBytes> out) throws Exception {
        if (home.value() == null || !state.online() || clock.isLate(state.measuredAt(), state.receivedAt())) {
            return; // no terminal, no heartbeat, or no news
        }
        OpenMains open = mains.value();
        MessageStamp stamp = MessageStamp.of(state);
        // What it said before the mains or the pendant failed may come later than the word of that.
        if (open == null || !clock.isOvertaken(stamp, open.newest())) {
            onMains(open, state, stamp, now, context);
        }
        OpenPendant trouble = pendant.value();
        if (trouble == null || !clock.isOvertaken(stamp, trouble.newest())) {
            Judgements.settle(pendant, pendantTrouble.take(trouble, state, home(), isMissed(), now), out);
        }
    }

    private void onMains(@Nullable OpenMains open, StateReport state, MessageStamp stamp, Instant now, Context context)
            throws Exception {
        if (Boolean.TRUE.equals(state.mains()) && open != null) {
            settleMains(open, mainsLost.restored(open, stamp, home(), now), context);
        } else if (Boolean.FALSE.equals(state.mains()) || (state.mains() == null && open != null)) {
            settleMains(open, mainsLost.lost(open, stamp, state.battery(), home(), now), context);
        }
    }

    private void onOrder(ServiceOrder order, Instant now, TimerService timers, Collector<KeyedBytes> out)
            throws Exception {
        Judgements.settle(taken, orders.take(taken.value(), order, home(), now), out);
        TakenOrders known = taken.value();
        if (known != null) {
            known.seen().stream().map(SeenMessage::forgottenAt).forEach(timers::registerEventTimeTimer);
        }
    }

    private void onRegistered(RegisteredDevice entry, Instant now, Context context) throws Exception {
        if (entry.kind() == DeviceKind.CALL_TERMINAL) {
            home.update(Home.of(entry));
            return;
        }
        OpenMains open = mains.value();
        if (open != null) {
            settleMains(open, mainsLost.withdrawn(open, home(), now), context);
        }
        pendant.clear();
        missed.clear();
        home.clear();
    }

    private void onMissed(MissedPerson person, Instant now, Collector<KeyedBytes> out) throws Exception {
        Judgements.remember(missed, person.missed() ? Boolean.TRUE : null);
        OpenPendant open = pendant.value();
        if (open != null) {
            Judgements.settle(
                    pendant, pendantTrouble.weigh(open, home(), person.missed(), person.revision(), now), out);
        }
    }

    /** Every word of the mains is a signal for the outages, whether it is worth a detection or not. */
    private void settleMains(@Nullable OpenMains before, Judged<OpenMains> judged, Context context) throws Exception {
        OpenMains after = judged.state();
        TimerService timers = context.timerService();
        long wakeBefore = before == null ? 0 : mainsLost.wakesAt(before);
        long wakeAfter = after == null ? 0 : mainsLost.wakesAt(after);
        if (wakeBefore != wakeAfter && wakeBefore != 0) {
            timers.deleteEventTimeTimer(wakeBefore);
        }
        if (wakeBefore != wakeAfter && wakeAfter != 0) {
            timers.registerEventTimeTimer(wakeAfter);
        }
        Judgements.remember(mains, after);
        boolean isOut = after != null;
        MessageStamp newest = after != null ? after.newest() : before != null ? before.newest() : null;
        if (newest == null) {
            return;
        }
        if (judged.detections().isEmpty() && (before == null) == isOut) {
            context.output(FAULTS, signal(newest, isOut));
        }
        for (Detection told : judged.detections()) {
            context.output(FAULTS, signal(newest, told.phase() != Phase.CLEARED).with(told));
        }
    }

    private FaultSignal signal(MessageStamp newest, boolean isOut) throws Exception {
        return new FaultSignal(
                newest.device(),
                DeviceKind.CALL_TERMINAL,
                FaultSignal.Sort.MAINS,
                isOut,
                home().lat(),
                home().lon(),
                newest.receivedAt(),
                newest,
                null);
    }

    private boolean isMissed() throws Exception {
        return Boolean.TRUE.equals(missed.value());
    }

    private Home home() throws Exception {
        @Nullable Home known = home.value();
        return known == null ? Home.UNKNOWN : known;
    }

    private static Instant now(TimerService timers) {
        return Instant.ofEpochMilli(timers.currentProcessingTime());
    }
}
