package io.citywatch.streaming.vehicle;

import io.citywatch.streaming.health.GatewayLives;
import io.citywatch.streaming.io.Judgements;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.rules.GatewayPulse;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.SignOfLife;
import io.citywatch.streaming.rules.health.GatewayLife;
import io.citywatch.streaming.rules.health.HealthParameters;
import io.citywatch.streaming.rules.vehicle.DeafReader;
import io.citywatch.streaming.rules.vehicle.Hearing;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Keyed by reader, with the pulses of all gateways broadcast to it: R11 of readers that live, but are deaf. */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
public final class DeafReaderFunction
        extends KeyedBroadcastProcessFunction<String, SignOfLife, GatewayPulse, KeyedBytes> {
    private static final Duration KEPT = Duration.ofDays(14);

    private final DeafReader rule;
    private final long spanMillis;
    private final HealthParameters health;

    private transient ValueState<Hearing> hearing;

    public DeafReaderFunction(RuleParameters rules) {
        rule = new DeafReader(rules.vehicle());
        spanMillis = rules.vehicle().deafFor().toMillis();
        health = rules.health();
    }

    @Override
    public void open(OpenContext context) {
        ValueStateDescriptor<Hearing> descriptor = new ValueStateDescriptor<>("hearing", Hearing.class);
        descriptor.enableTimeToLive(StateTtlConfig.newBuilder(KEPT).build());
        hearing = getRuntimeContext().getState(descriptor);
    }

    @Override
    public void processBroadcastElement(GatewayPulse pulse, Context context, Collector<KeyedBytes> out)
            throws Exception {
        GatewayLives.take(context.getBroadcastState(GatewayLives.STATE), pulse, health);
    }

    @Override
    public void processElement(SignOfLife sign, ReadOnlyContext context, Collector<KeyedBytes> out) throws Exception {
        Hearing before = hearing.value();
        Hearing after = settle(rule.take(before, sign, Instant.ofEpochMilli(context.currentProcessingTime())), out);
        if (after != null && (before == null || rule.endsAt(before) == 0)) {
            context.timerService().registerEventTimeTimer(rule.endsAt(after));
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<KeyedBytes> out) throws Exception {
        Hearing ended = hearing.value();
        if (ended == null || rule.endsAt(ended) != timestamp) {
            return; // forgotten meanwhile
        }
        @Nullable GatewayLife life = GatewayLives.find(context.getBroadcastState(GatewayLives.STATE), ended.gateway());
        boolean isDisturbed = life != null && life.isDisturbed(timestamp - spanMillis, timestamp, health);
        Hearing after =
                settle(rule.atSpanEnd(ended, isDisturbed, Instant.ofEpochMilli(context.currentProcessingTime())), out);
        if (after != null && rule.endsAt(after) != 0) {
            context.timerService().registerEventTimeTimer(rule.endsAt(after));
        }
    }

    private @Nullable Hearing settle(Judged<Hearing> judged, Collector<KeyedBytes> out) throws Exception {
        Judgements.say(judged.detections(), out);
        Hearing after = judged.state();
        if (after != null) {
            hearing.update(after);
        }
        return after;
    }
}
