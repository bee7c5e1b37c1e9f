package io.citywatch.streaming.history.influx;

import io.citywatch.streaming.history.HistoryPoint;
import io.citywatch.streaming.history.HistoryTarget;
import io.citywatch.streaming.io.KeyedBytes;
import java.io.IOException;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Writes the history at least once: every point that a checkpoint covers is kept, or a dead letter.
 *
 * @param target the server
 * @param deadLetters for points that the server refuses
 */
public record InfluxSink(HistoryTarget target, Sink<KeyedBytes> deadLetters) implements Sink<HistoryPoint> {
    @Override
    public SinkWriter<HistoryPoint> createWriter(WriterInitContext context) throws IOException {
        return new InfluxWriter(new InfluxServer(target), deadLetters.createWriter(context), context);
    }
}
