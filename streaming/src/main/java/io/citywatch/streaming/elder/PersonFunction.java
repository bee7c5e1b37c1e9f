package io.citywatch.streaming.elder;

import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.io.Judgements;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.io.Remembered;
import io.citywatch.streaming.rules.ActivityReport;
import io.citywatch.streaming.rules.Call;
import io.citywatch.streaming.rules.ClockParameters;
import io.citywatch.streaming.rules.FixReport;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.RegisteredElder;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.StateReport;
import io.citywatch.streaming.rules.VitalsReport;
import io.citywatch.streaming.rules.elder.FrequentPresses;
import io.citywatch.streaming.rules.elder.GapHabits;
import io.citywatch.streaming.rules.elder.Inactivity;
import io.citywatch.streaming.rules.elder.OpenCase;
import io.citywatch.streaming.rules.elder.Outside;
import io.citywatch.streaming.rules.elder.Presses;
import io.citywatch.streaming.rules.elder.Sign;
import io.citywatch.streaming.rules.elder.Silence;
import io.citywatch.streaming.rules.elder.VitalSigns;
import io.citywatch.streaming.rules.elder.Wandering;
import io.citywatch.streaming.rules.elder.WatchedVitals;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by person, else terminal: E3, E8, E9 and E10. What is remembered of one costs about 1.2 kB, most of it what is
 * usual (672 B), and goes with the registry's entry or when the base was not heard for 60 days.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
public final class PersonFunction extends KeyedProcessFunction<String, PersonNews, KeyedBytes> {
    /** Of whom nothing is heard, and of whom it is again: a pendant's trouble weighs more meanwhile. */
    static final OutputTag<MissedPerson> MISSED = new OutputTag<>("missed") {};

    private final ClockParameters clock;
    private final VitalSigns vitalSigns;
    private final FrequentPresses frequentPresses;
    private final Wandering wandering;
    private final Inactivity inactivity;

    /** Lives as long as the registry's entry. */
    private transient ValueState<RegisteredElder> elder;

    private transient ValueState<WatchedVitals> vitals;
    private transient ValueState<Presses> presses;
    private transient ValueState<Outside> outside;
    private transient ValueState<Silence> silence;
    private transient ValueState<GapHabits> habits;

    public PersonFunction(RuleParameters rules) {
        clock = rules.clock();
        vitalSigns = new VitalSigns(rules.person());
        frequentPresses = new FrequentPresses(rules.person());
        wandering = new Wandering(rules.person(), rules.clock());
        inactivity = new Inactivity(rules.inactivity(), rules.clock());
    }

    @Override
    public void open(OpenContext context) {
        elder = Remembered.value(getRuntimeContext(), "elder", RegisteredElder.class);
        vitals = Remembered.value(getRuntimeContext(), "e8", WatchedVitals.class);
        presses = Remembered.value(getRuntimeContext(), "e9", Presses.class);
        outside = Remembered.value(getRuntimeContext(), "e10", Outside.class);
        silence = Remembered.value(getRuntimeContext(), "e3", Silence.class);
        habits = Remembered.value(getRuntimeContext(), "habits", GapHabits.class);
    }

