package io.citywatch.ingest.limit;

import io.citywatch.model.telemetry.Lane;

/** What one device may send a second, whichever connection it comes by: each lane on its own account. */
final class DeviceRate {
    /** The emergency lane has no rate below this. */
    private static final int LEAST_EMERGENCY = 50;

    private final int perSecond;
    private final Rate bulk;
    private final Rate emergency;

    DeviceRate(int perSecond, long now) {
        this.perSecond = perSecond;
        int emergencies = Math.max(perSecond, LEAST_EMERGENCY);
        this.bulk = new Rate(perSecond, perSecond, now);
        this.emergency = new Rate(emergencies, emergencies, now);
    }

    int perSecond() {
        return perSecond;
    }

    Rate of(Lane lane) {
        return switch (lane) {
            case BULK -> bulk;
            case EMERGENCY -> emergency;
        };
    }

    boolean isRested(long now) {
        return bulk.isRested(now) && emergency.isRested(now);
    }
}
