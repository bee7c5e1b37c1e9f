package io.citywatch.streaming.replay;

import io.citywatch.streaming.io.KeyedBytes;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Tells somebody in this JVM what the job says, and how far its time has come. */
final class ListeningSink implements Sink<KeyedBytes>, AutoCloseable {
    private static final long serialVersionUID = 1;

    private final Held<Listener> listener;

    private record Listener(Consumer<KeyedBytes> said, LongConsumer reached) {}

    /**
     * @param said hears each record
     * @param reached hears the event time that everything has come to, epoch milliseconds
     */
    ListeningSink(Consumer<KeyedBytes> said, LongConsumer reached) {
        this.listener = new Held<>(new Listener(said, reached));
    }

    @Override
    public SinkWriter<KeyedBytes> createWriter(WriterInitContext context) {
        Listener heard = listener.get();
        return new SinkWriter<>() {
            @Override
            public void write(KeyedBytes record, Context writing) {
                heard.said().accept(record);
            }

            @Override
            public void writeWatermark(Watermark watermark) {
                heard.reached().accept(watermark.getTimestamp());
            }

            @Override
            public void flush(boolean endOfInput) {}

            @Override
            public void close() {}
        };
    }

    /** Forgets the listener. */
    @Override
    public void close() {
        listener.close();
    }
}
