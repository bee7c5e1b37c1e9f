package io.citywatch.streaming.rules;

import io.citywatch.model.detection.Subject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An open episode of E2.
 *
 * @param id of its detections
 * @param revision of the last of them
 * @param newest the fall received last
 * @param falls how many it counts
 * @param terminals whose falls they were
 * @param lat the newest place that a fall named, if any; so {@code lon}
 * @param clearsAt event time at which it is over, if no further fall comes
 */
public record OpenFall(
        String id,
        long revision,
        String subjectType,
        String subjectId,
        Call newest,
        int falls,
        List<String> terminals,
        @Nullable Double lat,
        @Nullable Double lon,
        long clearsAt) {
    Subject subject() {
        return new Subject(subjectType, subjectId);
    }
}
