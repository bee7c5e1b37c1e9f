package io.citywatch.streaming.lane;

import io.citywatch.model.Decoded;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.telemetry.Telemetry;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.io.LogEvent;
import io.citywatch.streaming.rules.CountedMessage;
import io.citywatch.streaming.rules.GatewayPulse;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Reads each payload of a lane once; what cannot be read goes to the dead letters. */
abstract class LaneReader<T> extends ProcessFunction<LogEvent, T> {
    private final LogTopic topic;

    LaneReader(LogTopic topic) {
        this.topic = topic;
    }

    /** Takes a message that could be read. */
    abstract void take(LogRecord message, Telemetry telemetry, Context context, Collector<T> out);

    @Override
    public final void processElement(LogEvent event, Context context, Collector<T> out) {
        switch (event.type()) {
            case PULSE ->
                context.output(
                        Outlets.PULSES, new GatewayPulse(event.gateway(), event.boot(), event.at(), event.loggedAt()));
            case UNREADABLE ->
                context.output(
                        Outlets.UNREADABLE,
                        KeyedBytes.deadLetter(
                                event.device(), topic.topicName(), event.reason(), event.at(), event.payload()));
            case TELEMETRY -> read(event.message(), context, out);
        }
    }

    private void read(LogRecord message, Context context, Collector<T> out) {
        Decoded<Telemetry> decoded = decode(message);
        if (decoded instanceof Decoded.Valid<Telemetry> valid) {
            take(message, valid.value(), context, out);
            context.output(Outlets.COUNTED, CountedMessage.of(message, valid.value()));
        } else if (decoded instanceof Decoded.Invalid<Telemetry> invalid) {
            context.output(
                    Outlets.UNREADABLE,
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
}
