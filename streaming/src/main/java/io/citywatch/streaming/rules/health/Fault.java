package io.citywatch.streaming.rules.health;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.telemetry.DeviceKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A device that is out.
 *
 * @param at since when, epoch milliseconds
 * @param mains whether it lost its power
 * @param silent whether it fell silent
 * @param told ids of its own open detections
 * @param outage that it belongs to; null if none
 */
public record Fault(
        String device,
        @Nullable DeviceKind kind,
        double lat,
        double lon,
        long at,
        boolean mains,
        boolean silent,
        List<String> told,
        @Nullable String outage) {
    /** The device after a signal; null if nothing is wrong with it any more. */
    static @Nullable Fault after(@Nullable Fault before, FaultSignal signal, @Nullable Detection detection) {
        boolean mains = signal.sort() == FaultSignal.Sort.MAINS ? signal.out() : before != null && before.mains();
        boolean silent = signal.sort() == FaultSignal.Sort.SILENT ? signal.out() : before != null && before.silent();
        if ((!mains && !silent) || signal.lat() == null || signal.lon() == null) {
            return null;
        }
        List<String> told = new ArrayList<>(before == null ? List.of() : before.told());
        if (detection != null) {
            told.remove(detection.id());
            if (detection.phase() != Phase.CLEARED) {
                told.add(detection.id());
            }
        }
        return new Fault(
                signal.device(),
                signal.kind(),
                signal.lat(),
                signal.lon(),
                before == null ? signal.at() : before.at(),
                mains,
                silent,
                told,
                before == null ? null : before.outage());
    }

    Fault in(@Nullable String id) {
        return new Fault(device, kind, lat, lon, at, mains, silent, told, id);
    }
}
