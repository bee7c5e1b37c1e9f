package io.citywatch.streaming.replay;

import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.jspecify.annotations.Nullable;

/** Has nothing to hand out: the one reader knows its feed. */
final class FeedEnumerator implements SplitEnumerator<FeedSplit, FeedSplit> {
    @Override
    public void start() {}

    @Override
    public void handleSplitRequest(int subtask, @Nullable String host) {}

    @Override
    public void addSplitsBack(List<FeedSplit> splits, int subtask) {}

    @Override
    public void addReader(int subtask) {}

    @Override
    public FeedSplit snapshotState(long checkpoint) {
        return new FeedSplit();
    }

    @Override
    public void close() {}
}
