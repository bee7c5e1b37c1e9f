package io.citywatch.streaming.ledger;

import io.citywatch.streaming.io.Expiring;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.io.Remembered;
import io.citywatch.streaming.rules.CountedMessage;
import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.ledger.DeviceCount;
import io.citywatch.streaming.rules.ledger.Ledger;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by device: counts its messages and tells of a change two seconds later, so that a burst is told once. Wall
 * clock, because people look at it: whether event time goes on or not.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
public final class LedgerFunction extends KeyedCoProcessFunction<String, CountedMessage, RegisteredDevice, KeyedBytes> {
    static final Duration SAY_AFTER = Duration.ofSeconds(2);
    /** Longer than any device is away for repair; the counts of one that nobody withdrew begin anew after it. */
    static final Duration FORGOTTEN_AFTER = Duration.ofDays(90);

    private transient ValueState<DeviceCount> counts;

    @Override
    public void open(OpenContext context) {
        counts = Remembered.unchanging(
                getRuntimeContext(), "ledger", DeviceCount.class, Expiring.ofMany(FORGOTTEN_AFTER));
    }

    @Override
    public void processElement1(CountedMessage message, Context context, Collector<KeyedBytes> out) throws Exception {
        @Nullable DeviceCount known = counts.value();
        DeviceCount after = Ledger.take(known == null ? DeviceCount.NOTHING : known, message);
        if (after.sayAt() == 0) {
            long sayAt = context.timerService().currentProcessingTime() + SAY_AFTER.toMillis();
            context.timerService().registerProcessingTimeTimer(sayAt);
            after = after.sayingAt(sayAt);
        }
        counts.update(after);
    }

    /** The counts of a device that is withdrawn end with it. */
    @Override
    public void processElement2(RegisteredDevice entry, Context context, Collector<KeyedBytes> out) throws Exception {
        DeviceCount count = entry.isWithdrawn() ? counts.value() : null;
        if (count != null) {
            if (count.sayAt() > 0) {
                context.timerService().deleteProcessingTimeTimer(count.sayAt());
            }
            counts.clear();
            out.collect(KeyedBytes.nothing(entry.device()));
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<KeyedBytes> out) throws Exception {
        DeviceCount count = counts.value();
        if (count != null) {
            counts.update(count.sayingAt(0));
            out.collect(KeyedBytes.ledger(count.ledger(context.getCurrentKey())));
        }
    }
}
