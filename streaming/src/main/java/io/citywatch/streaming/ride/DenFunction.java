package io.citywatch.streaming.ride;

import io.citywatch.streaming.io.Judgements;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.io.Remembered;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.ride.DenCity;
import io.citywatch.streaming.rules.ride.Dens;
import io.citywatch.streaming.rules.ride.Rest;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** One key for the city: R14, of stolen vehicles that came to rest. */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
public final class DenFunction extends KeyedProcessFunction<String, Rest, KeyedBytes> {
    private final Dens rule;

    private transient ValueState<DenCity> city;

    public DenFunction(RuleParameters rules) {
        rule = new Dens(rules.ride());
    }

    @Override
    public void open(OpenContext context) {
        city = Remembered.value(getRuntimeContext(), "r14", DenCity.class);
    }

    @Override
    public void processElement(Rest rest, Context context, Collector<KeyedBytes> out) throws Exception {
        Instant now = Instant.ofEpochMilli(context.timerService().currentProcessingTime());
        settle(rule.take(city.value(), rest, now), context.timerService(), out);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<KeyedBytes> out) throws Exception {
        DenCity known = city.value();
        if (known != null) {
            Instant now = Instant.ofEpochMilli(context.timerService().currentProcessingTime());
            settle(rule.atEventTime(known, timestamp, now), context.timerService(), out);
        }
    }

    /** A timer that comes too early finds nothing to do; none is ever taken back. */
    private void settle(Judged<DenCity> judged, TimerService timers, Collector<KeyedBytes> out) throws Exception {
        Judgements.settle(city, judged, out);
        @Nullable DenCity after = judged.state();
        if (after != null && after.wakesAt() != Long.MAX_VALUE) {
            timers.registerEventTimeTimer(after.wakesAt());
        }
    }
}
