package io.citywatch.streaming.rules.fire;

import io.citywatch.streaming.rules.SmokeSample;
import io.citywatch.streaming.rules.StateReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Readings for tests; measured when received, logged 3 ms later. */
public final class SmokeSamples {
    public static final long T = 1_750_000_000_000L;

    private SmokeSamples() {}

    /** On the bulk lane, so many seconds after {@link #T}. */
    public static SmokeSample at(double seconds, double celsius) {
        return sample("sm-1", T + Math.round(seconds * 1_000), 0, false, celsius, 90, List.of());
    }

    public static SmokeSample alarmAt(double seconds, double celsius) {
        return sample("sm-1", T + Math.round(seconds * 1_000), 0, true, celsius, 90, List.of());
    }

    /** So many seconds after it was measured. */
    public static SmokeSample late(double seconds, double celsius, long lateSeconds) {
        return sample("sm-1", T + Math.round(seconds * 1_000), lateSeconds * 1_000, false, celsius, 90, List.of());
    }

    /** So many %/m, on the bulk lane. */
    public static SmokeSample smoke(double seconds, double obscuration) {
        long at = T + Math.round(seconds * 1_000);
        return new SmokeSample("sm-1", at + "@s", at, at + 3, at, false, obscuration, 20, 90, List.of(), null);
    }

    public static SmokeSample battery(double seconds, double battery, String... faults) {
        return sample("sm-1", T + Math.round(seconds * 1_000), 0, false, 20, battery, List.of(faults));
    }

    public static BatteryReport heartbeat(long seconds, @Nullable Double battery, String... faults) {
        return BatteryReport.of(state(seconds, battery, faults));
    }

    public static StateReport state(long seconds, @Nullable Double battery, String... faults) {
        long at = T + seconds * 1_000;
        return new StateReport("sm-1", at + "@h", at, at + 3, at, true, 30, battery, null, null, List.of(faults));
    }

    private static SmokeSample sample(
            String device,
            long receivedAt,
            long late,
            boolean emergency,
            double celsius,
            double battery,
            List<String> faults) {
        return new SmokeSample(
                device,
                receivedAt + "@a",
                receivedAt,
                receivedAt + 3,
                receivedAt - late,
                emergency,
                0.1,
                celsius,
                battery,
                faults,
                null);
    }
}
