package io.citywatch.streaming.fire;

import io.citywatch.streaming.io.Judgements;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.io.Remembered;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.SmokeSample;
import io.citywatch.streaming.rules.fire.PreAlarm;
import io.citywatch.streaming.rules.fire.SmokeWatch;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Keyed by detector: its alarm level, where the registry names one, and its smoke, where there is any. */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
public final class PreAlarmFunction extends KeyedProcessFunction<String, SensorNews, KeyedBytes> {
    private final PreAlarm rule;

    /** Lives as long as the registry's entry. */
    private transient ValueState<Double> alarmLevel;

    private transient ValueState<SmokeWatch> watch;

    public PreAlarmFunction(RuleParameters parameters) {
        this.rule = new PreAlarm(parameters.smoke(), parameters.clock());
    }

    @Override
    public void open(OpenContext context) {
        alarmLevel = Remembered.value(getRuntimeContext(), "alarm-level", Double.class);
        watch = Remembered.value(getRuntimeContext(), "smoke", SmokeWatch.class);
    }

    @Override
    public void processElement(SensorNews news, Context context, Collector<KeyedBytes> out) throws Exception {
        RegisteredDevice registered = news.registered();
        if (registered != null) {
            Judgements.remember(alarmLevel, registered.alarmLevel());
        }
        SmokeSample sample = news.sample();
        if (sample == null) {
            return;
        }
        @Nullable SmokeWatch before = watch.value();
        SmokeWatch known = before == null ? SmokeWatch.NONE : before;
        TimerService timers = context.timerService();
        settle(before, rule.take(known, alarmLevel.value(), sample, now(timers)), timers, out);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<KeyedBytes> out) throws Exception {
        @Nullable SmokeWatch before = watch.value();
        if (before != null) {
            TimerService timers = context.timerService();
            settle(before, rule.atEventTime(before, timestamp, now(timers)), timers, out);
        }
    }

    private void settle(
            @Nullable SmokeWatch before, Judged<SmokeWatch> judged, TimerService timers, Collector<KeyedBytes> out)
            throws Exception {
        SmokeWatch after = judged.state();
        Judged<SmokeWatch> kept =
                after != null && after.wakesAt() == 0 ? new Judged<>(null, judged.detections()) : judged;
        Judgements.settle(watch, before, kept, SmokeWatch::wakesAt, timers, out);
    }

    private static Instant now(TimerService timers) {
        return Instant.ofEpochMilli(timers.currentProcessingTime());
    }
}
