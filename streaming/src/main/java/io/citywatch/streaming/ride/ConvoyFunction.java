package io.citywatch.streaming.ride;

import io.citywatch.streaming.io.Judgements;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.io.Remembered;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.ride.ConvoyCity;
import io.citywatch.streaming.rules.ride.Convoys;
import io.citywatch.streaming.rules.ride.Pair;
import io.citywatch.streaming.rules.ride.Ride;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** One key for the city: R5, of pairs that have been in step. */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
public final class ConvoyFunction extends KeyedProcessFunction<String, Pair, KeyedBytes> {
    /** Those in a convoy, of whom R4 makes more. */
    static final OutputTag<Ride> MEMBERS = new OutputTag<>("members") {};

    private final Convoys rule;

    private transient ValueState<ConvoyCity> city;

    public ConvoyFunction(RuleParameters rules) {
        rule = new Convoys(rules.ride());
    }

    @Override
    public void open(OpenContext context) {
        city = Remembered.unchanging(getRuntimeContext(), "r5", ConvoyCity.class);
    }

    @Override
    public void processElement(Pair pair, Context context, Collector<KeyedBytes> out) throws Exception {
        Instant now = Instant.ofEpochMilli(context.timerService().currentProcessingTime());
        Judged<ConvoyCity> judged = rule.take(city.value(), pair, now);
        settle(judged, context.timerService(), out);
        ConvoyCity after = judged.state();
        if (after != null && !judged.detections().isEmpty()) {
            after.newest()
                    .map(Ride::serious)
                    .ifPresent(members -> members.forEach(member -> context.output(MEMBERS, member)));
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<KeyedBytes> out) throws Exception {
        ConvoyCity known = city.value();
        if (known != null) {
            Instant now = Instant.ofEpochMilli(context.timerService().currentProcessingTime());
            settle(rule.atEventTime(known, timestamp, now), context.timerService(), out);
        }
    }

    /** A timer that comes too early finds nothing to do; none is ever taken back. */
    private void settle(Judged<ConvoyCity> judged, TimerService timers, Collector<KeyedBytes> out) throws Exception {
        Judgements.settle(city, judged, out);
        @Nullable ConvoyCity after = judged.state();
        if (after != null && after.wakesAt() != Long.MAX_VALUE) {
            timers.registerEventTimeTimer(after.wakesAt());
        }
    }
}
