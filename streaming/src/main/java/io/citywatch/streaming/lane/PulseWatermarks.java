package io.citywatch.streaming.lane;

import io.citywatch.streaming.io.LogEvent;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Event time of one partition: its newest pulse less a second. Flink takes the smallest over the partitions. Never a
 * device's clock, and never idleness: a partition without pulses has not been read.
 */
public final class PulseWatermarks implements WatermarkGenerator<LogEvent> {
    private static final long BEHIND_MILLIS = 1_000;
    /** A gateway whose clock runs ahead by more must not end everybody's windows. */
    private static final long MOST_AHEAD_MILLIS = 120_000;

    public static WatermarkStrategy<LogEvent> strategy() {
        return WatermarkStrategy.forGenerator(context -> new PulseWatermarks());
    }

    @Override
    public void onEvent(LogEvent event, long timestamp, WatermarkOutput output) {
        if (event.type() == LogEvent.Type.PULSE && event.at() <= event.loggedAt() + MOST_AHEAD_MILLIS) {
            output.emitWatermark(new Watermark(event.at() - BEHIND_MILLIS));
        }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {}
}
