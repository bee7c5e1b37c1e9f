package io.citywatch.streaming.rules;

import io.citywatch.model.registry.Vehicle;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the rules know of a vehicle, flat.
 *
 * @param plate null if it was withdrawn
 * @param homeReader of a guarded vehicle, if it is known
 * @param household a number that those of one household share; 0 if nobody knows
 */
public record RegisteredVehicle(
        String tag, @Nullable String plate, @Nullable String homeReader, boolean guarded, long household) {
    /** A vehicle whose household nobody knows. */
    public RegisteredVehicle(String tag, @Nullable String plate, @Nullable String homeReader, boolean guarded) {
        this(tag, plate, homeReader, guarded, 0);
    }

    public static RegisteredVehicle of(Vehicle vehicle) {
        boolean guarded = Boolean.TRUE.equals(vehicle.guard());
        // 210,000 of them: the home of one that nobody guards is not worth remembering.
        return new RegisteredVehicle(
                vehicle.tag(),
                vehicle.plate(),
                guarded ? vehicle.homeReader() : null,
                guarded,
                numberOf(vehicle.household()));
    }

    public static RegisteredVehicle withdrawn(String tag) {
        return new RegisteredVehicle(tag, null, null, false, 0);
    }

    /** Eight bytes instead of a text; no rule needs the name. */
    private static long numberOf(@Nullable String household) {
        return household == null || household.isBlank()
                ? 0
                : UUID.nameUUIDFromBytes(household.getBytes(StandardCharsets.UTF_8))
                        .getMostSignificantBits();
    }
}
