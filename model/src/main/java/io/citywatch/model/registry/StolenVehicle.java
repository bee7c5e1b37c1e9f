package io.citywatch.model.registry;

import io.citywatch.model.Required;

/**
 * A tag that is hunted ({@code registry.stolen}, key: tag). A tombstone withdraws the report, or says that the vehicle
 * was recovered.
 */
public record StolenVehicle(String tag, TheftReport report) {
    /** @throws IllegalArgumentException naming the field that is missing */
    public StolenVehicle {
        Required.check("tag", tag, "upper-case hex, 8 to 32 digits");
        Required.check("report", report, "a theft report");
    }
}
