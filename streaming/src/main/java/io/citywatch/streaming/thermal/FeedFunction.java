package io.citywatch.streaming.thermal;

import io.citywatch.streaming.io.Judgements;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.io.Remembered;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.thermal.FeedFrame;
import io.citywatch.streaming.rules.thermal.OpenFeed;
import io.citywatch.streaming.rules.thermal.StaleFeed;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Keyed by camera: what its last frame was. */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
public final class FeedFunction extends KeyedProcessFunction<String, FeedFrame, KeyedBytes> {
    private final StaleFeed rule;

    private transient ValueState<OpenFeed> feed;

    public FeedFunction(RuleParameters parameters) {
        this.rule = new StaleFeed(parameters.spots(), parameters.clock());
    }

    public static String keyOf(FeedFrame frame) {
        return frame.origin().device();
    }

    @Override
    public void open(OpenContext context) {
        feed = Remembered.unchanging(getRuntimeContext(), "feed", OpenFeed.class);
    }

    @Override
    public void processElement(FeedFrame frame, Context context, Collector<KeyedBytes> out) throws Exception {
        @Nullable OpenFeed state = feed.value();
        Instant now = Instant.ofEpochMilli(context.timerService().currentProcessingTime());
        Judgements.settle(feed, rule.take(state, frame, now), out);
        @Nullable OpenFeed after = feed.value();
        if (state == null && after != null) {
            context.timerService().registerEventTimeTimer(after.forgottenAt());
        }
    }

    /** One timer a camera, moved only when it is due: a camera sends frames all day long. */
    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<KeyedBytes> out) throws Exception {
        @Nullable OpenFeed state = feed.value();
        if (state == null) {
            return;
        }
        if (state.forgottenAt() > timestamp) {
            context.timerService().registerEventTimeTimer(state.forgottenAt());
            return;
        }
        feed.clear();
    }
}
