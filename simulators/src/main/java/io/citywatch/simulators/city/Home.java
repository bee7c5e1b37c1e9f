package io.citywatch.simulators.city;

import io.citywatch.model.registry.Elder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A home, with the devices in it.
 *
 * @param premises of the building; some are shared by two homes
 * @param elder who lives there, if the terminal is one of the city's
 * @param terminal device id of the call terminal, if there is one
 * @param sensor device id of the smoke sensor, if there is one
 * @param neighbourhood the number of the neighbourhood whose responders live around it; -1 outside of all
 */
public record Home(
        String id,
        Point at,
        String address,
        String premises,
        @Nullable Elder elder,
        @Nullable String terminal,
        @Nullable String sensor,
        int neighbourhood) {
    public Optional<String> terminalIfAny() {
        return Optional.ofNullable(terminal);
    }

    public Optional<String> sensorIfAny() {
        return Optional.ofNullable(sensor);
    }

    /** True if a story may be set here: responders live around it. */
    public boolean isScripted() {
        return neighbourhood >= 0;
    }
}
