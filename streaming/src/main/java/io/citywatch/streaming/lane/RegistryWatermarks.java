package io.citywatch.streaming.lane;

import io.citywatch.streaming.io.RegistryRecord;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.util.clock.RelativeClock;

/**
 * A registry holds no event time back: its watermark is the end of time, so that of a joined stream is the telemetry's.
 * It is said once a partition has been quiet for a second, which after a start without a checkpoint lets the registry
 * be read before the first old window ends; else that window would not know its person and make another id. One that is
 * never quiet holds a start for a minute at most.
 */
public final class RegistryWatermarks implements WatermarkGenerator<RegistryRecord> {
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final RelativeClock clock;
    private final long started;
    private long newest;

    RegistryWatermarks(RelativeClock clock) {
        this.clock = clock;
        this.started = clock.relativeTimeNanos();
        this.newest = started;
    }

    public static WatermarkStrategy<RegistryRecord> strategy() {
        return WatermarkStrategy.forGenerator(context -> new RegistryWatermarks(context.getInputActivityClock()));
    }

    /** For what no rule waits for: it holds nothing back from the first moment, however busy it is. */
    public static WatermarkStrategy<RegistryRecord> immediate() {
        return WatermarkStrategy.forGenerator(context -> new Immediate());
    }

    @Override
    public void onEvent(RegistryRecord event, long timestamp, WatermarkOutput output) {
        newest = clock.relativeTimeNanos();
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        long now = clock.relativeTimeNanos();
        if (now - newest >= QUIET_NANOS || now - started >= LONGEST_NANOS) {
            output.emitWatermark(Watermark.MAX_WATERMARK);
        }
    }

    private static final class Immediate implements WatermarkGenerator<RegistryRecord> {
        @Override
        public void onEvent(RegistryRecord event, long timestamp, WatermarkOutput output) {}

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            output.emitWatermark(Watermark.MAX_WATERMARK);
        }
    }
}
