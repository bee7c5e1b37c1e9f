package io.citywatch.streaming.health;

import io.citywatch.streaming.io.Judgements;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.io.Remembered;
import io.citywatch.streaming.rules.GatewayPulse;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.health.GatewayGone;
import io.citywatch.streaming.rules.health.HealthParameters;
import io.citywatch.streaming.rules.health.WatchedGateway;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Keyed by gateway: D5, with one timer that is moved on when it fires. */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
public final class GatewayFunction extends KeyedProcessFunction<String, GatewayPulse, KeyedBytes> {
    private final GatewayGone rule;

    /** Lives for ever: gateways are few, and one that is gone is missed until it is back. */
    private transient ValueState<WatchedGateway> gateway;

    public GatewayFunction(HealthParameters parameters) {
        rule = new GatewayGone(parameters);
    }

    @Override
    public void open(OpenContext context) {
        gateway = Remembered.value(getRuntimeContext(), "gateway", WatchedGateway.class);
    }

    @Override
    public void processElement(GatewayPulse pulse, Context context, Collector<KeyedBytes> out) throws Exception {
        WatchedGateway before = gateway.value();
        WatchedGateway after = settle(rule.onPulse(before, pulse, now(context)), out);
        if (after != null && (before == null || before.id() != null)) {
            context.timerService().registerEventTimeTimer(rule.wakesAt(after));
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<KeyedBytes> out) throws Exception {
        WatchedGateway watched = gateway.value();
        if (watched == null) {
            return;
        }
        WatchedGateway after = settle(
                rule.atEventTime(
                        context.getCurrentKey(), watched, context.timerService().currentWatermark(), now(context)),
                out);
        if (after != null && after.id() == null) {
            context.timerService().registerEventTimeTimer(rule.wakesAt(after));
        }
    }

    private @Nullable WatchedGateway settle(Judged<WatchedGateway> judged, Collector<KeyedBytes> out) throws Exception {
        Judgements.say(judged.detections(), out);
        WatchedGateway after = judged.state();
        if (after != null) {
            gateway.update(after);
        }
        return after;
    }

    private static Instant now(Context context) {
        return Instant.ofEpochMilli(context.timerService().currentProcessingTime());
    }
}
