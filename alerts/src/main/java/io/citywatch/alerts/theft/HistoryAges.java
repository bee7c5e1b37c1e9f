package io.citywatch.alerts.theft;

import io.citywatch.alerts.history.HistoryAccess;
import io.citywatch.alerts.history.HistoryEraser;
import io.citywatch.alerts.retention.HistoryRetention;
import io.citywatch.model.history.Measurement;
import java.time.Instant;

/** Deletes each measurement at its own age; what the cases of thefts need is kept until they are old themselves. */
public final class HistoryAges implements HistoryRetention {
    private final HistoryEraser eraser;
    private final CaseTracks.Store cases;

    /** Deletes from the history that is open. */
    public HistoryAges(HistoryAccess access, CaseTracks.Store cases) {
        this.eraser = new CaseTracks(cases, access.history(), access.eraser());
        this.cases = cases;
    }

    @Override
    public void deleteOlderThan(Instant rawSightings, Instant telemetry, Instant casesEnded) {
        for (Measurement measurement : Measurement.values()) {
            eraser.deleteBefore(measurement, measurement == Measurement.TAG_SIGHTINGS ? rawSightings : telemetry);
        }
        var unused = cases.deleteEndedBefore(casesEnded);
    }
}
