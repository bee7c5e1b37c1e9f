package io.citywatch.streaming.lane;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.LifeAlarms;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.telemetry.CallEvent;
import io.citywatch.model.telemetry.SmokeReading;
import io.citywatch.model.telemetry.Telemetry;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.rules.Call;
import io.citywatch.streaming.rules.DetectorReading;
import io.citywatch.streaming.rules.ServiceOrder;
import io.citywatch.streaming.rules.SignOfLife;
import io.citywatch.streaming.rules.SmokeSample;
import java.time.Instant;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * The emergency lane. E1 and S1 are raised here and now, before any key, state, repeat filter or time; what other rules
 * need goes on by kind.
 */
public final class EmergencyLane extends LaneReader<KeyedBytes> {
    public EmergencyLane() {
        super(LogTopic.TELEMETRY_EVENTS);
    }

    @Override
    void take(LogRecord message, Telemetry telemetry, Context context, Collector<KeyedBytes> out) {
        Instant now = Instant.ofEpochMilli(context.timerService().currentProcessingTime());
        Detection alarm = LifeAlarms.judge(message, telemetry, now).orElse(null);
        if (alarm != null) {
            out.collect(KeyedBytes.detection(alarm));
        }
        context.output(
                Outlets.LIFE, SignOfLife.of(message, telemetry.measuredAt().toEpochMilli(), SignOfLife.NO_TAGS));
        if (telemetry instanceof SmokeReading reading) {
            @Nullable String raised = alarm == null ? null : alarm.id();
            context.output(Outlets.DETECTORS, DetectorReading.of(message, reading, raised));
            context.output(Outlets.SMOKE, SmokeSample.of(message, reading, raised));
        }
        if (telemetry instanceof CallEvent call) {
            context.output(Outlets.CALLS, Call.of(message, call));
            if (call.event() == CallEvent.Event.SERVICE) {
                context.output(Outlets.ORDERS, ServiceOrder.of(message, call));
            }
        }
    }
}
