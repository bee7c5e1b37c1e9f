package io.citywatch.alerts.intake;

import io.citywatch.model.Position;
import org.jspecify.annotations.Nullable;

/**
 * What the registry knows of a device when its detection comes.
 *
 * @param name of the device
 * @param person whose call terminal it is
 */
public record Registered(
        String device,
        Position position,
        @Nullable String name,
        @Nullable String premises,
        @Nullable Person person) {
    /** An elder. */
    public record Person(
            String id,
            String name,
            Position position,
            @Nullable String address) {}

    /** The person's home, else where the device stands. */
    Position place() {
        return person == null ? position : person.position();
    }
}
