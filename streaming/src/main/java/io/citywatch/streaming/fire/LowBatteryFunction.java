package io.citywatch.streaming.fire;

import io.citywatch.model.detection.Detection;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.SmokeSample;
import io.citywatch.streaming.rules.fire.LowBattery;
import io.citywatch.streaming.rules.fire.OpenLowBattery;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Keyed by smoke sensor: remembers a low battery until it is good again. */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
public final class LowBatteryFunction extends KeyedProcessFunction<String, SmokeSample, KeyedBytes> {
    private final LowBattery rule;
    private final Duration kept;

    private transient ValueState<OpenLowBattery> battery;

    public LowBatteryFunction(RuleParameters parameters) {
        this.rule = new LowBattery(parameters.fire(), parameters.clock());
        this.kept = parameters.fire().lowBatteryKept();
    }

    @Override
    public void open(OpenContext context) {
        ValueStateDescriptor<OpenLowBattery> descriptor = new ValueStateDescriptor<>("battery", OpenLowBattery.class);
        descriptor.enableTimeToLive(StateTtlConfig.newBuilder(kept).build());
        battery = getRuntimeContext().getState(descriptor);
    }

    @Override
    public void processElement(SmokeSample sample, Context context, Collector<KeyedBytes> out) throws Exception {
        Instant now = Instant.ofEpochMilli(context.timerService().currentProcessingTime());
        Judged<OpenLowBattery> judged = rule.take(battery.value(), sample, now);
        for (Detection detection : judged.detections()) {
            out.collect(KeyedBytes.detection(detection));
        }
        if (judged.state() == null) {
            battery.clear();
            return;
        }
        battery.update(judged.state());
    }
}
