package io.citywatch.streaming.fire;

import io.citywatch.streaming.io.Expiring;
import io.citywatch.streaming.io.Judgements;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.io.Remembered;
import io.citywatch.streaming.rules.DetectorAlarm;
import io.citywatch.streaming.rules.DetectorReading;
import io.citywatch.streaming.rules.FireParameters;
import io.citywatch.streaming.rules.OpenAlarm;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Keyed by detector: remembers its newest alarm until the message that ends it. */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
public final class DetectorAlarmFunction extends KeyedProcessFunction<String, DetectorReading, KeyedBytes> {
    private final DetectorAlarm rule = new DetectorAlarm();
    private final Duration kept;

    private transient ValueState<OpenAlarm> alarm;

    public DetectorAlarmFunction(FireParameters parameters) {
        this.kept = parameters.openAlarmKept();
    }

    @Override
    public void open(OpenContext context) {
        alarm = Remembered.value(getRuntimeContext(), "alarm", OpenAlarm.class, Expiring.ofFew(kept));
    }

    @Override
    public void processElement(DetectorReading reading, Context context, Collector<KeyedBytes> out) throws Exception {
        Instant now = Instant.ofEpochMilli(context.timerService().currentProcessingTime());
        Judgements.settle(alarm, rule.take(alarm.value(), reading, now), out);
    }
}
