package io.citywatch.alerts.nearest;

import io.citywatch.alerts.events.LiveEvents;
import io.citywatch.alerts.log.LogReader;
import io.citywatch.model.Decoded;
import io.citywatch.model.json.Json;
import io.citywatch.model.message.PositionReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps where responders are. A batch that cannot be saved is dropped: the next positions are worth more than the old
 * ones.
 */
public final class PositionReader implements LogReader.Batch {
    private static final Logger LOG = LoggerFactory.getLogger(PositionReader.class);

    /** The live event of a position. */
    public record Moved(String responder, Instant ts, double lat, double lon) {}

    private final PositionStore store;
    private final LiveEvents events;
    private boolean failing;

    public PositionReader(PositionStore store, LiveEvents events) {
        this.store = store;
        this.events = events;
    }

    @Override
    public void take(List<ConsumerRecord<byte[], byte[]>> records) {
        // By name, so that two processes lock the rows in the same order.
        Map<String, PositionReport.Logged> newest = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> message : records) {
            if (message.value() != null
                    && Json.read(message.value(), PositionReport.Logged.class)
                            instanceof Decoded.Valid<PositionReport.Logged> valid) {
                newest.merge(
                        valid.value().responder(),
                        valid.value(),
                        (one, other) -> other.receivedAt().isBefore(one.receivedAt()) ? one : other);
            } else {
                LOG.warn("{}-{}@{}: not a position", message.topic(), message.partition(), message.offset());
            }
        }
        if (!newest.isEmpty()) {
            save(newest);
        }
    }

    private void save(Map<String, PositionReport.Logged> newest) {
        try {
            store.save(newest.values());
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn("positions: not saved until the database is back: {}", e.toString());
            }
            failing = true;
            return;
        }
        newest.values()
                .forEach(logged -> events.publish(
                        LiveEvents.POSITION,
                        new Moved(
                                logged.responder(),
                                logged.report().ts(),
                                logged.report().lat(),
                                logged.report().lon())));
    }
}
