package io.citywatch.streaming.thermal;

import io.citywatch.streaming.io.Judgements;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.io.Remembered;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.ThermalParameters;
import io.citywatch.streaming.rules.thermal.OpenSpot;
import io.citywatch.streaming.rules.thermal.SpotEpisode;
import io.citywatch.streaming.rules.thermal.SpotSighting;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Keyed by rule and cell of the ground: one open episode at most, with one timer for its end. */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
public final class SpotEpisodeFunction extends KeyedProcessFunction<String, SpotSighting, KeyedBytes> {
    private final SpotEpisode rule;

    private transient ValueState<OpenSpot> episode;

    public SpotEpisodeFunction(ThermalParameters parameters) {
        this.rule = new SpotEpisode(parameters);
    }

    @Override
    public void open(OpenContext context) {
        episode = Remembered.value(getRuntimeContext(), "episode", OpenSpot.class);
    }

    @Override
    public void processElement(SpotSighting sighting, Context context, Collector<KeyedBytes> out) throws Exception {
        @Nullable OpenSpot open = episode.value();
        settle(open, rule.take(open, sighting, now(context.timerService())), context.timerService(), out);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<KeyedBytes> out) throws Exception {
        @Nullable OpenSpot open = episode.value();
        if (open != null) {
            settle(open, rule.atEventTime(open, timestamp, now(context.timerService())), context.timerService(), out);
        }
    }

    private void settle(
            @Nullable OpenSpot before, Judged<OpenSpot> judged, TimerService timers, Collector<KeyedBytes> out)
            throws Exception {
        Judgements.settle(episode, before, judged, OpenSpot::clearsAt, timers, out);
    }

    private static Instant now(TimerService timers) {
        return Instant.ofEpochMilli(timers.currentProcessingTime());
    }
}
