package io.citywatch.streaming.rules;

import io.citywatch.model.registry.Vehicle;
import org.jspecify.annotations.Nullable;

/**
 * What the rules know of a vehicle, flat.
 *
 * @param plate null if it was withdrawn
 * @param homeReader of a guarded vehicle, if it is known
 */
public record RegisteredVehicle(
        String tag, @Nullable String plate, @Nullable String homeReader, boolean guarded) {
    public static RegisteredVehicle of(Vehicle vehicle) {
        boolean guarded = Boolean.TRUE.equals(vehicle.guard());
        // 210,000 of them: the home of one that nobody guards is not worth remembering.
        return new RegisteredVehicle(vehicle.tag(), vehicle.plate(), guarded ? vehicle.homeReader() : null, guarded);
    }

    public static RegisteredVehicle withdrawn(String tag) {
        return new RegisteredVehicle(tag, null, null, false);
    }
}
