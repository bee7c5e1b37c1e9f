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
 * be read before the first old window ends; else that window would not know its person and make another id.
 */
public final class RegistryWatermarks implements WatermarkGenerator<RegistryRecord> {
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final RelativeClock clock;
    private long newest;

    RegistryWatermarks(RelativeClock clock) {
        this.clock = clock;
        this.newest = clock.relativeTimeNanos();
    }

    public static WatermarkStrategy<RegistryRecord> strategy() {
        return WatermarkStrategy.forGenerator(context -> new RegistryWatermarks(context.getInputActivityClock()));
    }

    @Override
    public void onEvent(RegistryRecord event, long timestamp, WatermarkOutput output) {
        newest = clock.relativeTimeNanos();
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        if (clock.relativeTimeNanos() - newest >= QUIET_NANOS) {
            output.emitWatermark(Watermark.MAX_WATERMARK);
        }
    }
}
