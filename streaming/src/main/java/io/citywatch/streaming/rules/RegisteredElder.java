package io.citywatch.streaming.rules;

import io.citywatch.model.Position;
import io.citywatch.model.registry.Elder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the rules know of a person, flat.
 *
 * @param withdrawn then the rest is empty
 * @param zoneLat the middle of where the pendant may be; null if it may be anywhere. So {@code zoneLon}
 * @param limits of vital signs that differ from everybody's
 * @param absentUntil announced absence, epoch milliseconds; 0 if there is none
 */
public record RegisteredElder(
        String elder,
        boolean withdrawn,
        @Nullable Double zoneLat,
        @Nullable Double zoneLon,
        double zoneMeters,
        List<VitalLimit> limits,
        long absentUntil) {
    /** What is usual for a person, both ends of it allowed. */
    public record VitalLimit(String vital, double low, double high) {}

    public static RegisteredElder of(Elder elder) {
        Elder.SafeZone zone = elder.safeZone();
        Map<String, List<Double>> limits = elder.limits() == null ? Map.of() : elder.limits();
        return new RegisteredElder(
                elder.id(),
                false,
                zone == null ? null : zone.lat(),
                zone == null ? null : zone.lon(),
                zone == null ? 0 : zone.radiusMeters(),
                limits.entrySet().stream()
                        .map(one -> new VitalLimit(
                                one.getKey(),
                                one.getValue().get(0),
                                one.getValue().get(1)))
                        .toList(),
                elder.absentUntil() == null ? 0 : elder.absentUntil().toEpochMilli());
    }

    public static RegisteredElder withdrawn(String elder) {
        return new RegisteredElder(elder, true, null, null, 0, List.of(), 0);
    }

    /** The middle of where the pendant may be. */
    public @Nullable Position zone() {
        return zoneLat == null || zoneLon == null ? null : new Position(zoneLat, zoneLon);
    }
}
