package io.citywatch.alerts.incident;

import java.util.Map;

/**
 * Counts by family ({@code vehicle}, {@code smoke}, {@code elder}, {@code thermal}, ...); an incident counts in the
 * family of the rule that opened it.
 *
 * @param incidents by family and state
 * @param offers by family and state (OFFERED, ACCEPTED, DECLINED, EXPIRED, WITHDRAWN)
 * @param detections by family, repeats not counted
 * @param rules the same by rule
 */
public record IncidentCounts(
        Map<String, Map<String, Long>> incidents,
        Map<String, Map<String, Long>> offers,
        Map<String, Long> detections,
        Map<String, Long> rules) {}
