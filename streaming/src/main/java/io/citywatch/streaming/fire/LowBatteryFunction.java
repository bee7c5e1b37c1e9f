package io.citywatch.streaming.fire;

import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.streaming.io.Expiring;
import io.citywatch.streaming.io.Judgements;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.io.Remembered;
import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.fire.BatteryReport;
import io.citywatch.streaming.rules.fire.LowBattery;
import io.citywatch.streaming.rules.fire.OpenLowBattery;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keyed by device: remembers a smoke sensor's low battery until it is good again. A heartbeat does not say whose it is,
 * so one counts only of a device that the registry knows as a smoke sensor; the next comes soon.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
public final class LowBatteryFunction extends KeyedProcessFunction<String, SensorNews, KeyedBytes> {
    private final LowBattery rule;
    private final Duration kept;

    private transient ValueState<OpenLowBattery> battery;
    private transient ValueState<Boolean> smokeSensor;

    public LowBatteryFunction(RuleParameters parameters) {
        this.rule = new LowBattery(parameters.fire(), parameters.clock());
        this.kept = parameters.fire().lowBatteryKept();
    }

    @Override
    public void open(OpenContext context) {
        battery = Remembered.value(getRuntimeContext(), "battery", OpenLowBattery.class, Expiring.ofFew(kept));
        smokeSensor = Remembered.value(getRuntimeContext(), "smoke-sensor", Boolean.class);
    }

    @Override
    public void processElement(SensorNews news, Context context, Collector<KeyedBytes> out) throws Exception {
        if (news.sample() != null) {
            take(BatteryReport.of(news.sample()), context, out);
        }
        if (news.state() != null && smokeSensor.value() != null) {
            take(BatteryReport.of(news.state()), context, out);
        }
        RegisteredDevice registered = news.registered();
        if (registered != null) {
            Judgements.remember(smokeSensor, registered.kind() == DeviceKind.SMOKE_SENSOR ? Boolean.TRUE : null);
        }
    }

    private void take(BatteryReport report, Context context, Collector<KeyedBytes> out) throws Exception {
        Instant now = Instant.ofEpochMilli(context.timerService().currentProcessingTime());
        Judgements.settle(battery, rule.take(battery.value(), report, now), out);
    }
}
