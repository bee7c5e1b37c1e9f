package io.citywatch.alerts.incident;

import io.citywatch.model.Severity;
import java.util.List;

/**
 * What some detections that count come to together.
 *
 * @param devices in the order in which they came
 * @param highest severity of those that hold; P4 if none does
 */
public record Grounds(List<String> rules, List<String> devices, int count, Severity highest) {
    /** Whether there are no such detections. */
    public boolean isNothing() {
        return count == 0;
    }
}
