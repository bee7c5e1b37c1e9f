package io.citywatch.alerts.history;

import io.citywatch.model.history.Measurement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Puts the newest readings of a device together from the measurements that may hold some. */
final class DeviceTables {
    private static final List<Measurement> TABLES = Arrays.stream(Measurement.values())
            .filter(measurement -> measurement.tag().equals("device"))
            .toList();

    private DeviceTables() {}

    /** @param newest the newest readings of one measurement, at most as many as are asked for in all */
    static List<Reading> newest(int limit, Function<Measurement, List<Reading>> newest) {
        List<Reading> readings = new ArrayList<>();
        TABLES.forEach(table -> readings.addAll(newest.apply(table)));
        readings.sort(Reading.NEWEST_FIRST);
        return List.copyOf(readings.subList(0, Math.min(limit, readings.size())));
    }

    /**
     * The first nanosecond that no reading of the measurement after the place may have.
     *
     * @param to exclusive
     */
    static long before(Measurement measurement, long to, History.Place after) {
        // At the place's own time the measurements that follow by name are still to come.
        long bound = measurement.table().compareTo(after.table()) > 0 ? after.nanos() + 1 : after.nanos();
        return Math.min(to, bound);
    }
}
