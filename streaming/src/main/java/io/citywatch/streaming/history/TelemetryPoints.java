package io.citywatch.streaming.history;

import io.citywatch.model.Decoded;
import io.citywatch.model.telemetry.Telemetry;
import io.citywatch.model.telemetry.TelemetryKind;
import io.citywatch.streaming.io.LogEvent;
import java.util.Optional;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes points of all messages but sightings, which first need their reader's place. */
final class TelemetryPoints extends ProcessFunction<LogEvent, HistoryPoint> {
    static final OutputTag<LogEvent> SIGHTINGS = new OutputTag<>("sightings") {};

    private static final Logger LOG = LoggerFactory.getLogger(TelemetryPoints.class);

    @Override
    public void processElement(LogEvent event, Context context, Collector<HistoryPoint> out) {
        if (event.type() != LogEvent.Type.TELEMETRY) {
            return; // a pulse has made its watermark; what is unreadable is the detection job's dead letter
        }
        if (event.kind() == TelemetryKind.TAG_SIGHTINGS) {
            context.output(SIGHTINGS, event);
            return;
        }
        read(event).ifPresent(telemetry -> Points.of(event, telemetry, null).forEach(out::collect));
    }

    /** The payload; empty if it cannot be read, which the detection job makes a dead letter. */
    static Optional<Telemetry> read(LogEvent event) {
        try {
            return event.message().telemetry() instanceof Decoded.Valid<Telemetry> valid
                    ? Optional.of(valid.value())
                    : Optional.empty();
        } catch (RuntimeException e) {
            // A fault of ours costs one message, not the job.
            LOG.debug("{} of {} cannot be read", event.kind(), event.device(), e);
            return Optional.empty();
        }
    }
}
