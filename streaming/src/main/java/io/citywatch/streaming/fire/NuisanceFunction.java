package io.citywatch.streaming.fire;

import io.citywatch.streaming.io.Expiring;
import io.citywatch.streaming.io.Judgements;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.io.Remembered;
import io.citywatch.streaming.rules.DetectorReading;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.SmokeParameters;
import io.citywatch.streaming.rules.fire.Nuisance;
import io.citywatch.streaming.rules.fire.NuisanceRecord;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Keyed by detector: its short alarms of the last days, with one timer for the end of the hint. */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
public final class NuisanceFunction extends KeyedProcessFunction<String, DetectorReading, KeyedBytes> {
    private final Nuisance rule;
    private final Duration kept;

    private transient ValueState<NuisanceRecord> record;

    public NuisanceFunction(SmokeParameters parameters) {
        this.rule = new Nuisance(parameters);
        this.kept = parameters.nuisanceWithin();
    }

    @Override
    public void open(OpenContext context) {
        record = Remembered.value(getRuntimeContext(), "nuisance", NuisanceRecord.class, Expiring.ofFew(kept));
    }

    @Override
    public void processElement(DetectorReading reading, Context context, Collector<KeyedBytes> out) throws Exception {
        @Nullable NuisanceRecord before = record.value();
        NuisanceRecord known = before == null ? NuisanceRecord.NONE : before;
        TimerService timers = context.timerService();
        settle(known, rule.take(known, reading, now(timers)), timers, out);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<KeyedBytes> out) throws Exception {
        @Nullable NuisanceRecord before = record.value();
        if (before != null) {
            TimerService timers = context.timerService();
            settle(before, rule.atEventTime(before, timestamp, now(timers)), timers, out);
        }
    }

    private void settle(
            NuisanceRecord before, Judged<NuisanceRecord> judged, TimerService timers, Collector<KeyedBytes> out)
            throws Exception {
        Judgements.settle(record, judged, out);
        NuisanceRecord after = judged.state();
        if (before.open() != null) {
            timers.deleteEventTimeTimer(before.open().clearsAt());
        }
        if (after != null && after.open() != null) {
            timers.registerEventTimeTimer(after.open().clearsAt());
        }
    }

    private static Instant now(TimerService timers) {
        return Instant.ofEpochMilli(timers.currentProcessingTime());
    }
}
