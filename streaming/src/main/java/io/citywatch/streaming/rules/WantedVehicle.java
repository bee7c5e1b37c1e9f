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
 * @param lastSeenLat where its owner saw it last; so {@code lastSeenLon}
 * @param since {@code loggedAt} of the first entry of this report: the same one may be written again
 */
public record WantedVehicle(
        String tag,
        @Nullable String plate,
        String caseNumber,
        long reportedAt,
        @Nullable Long lastSeenAt,
        long loggedAt,
        @Nullable Double lastSeenLat,
        @Nullable Double lastSeenLon,
        long since) {
    /** A vehicle of which nobody knows where it was seen last. */
    public WantedVehicle(
            String tag,
            @Nullable String plate,
            String caseNumber,
            long reportedAt,
            @Nullable Long lastSeenAt,
            long loggedAt) {
        this(tag, plate, caseNumber, reportedAt, lastSeenAt, loggedAt, null, null, loggedAt);
    }

    public static WantedVehicle of(StolenVehicle stolen, long loggedAt) {
        TheftReport report = stolen.report();
        TheftReport.@Nullable LastSeen seen = report.lastSeen();
        return new WantedVehicle(
                stolen.tag(),
                report.plate(),
                report.caseNumber(),
                report.reportedAt().toEpochMilli(),
                seen == null ? null : seen.ts().toEpochMilli(),
                loggedAt,
                seen == null ? null : seen.lat(),
                seen == null ? null : seen.lon(),
                loggedAt);
    }

    /** The same report said again goes on; another one begins anew. */
    public WantedVehicle after(@Nullable WantedVehicle before) {
        if (before == null || !before.caseNumber.equals(caseNumber) || before.reportedAt != reportedAt) {
            return this;
        }
        return new WantedVehicle(
                tag, plate, caseNumber, reportedAt, lastSeenAt, loggedAt, lastSeenLat, lastSeenLon, before.since);
    }

    public static WantedVehicle withdrawn(String tag, long loggedAt) {
        return new WantedVehicle(tag, null, "", 0, null, loggedAt);
    }
}
