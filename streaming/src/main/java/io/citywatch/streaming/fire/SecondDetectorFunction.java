package io.citywatch.streaming.fire;

import io.citywatch.streaming.io.Judgements;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.io.Remembered;
import io.citywatch.streaming.rules.FireParameters;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.fire.PlacedSign;
import io.citywatch.streaming.rules.fire.PremisesAlarms;
import io.citywatch.streaming.rules.fire.SecondDetector;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Keyed by premises: its detectors in alarm, with one timer for the end of what they mean. */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
public final class SecondDetectorFunction extends KeyedProcessFunction<String, PlacedSign, KeyedBytes> {
    private final SecondDetector rule;

    private transient ValueState<PremisesAlarms> alarms;

    public SecondDetectorFunction(FireParameters parameters) {
        this.rule = new SecondDetector(parameters);
    }

    @Override
    public void open(OpenContext context) {
        alarms = Remembered.value(getRuntimeContext(), "alarms", PremisesAlarms.class);
    }

    @Override
    public void processElement(PlacedSign sign, Context context, Collector<KeyedBytes> out) throws Exception {
        @Nullable PremisesAlarms state = alarms.value();
        PremisesAlarms before = state == null ? PremisesAlarms.NONE : state;
        settle(
                before,
                rule.take(before, context.getCurrentKey(), sign, now(context.timerService())),
                context.timerService(),
                out);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<KeyedBytes> out) throws Exception {
        @Nullable PremisesAlarms before = alarms.value();
        if (before != null) {
            settle(
                    before,
                    rule.atEventTime(before, context.getCurrentKey(), timestamp, now(context.timerService())),
                    context.timerService(),
                    out);
        }
    }

    private void settle(
            PremisesAlarms before, Judged<PremisesAlarms> judged, TimerService timers, Collector<KeyedBytes> out)
            throws Exception {
        Judgements.settle(alarms, before, judged, PremisesAlarms::wakesAt, timers, out);
    }

    private static Instant now(TimerService timers) {
        return Instant.ofEpochMilli(timers.currentProcessingTime());
    }
}
