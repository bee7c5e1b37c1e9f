package io.citywatch.streaming.rules;

import io.citywatch.model.registry.StolenVehicle;
import io.citywatch.model.registry.TheftReport;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the stolen list, flat. Times are epoch milliseconds.
 *
 * @param plate null if the report was withdrawn; then the rest is empty
 * @param lastSeenAt when its owner saw it last: what was read before is lawful; null if nobody knows
 * @param loggedAt of this entry
 */
public record WantedVehicle(
        String tag,
        @Nullable String plate,
        String caseNumber,
        long reportedAt,
        @Nullable Long lastSeenAt,
        long loggedAt) {
    public static WantedVehicle of(StolenVehicle stolen, long loggedAt) {
        TheftReport report = stolen.report();
        return new WantedVehicle(
                stolen.tag(),
                report.plate(),
                report.caseNumber(),
                report.reportedAt().toEpochMilli(),
                report.lastSeen() == null ? null : report.lastSeen().ts().toEpochMilli(),
                loggedAt);
    }

    public static WantedVehicle withdrawn(String tag, long loggedAt) {
        return new WantedVehicle(tag, null, "", 0, null, loggedAt);
    }
}
