package io.citywatch.streaming.replay;

import java.util.Iterator;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Reads a feed of this JVM with one reader. It never ends by itself: the end of a source would end all windows, and a
 * replay's time ends where its recording says. Not for a job that is restarted.
 */
final class FeedSource<T, I extends Iterator<T>>
        implements Source<T, FeedSplit, FeedSplit>, ResultTypeQueryable<T>, AutoCloseable {
    private static final long serialVersionUID = 1;

    private final Held<Feed<T, I>> feed;
    private final Class<T> type;

    FeedSource(Class<T> type, Feed<T, I> feed) {
        this.type = type;
        this.feed = new Held<>(feed);
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return TypeInformation.of(type);
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SplitEnumerator<FeedSplit, FeedSplit> createEnumerator(SplitEnumeratorContext<FeedSplit> context) {
        return new FeedEnumerator();
    }

    @Override
    public SplitEnumerator<FeedSplit, FeedSplit> restoreEnumerator(
            SplitEnumeratorContext<FeedSplit> context, FeedSplit checkpoint) {
        return createEnumerator(context);
    }

    @Override
    public SimpleVersionedSerializer<FeedSplit> getSplitSerializer() {
        return new FeedSplit.Serializer();
    }

    @Override
    public SimpleVersionedSerializer<FeedSplit> getEnumeratorCheckpointSerializer() {
        return new FeedSplit.Serializer();
    }

    @Override
    public SourceReader<T, FeedSplit> createReader(SourceReaderContext context) {
        return new FeedReader<>(feed.get());
    }

    /** Forgets the feed. */
    @Override
    public void close() {
        feed.close();
    }
}
