package io.citywatch.streaming.ride;

import io.citywatch.streaming.io.Judgements;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.io.Remembered;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.ride.OddCity;
import io.citywatch.streaming.rules.ride.OddRides;
import io.citywatch.streaming.rules.ride.Ride;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** One key for the city: R4, of rides by the hour. */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
public final class OddRideFunction extends KeyedProcessFunction<String, Ride, KeyedBytes> {
    private final OddRides rule;

    private transient ValueState<OddCity> city;

    public OddRideFunction(RuleParameters rules) {
        rule = new OddRides(rules.ride());
    }

    @Override
    public void open(OpenContext context) {
        city = Remembered.value(getRuntimeContext(), "r4", OddCity.class);
    }

    @Override
    public void processElement(Ride ride, Context context, Collector<KeyedBytes> out) throws Exception {
        Instant now = Instant.ofEpochMilli(context.timerService().currentProcessingTime());
        settle(rule.take(city.value(), ride, now), context.timerService(), out);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<KeyedBytes> out) throws Exception {
        OddCity known = city.value();
        if (known != null) {
            Instant now = Instant.ofEpochMilli(context.timerService().currentProcessingTime());
            settle(rule.atEventTime(known, timestamp, now), context.timerService(), out);
        }
    }

    /** A timer that comes too early finds nothing to do; none is ever taken back. */
    private void settle(Judged<OddCity> judged, TimerService timers, Collector<KeyedBytes> out) throws Exception {
        Judgements.settle(city, judged, out);
        @Nullable OddCity after = judged.state();
        if (after != null && after.wakesAt() != Long.MAX_VALUE) {
            timers.registerEventTimeTimer(after.wakesAt());
        }
    }
}
