package io.citywatch.streaming.history;

import io.citywatch.model.history.Measurement;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Sums up a reader's minute. Its point stands at the minute's beginning, so a late read writes it anew. */
final class ReaderMinute extends ProcessWindowFunction<MinuteTally, HistoryPoint, String, TimeWindow> {
    @Override
    public void process(String reader, Context context, Iterable<MinuteTally> tallies, Collector<HistoryPoint> out) {
        long minute = context.window().getStart();
        for (MinuteTally tally : tallies) { // there is one
            double meanRssi = Math.round(tally.rssi / tally.reads * 100) / 100.0;
            out.collect(new PointLine(Measurement.READER_MINUTES, reader, TimeUnit.MILLISECONDS.toNanos(minute))
                    .whole("reads", tally.reads)
                    .whole("tags", tally.tags.size())
                    .number("meanRssi", meanRssi)
                    .of(reader, minute));
        }
    }

    /** Adds up message by message, so that a window keeps a tally instead of its messages. */
    static final class Sum implements AggregateFunction<ReaderReads, MinuteTally, MinuteTally> {
        @Override
        public MinuteTally createAccumulator() {
            return new MinuteTally();
        }

        @Override
        public MinuteTally add(ReaderReads reads, MinuteTally tally) {
            tally.add(reads);
            return tally;
        }

        @Override
        public MinuteTally getResult(MinuteTally tally) {
            return tally;
        }

        @Override
        public MinuteTally merge(MinuteTally one, MinuteTally other) {
            throw new UnsupportedOperationException("windows of a minute do not merge");
        }
    }
}
