package io.citywatch.model.message;

import io.citywatch.model.Required;
import java.time.Instant;

/**
 * How far the detection job has come ({@code detection.status}, once a second while event time moves): proof that it
 * reads, judges and writes. Whoever sees none for some seconds knows that it is stale.
 *
 * @param job which job
 * @param eventTime everything received before was judged
 * @param at when this was written, wall clock
 */
public record DetectionStatus(String job, Instant eventTime, Instant at) {
    /** @throws IllegalArgumentException naming the field that is missing */
    public DetectionStatus {
        Required.check("job", job, "the job's name");
        Required.check("eventTime", eventTime, "epoch milliseconds");
        Required.check("at", at, "epoch milliseconds");
    }
}
