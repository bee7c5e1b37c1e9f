package io.citywatch.streaming.fusion;

import io.citywatch.streaming.io.Judgements;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.io.Remembered;
import io.citywatch.streaming.rules.FusionParameters;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.fusion.CellEvidence;
import io.citywatch.streaming.rules.fusion.FireFusion;
import io.citywatch.streaming.rules.fusion.PlacedEvidence;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Keyed by a cell of the ground: S6. */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
public final class FireFusionFunction extends KeyedProcessFunction<Long, PlacedEvidence, KeyedBytes> {
    private final FireFusion rule;

    private transient ValueState<CellEvidence> evidence;

    public FireFusionFunction(FusionParameters parameters) {
        this.rule = new FireFusion(parameters);
    }

    @Override
    public void open(OpenContext context) {
        evidence = Remembered.value(getRuntimeContext(), "evidence", CellEvidence.class);
    }

    @Override
    public void processElement(PlacedEvidence news, Context context, Collector<KeyedBytes> out) throws Exception {
        @Nullable CellEvidence before = evidence.value();
        settle(before, rule.take(before == null ? CellEvidence.NONE : before, news, now(context)), context, out);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<KeyedBytes> out) throws Exception {
        @Nullable CellEvidence before = evidence.value();
        if (before != null) {
            settle(before, rule.atEventTime(before, context.getCurrentKey(), timestamp, now(context)), context, out);
        }
    }

    private void settle(
            @Nullable CellEvidence before, Judged<CellEvidence> judged, Context context, Collector<KeyedBytes> out)
            throws Exception {
        Judgements.settle(evidence, before, judged, CellEvidence::wakesAt, context.timerService(), out);
    }

    private static Instant now(Context context) {
        TimerService timers = context.timerService();
        return Instant.ofEpochMilli(timers.currentProcessingTime());
    }
}
