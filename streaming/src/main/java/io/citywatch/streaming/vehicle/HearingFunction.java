package io.citywatch.streaming.vehicle;

import io.citywatch.streaming.health.GatewayLives;
import io.citywatch.streaming.io.Expiring;
import io.citywatch.streaming.io.Remembered;
import io.citywatch.streaming.rules.GatewayPulse;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.SignOfLife;
import io.citywatch.streaming.rules.health.GatewayLife;
import io.citywatch.streaming.rules.health.HealthParameters;
import io.citywatch.streaming.rules.vehicle.HeardSpan;
import io.citywatch.streaming.rules.vehicle.Hearing;
import io.citywatch.streaming.rules.vehicle.SpanCount;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Keyed by reader, with the pulses of all gateways broadcast to it: how many tags it saw in each span. */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
public final class HearingFunction extends KeyedBroadcastProcessFunction<String, SignOfLife, GatewayPulse, HeardSpan> {
    private static final Duration KEPT = Duration.ofDays(2);

    private final SpanCount count;
    private final long spanMillis;
    private final HealthParameters health;

    private transient ValueState<Hearing> hearing;

    public HearingFunction(RuleParameters rules) {
        count = new SpanCount(rules.vehicle());
        spanMillis = rules.vehicle().deafFor().toMillis();
        health = rules.health();
    }

    @Override
    public void open(OpenContext context) {
        hearing = Remembered.unchanging(getRuntimeContext(), "hearing", Hearing.class, Expiring.ofMany(KEPT));
    }

    @Override
    public void processBroadcastElement(GatewayPulse pulse, Context context, Collector<HeardSpan> out)
            throws Exception {
        GatewayLives.take(context.getBroadcastState(GatewayLives.STATE), pulse, health);
    }

    @Override
    public void processElement(SignOfLife sign, ReadOnlyContext context, Collector<HeardSpan> out) throws Exception {
        Hearing before = hearing.value();
        Hearing after = count.take(before, sign);
        if (after == null) {
            return;
        }
        hearing.update(after);
        if (before == null || count.endsAt(before) == 0) {
            context.timerService().registerEventTimeTimer(count.endsAt(after));
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<HeardSpan> out) throws Exception {
        Hearing ended = hearing.value();
        if (ended == null || count.endsAt(ended) != timestamp) {
            return; // forgotten meanwhile
        }
        @Nullable GatewayLife life = GatewayLives.find(context.getBroadcastState(GatewayLives.STATE), ended.gateway());
        SpanCount.Ended end =
                count.atSpanEnd(ended, life != null && life.isDisturbed(timestamp - spanMillis, timestamp, health));
        hearing.update(end.next());
        if (end.heard() != null) {
            out.collect(end.heard());
        }
        if (count.endsAt(end.next()) != 0) {
            context.timerService().registerEventTimeTimer(count.endsAt(end.next()));
        }
    }
}
