package io.citywatch.streaming.elder;

import io.citywatch.streaming.io.Judgements;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.io.Remembered;
import io.citywatch.streaming.rules.FallEpisode;
import io.citywatch.streaming.rules.FallParameters;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.OpenFall;
import io.citywatch.streaming.rules.StandingFall;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Keyed by person, else terminal: one open episode at most, with one timer for its end. */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
public final class FallEpisodeFunction extends KeyedProcessFunction<String, StandingFall, KeyedBytes> {
    private final FallEpisode rule;

    private transient ValueState<OpenFall> episode;

    public FallEpisodeFunction(FallParameters parameters) {
        this.rule = new FallEpisode(parameters);
    }

    /** A person and a terminal of the same name stay apart. */
    public static String keyOf(StandingFall fall) {
        return fall.subject().type() + "/" + fall.subject().id();
    }

    @Override
    public void open(OpenContext context) {
        episode = Remembered.value(getRuntimeContext(), "episode", OpenFall.class);
    }

    @Override
    public void processElement(StandingFall fall, Context context, Collector<KeyedBytes> out) throws Exception {
        @Nullable OpenFall open = episode.value();
        settle(open, rule.onFall(open, fall, now(context.timerService())), context.timerService(), out);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<KeyedBytes> out) throws Exception {
        @Nullable OpenFall open = episode.value();
        if (open != null) {
            settle(open, rule.atEventTime(open, timestamp, now(context.timerService())), context.timerService(), out);
        }
    }

    private void settle(
            @Nullable OpenFall before, Judged<OpenFall> judged, TimerService timers, Collector<KeyedBytes> out)
            throws Exception {
        Judgements.settle(episode, before, judged, OpenFall::clearsAt, timers, out);
    }

    private static Instant now(TimerService timers) {
        return Instant.ofEpochMilli(timers.currentProcessingTime());
    }
}
