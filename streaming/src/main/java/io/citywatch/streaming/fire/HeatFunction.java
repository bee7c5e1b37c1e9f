package io.citywatch.streaming.fire;

import io.citywatch.model.detection.Phase;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.io.Remembered;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.SmokeSample;
import io.citywatch.streaming.rules.fire.AlarmSign;
import io.citywatch.streaming.rules.fire.Heat;
import io.citywatch.streaming.rules.fire.HeatWatch;
import io.citywatch.streaming.rules.fire.OpenHeat;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** Keyed by detector: its temperatures of the last minute and its open heat, with one timer for the end of either. */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
public final class HeatFunction extends KeyedProcessFunction<String, SensorNews, KeyedBytes> {
    /** That a detector is in alarm by S3, with every reading that says so, and that it is no more. */
    public static final OutputTag<AlarmSign> SIGNS = new OutputTag<>("heat-signs") {};

    private static final long MINUTE = 60_000;

    private final Heat rule;

    private transient ValueState<HeatWatch> watch;

    public HeatFunction(RuleParameters parameters) {
        this.rule = new Heat(parameters.fire(), parameters.clock());
    }

    @Override
    public void open(OpenContext context) {
        watch = Remembered.value(getRuntimeContext(), "heat", HeatWatch.class);
    }

    @Override
    public void processElement(SensorNews news, Context context, Collector<KeyedBytes> out) throws Exception {
        SmokeSample sample = news.sample();
        if (sample == null) {
            return;
        }
        @Nullable HeatWatch state = watch.value();
        HeatWatch before = state == null ? HeatWatch.NONE : state;
        Judged<HeatWatch> judged = rule.take(before, sample, now(context.timerService()));
        settle(before, judged, false, context, out);
        OpenHeat open = judged.state() == null ? null : judged.state().open();
        if (open != null
                && open.belowSince() == null
                && open.newest().identity().equals(sample.identity())) {
            context.output(SIGNS, AlarmSign.of(open, sample.receivedAt()));
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<KeyedBytes> out) throws Exception {
        @Nullable HeatWatch before = watch.value();
        if (before != null) {
            settle(before, rule.atEventTime(before, timestamp, now(context.timerService())), true, context, out);
        }
    }

    private void settle(
            HeatWatch before, Judged<HeatWatch> judged, boolean isTimer, Context context, Collector<KeyedBytes> out)
            throws Exception {
        TimerService timers = context.timerService();
        judged.detections().forEach(detection -> {
            out.collect(KeyedBytes.detection(detection));
            OpenHeat ended = before.open();
            if (detection.phase() == Phase.CLEARED && ended != null) {
                context.output(SIGNS, AlarmSign.ended(ended, ended.clearsAt()));
            }
        });
        HeatWatch after = judged.state();
        long wokeAt = wakesAt(before);
        long wakesAt = after == null ? 0 : wakesAt(after);
        if (wokeAt != wakesAt && wokeAt != 0) {
            timers.deleteEventTimeTimer(wokeAt);
        }
        if (after == null || wakesAt == 0) {
            watch.clear();
            return;
        }
        if (wokeAt != wakesAt || isTimer) {
            timers.registerEventTimeTimer(wakesAt);
        }
        watch.update(after);
    }

    /** Old readings may stay for a minute more: to move the timer on with each reading cost more than the rule. */
    private static long wakesAt(HeatWatch watch) {
        return watch.open() == null ? (watch.pointsUntil() + MINUTE - 1) / MINUTE * MINUTE : watch.wakesAt();
    }

    private static Instant now(TimerService timers) {
        return Instant.ofEpochMilli(timers.currentProcessingTime());
    }
}
