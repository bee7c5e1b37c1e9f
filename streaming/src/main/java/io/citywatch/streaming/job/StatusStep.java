package io.citywatch.streaming.job;

import io.citywatch.model.message.DetectionStatus;
import io.citywatch.streaming.io.KeyedBytes;
import java.time.Instant;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Says about once a second how far event time has come behind all steps whose detections it is given: its watermark is
 * the smallest of theirs. A process function is not told of watermarks, so this is an operator.
 */
final class StatusStep extends AbstractStreamOperator<KeyedBytes>
        implements OneInputStreamOperator<KeyedBytes, KeyedBytes> {
    private static final String JOB = "detection";
    private static final long EVERY_MILLIS = 900;

    private transient long saidAt;

    @Override
    public void processElement(StreamRecord<KeyedBytes> detection) {}

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        long now = getProcessingTimeService().getCurrentProcessingTime();
        if (mark.getTimestamp() >= 0 && mark.getTimestamp() != Long.MAX_VALUE && now - saidAt >= EVERY_MILLIS) {
            saidAt = now;
            output.collect(new StreamRecord<>(KeyedBytes.status(
                    new DetectionStatus(JOB, Instant.ofEpochMilli(mark.getTimestamp()), Instant.ofEpochMilli(now)))));
        }
        super.processWatermark(mark);
    }
}