    @Override
    public void processElement(PersonNews news, Context context, Collector<KeyedBytes> out) throws Exception {
        if (news.call() != null) {
            onCall(news.call(), news.subject(), context, out);
        }
        if (news.vitals() != null) {
            onVitals(news.vitals(), news.subject(), context, out);
        }
        if (news.activity() != null) {
            onActivity(news.activity(), context, out);
        }
        if (news.fix() != null) {
            onFix(news.fix(), news.subject(), context, out);
        }
        if (news.state() != null) {
            onState(news.state(), context, out);
        }
        if (news.registered() != null) {
            onRegistered(news.registered(), context, out);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<KeyedBytes> out) throws Exception {
        Instant now = now(context);
        WatchedVitals signs = vitals.value();
        if (signs != null) {
            Judgements.settle(vitals, vitalSigns.atEventTime(signs, timestamp, now), out);
        }
        Presses pressed = presses.value();
        if (pressed != null) {
            Judgements.settle(presses, frequentPresses.atEventTime(pressed, timestamp, now), out);
            wakeAt(presses.value() == null ? 0 : presses.value().wakesAt(), context);
        }
        Outside wanders = outside.value();
        if (wanders != null) {
            Judgements.settle(outside, wandering.atEventTime(wanders, timestamp, now), out);
            wakeAt(outside.value() == null ? 0 : wandering.wakesAt(outside.value()), context);
        }
        Silence quiet = silence.value();
        if (quiet != null && quiet.armedAt() == timestamp) {
            lookFor(quiet, context, out);
        }
    }

    private void onCall(Call call, Subject subject, Context context, Collector<KeyedBytes> out) throws Exception {
        switch (call.event()) {
            case SOS -> {
                Judgements.settle(presses, frequentPresses.take(presses.value(), call, subject, now(context)), out);
                wakeAt(presses.value() == null ? 0 : presses.value().wakesAt(), context);
                heard(new Sign(MessageStamp.of(call), "call", null, 0), context, out);
            }
            case FALL, CANCEL, OK, SERVICE -> heard(new Sign(MessageStamp.of(call), "call", null, 0), context, out);
            // What the base says of itself or of the pendant.
            case MAINS_LOST, MAINS_RESTORED, PENDANT_LOST, PENDANT_LOW_BATTERY ->
                heard(new Sign(MessageStamp.of(call), null, null, 0), context, out);
        }
    }

    private void onVitals(VitalsReport report, Subject subject, Context context, Collector<KeyedBytes> out)
            throws Exception {
        if (!clock.isLate(report.measuredAt(), report.receivedAt())) {
            Judgements.settle(
                    vitals, vitalSigns.take(vitals.value(), report, elder.value(), subject, now(context)), out);
            WatchedVitals after = vitals.value();
            wakeAt(after == null || after.open() == null ? 0 : after.open().endsAt(), context);
        }
        heard(new Sign(MessageStamp.of(report), "vitals", null, 0), context, out);
    }

    private void onActivity(ActivityReport report, Context context, Collector<KeyedBytes> out) throws Exception {
        String what = report.motion() > 0 ? "motion" : report.door() != null ? "door" : null;
        heard(new Sign(MessageStamp.of(report), what, null, 0), context, out);
    }

    private void onFix(FixReport fix, Subject subject, Context context, Collector<KeyedBytes> out) throws Exception {
        if (!clock.isLate(fix.measuredAt(), fix.receivedAt())) {
            Judgements.settle(outside, wandering.take(outside.value(), fix, elder.value(), subject, now(context)), out);
            wakeAt(outside.value() == null ? 0 : wandering.wakesAt(outside.value()), context);
        }
        heard(new Sign(MessageStamp.of(fix), null, fix, 0), context, out);
    }

    /** A heartbeat is the base's own; a will is nobody's. */
    private void onState(StateReport state, Context context, Collector<KeyedBytes> out) throws Exception {
        if (state.online()) {
            heard(new Sign(MessageStamp.of(state), null, null, state.intervalSeconds()), context, out);
        }
    }

    private void onRegistered(RegisteredElder entry, Context context, Collector<KeyedBytes> out) throws Exception {
        Silence quiet = silence.value();
        if (quiet != null) {
            boolean wasMissed = quiet.open() != null;
            Judgements.settle(
                    silence,
                    inactivity.onElder(quiet, entry, context.timerService().currentWatermark(), now(context)),
                    out);
            tell(quiet, wasMissed, context);
            // Whoever came home early may be missed sooner.
            arm(context);
        }
        if (!entry.withdrawn()) {
            elder.update(entry);
            return;
        }
        elder.clear();
        forget(context.timerService());
    }

    private void heard(Sign sign, Context context, Collector<KeyedBytes> out) throws Exception {
        @Nullable Silence before = silence.value();
        @Nullable GapHabits known = habits.value();
        GapHabits usual = known == null ? GapHabits.NONE : known;
        Inactivity.Heard heard = inactivity.take(before, usual, sign, elder.value(), now(context));
        Judgements.say(heard.detections(), out);
        Judgements.remember(silence, heard.silence());
        if (!heard.habits().equals(usual)) {
            habits.update(heard.habits());
        }
        Silence after = heard.silence();
        if (after == null || (before != null && before.since() == after.since() && before.blind() == after.blind())) {
            return;
        }
        if (before != null) {
            tell(before, before.open() != null, context);
        }
        arm(context);
    }

    /** Sets the timer where none is, or where it must come sooner; else the set one will see. */
    private void arm(Context context) throws Exception {
        Silence quiet = silence.value();
        if (quiet == null) {
            return;
        }
        long wakesAt = inactivity.wakesAt(quiet);
        if (quiet.armedAt() > 0 && quiet.armedAt() <= wakesAt) {
            return;
        }
        if (quiet.armedAt() > 0) {
            context.timerService().deleteEventTimeTimer(quiet.armedAt());
        }
        context.timerService().registerEventTimeTimer(wakesAt);
        silence.update(quiet.withArmedAt(wakesAt));
    }

    /** The timer fired: is it silent for too long, or was the person heard since? */
    private void lookFor(Silence quiet, OnTimerContext context, Collector<KeyedBytes> out) throws Exception {
        long eventTime = context.timerService().currentWatermark();
        if (inactivity.forgottenAt(quiet) <= eventTime) {
            forget(context.timerService());
            return;
        }
        @Nullable GapHabits known = habits.value();
        GapHabits usual = known == null ? GapHabits.NONE : known;
        long dueAt = inactivity.dueAt(quiet, usual, elder.value(), eventTime);
        if (dueAt <= eventTime) {
            Subject subject = subjectOf(context.getCurrentKey());
            Judgements.settle(silence, inactivity.raise(quiet, usual, elder.value(), subject, now(context)), out);
            tell(quiet, false, context);
            dueAt = inactivity.forgottenAt(quiet);
        }
        Silence after = silence.value();
        if (after != null) {
            context.timerService().registerEventTimeTimer(dueAt);
            silence.update(after.withArmedAt(dueAt));
        }
    }

    private void tell(Silence before, boolean wasMissed, Context context) throws Exception {
        Silence after = silence.value();
        OpenCase open = after == null ? null : after.open();
        if (wasMissed != (open != null)) {
            context.output(
                    MISSED,
                    new MissedPerson(
                            before.last().device(),
                            open != null,
                            open != null
                                    ? open.revision()
                                    : after == null ? 0 : after.last().loggedAt()));
        }
    }

    private void forget(TimerService timers) throws Exception {
        Silence quiet = silence.value();
        if (quiet != null && quiet.armedAt() > 0) {
            timers.deleteEventTimeTimer(quiet.armedAt());
        }
        silence.clear();
        habits.clear();
        vitals.clear();
        presses.clear();
        outside.clear();
    }

    private static void wakeAt(long eventTime, Context context) {
        if (eventTime > 0) {
            context.timerService().registerEventTimeTimer(eventTime);
        }
    }

    private static Subject subjectOf(String key) {
        int slash = key.indexOf('/');
        return new Subject(key.substring(0, slash), key.substring(slash + 1));
    }

    private static Instant now(Context context) {
        return Instant.ofEpochMilli(context.timerService().currentProcessingTime());
    }
}
