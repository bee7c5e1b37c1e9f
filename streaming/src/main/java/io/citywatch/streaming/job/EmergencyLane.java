package io.citywatch.streaming.job;

import io.citywatch.model.Decoded;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.LifeAlarms;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.telemetry.CallEvent;
import io.citywatch.model.telemetry.SmokeReading;
import io.citywatch.model.telemetry.Telemetry;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.io.LogEvent;
import io.citywatch.streaming.rules.Call;
import io.citywatch.streaming.rules.DetectorReading;
import java.time.Instant;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Reads each payload once. E1 and S1 are raised here and now, before any key, state, repeat filter or time; what other
 * rules need goes on by kind, and what cannot be read goes to the dead letters.
 */
final class EmergencyLane extends ProcessFunction<LogEvent, KeyedBytes> {
    static final OutputTag<Call> FALLS = new OutputTag<>("falls") {};
    static final OutputTag<DetectorReading> DETECTORS = new OutputTag<>("detectors") {};
    static final OutputTag<KeyedBytes> UNREADABLE = new OutputTag<>("unreadable-events") {};

    @Override
    public void processElement(LogEvent event, Context context, Collector<KeyedBytes> out) {
        switch (event.type()) {
            case PULSE -> {} // has made its watermark
            case UNREADABLE ->
                context.output(
                        UNREADABLE,
                        KeyedBytes.deadLetter(
                                event.device(),
                                LogTopic.TELEMETRY_EVENTS.topicName(),
                                event.reason(),
                                event.at(),
                                event.payload()));
            case TELEMETRY -> read(event.message(), context, out);
        }
    }

    private static void read(LogRecord message, Context context, Collector<KeyedBytes> out) {
        Decoded<Telemetry> decoded = decode(message);
        if (decoded instanceof Decoded.Valid<Telemetry> valid) {
            judge(message, valid.value(), context, out);
        } else if (decoded instanceof Decoded.Invalid<Telemetry> invalid) {
            context.output(
                    UNREADABLE,
                    KeyedBytes.deadLetter(
                            message.device().value(),
                            message.mqttTopic(),
                            invalid.reason(),
                            message.receivedAt().toEpochMilli(),
                            message.payload()));
        }
    }

    private static Decoded<Telemetry> decode(LogRecord message) {
        try {
            return message.telemetry();
        } catch (RuntimeException e) {
            // As in the deserialiser: a fault of ours costs one message, not the lane.
            return Decoded.invalid(String.valueOf(e));
        }
    }

    private static void judge(LogRecord message, Telemetry telemetry, Context context, Collector<KeyedBytes> out) {
        Instant now = Instant.ofEpochMilli(context.timerService().currentProcessingTime());
        Detection alarm = LifeAlarms.judge(message, telemetry, now).orElse(null);
        if (alarm != null) {
            out.collect(KeyedBytes.detection(alarm));
        }
        if (telemetry instanceof SmokeReading reading) {
            context.output(DETECTORS, DetectorReading.of(message, reading, alarm == null ? null : alarm.id()));
        }
        if (telemetry instanceof CallEvent call && concernsFalls(call)) {
            context.output(FALLS, Call.of(message, call));
        }
    }

    private static boolean concernsFalls(CallEvent call) {
        return call.event() == CallEvent.Event.FALL || call.event() == CallEvent.Event.CANCEL;
    }
}
