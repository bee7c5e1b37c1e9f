package io.citywatch.streaming.replay;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.jspecify.annotations.Nullable;

/** Hands a feed's records on as the pace allows. */
final class FeedReader<T, I extends Iterator<T>> implements SourceReader<T, FeedSplit> {
    private final Feed<T, I> feed;
    private final I records;
    private @Nullable T next;

    FeedReader(Feed<T, I> feed) {
        this.feed = feed;
        this.records = feed.records().get();
        announce();
    }

    @Override
    public void start() {}

    @Override
    public InputStatus pollNext(ReaderOutput<T> output) {
        T record = peek();
        if (record == null || !feed.pace().isDue(what(record), time(record))) {
            return InputStatus.NOTHING_AVAILABLE;
        }
        next = null;
        output.collect(record, time(record));
        if (what(record) == Pace.What.RARE) {
            announce();
        }
        return InputStatus.MORE_AVAILABLE;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        T record = peek();
        return record == null ? new CompletableFuture<>() : feed.pace().whenDue(what(record), time(record));
    }

    @Override
    public List<FeedSplit> snapshotState(long checkpoint) {
        return List.of();
    }

    @Override
    public void addSplits(List<FeedSplit> splits) {}

    @Override
    public void notifyNoMoreSplits() {}

    @Override
    public void close() {}

    /** Others wait for its next message, if it has rare ones. */
    private void announce() {
        feed.pace().announce(feed, feed.next().applyAsLong(records));
    }

    private Pace.What what(T record) {
        return feed.what().apply(record);
    }

    private long time(T record) {
        return feed.time().applyAsLong(record);
    }

    private @Nullable T peek() {
        if (next == null && records.hasNext()) {
            next = records.next();
        }
        return next;
    }
}
